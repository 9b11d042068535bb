package dev.lanewise.bench.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Benchmarks that tell in which process they ran; for {@link JarRunnerTest}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class Processes {

  /** Where to tell it, a line for each run. */
  @Param("")
  public String log;

  /** Something to multiply the benchmarks. */
  @Param({"1", "2"})
  public String size;

  /** A benchmark. */
  @Benchmark
  public void first() throws IOException {
    tell("first");
  }

  /** Another one. */
  @Benchmark
  public void second() throws IOException {
    tell("second");
  }

  /** One that does not work. */
  @Benchmark
  public void broken() {
    throw new IllegalStateException("broken on purpose");
  }

  private void tell(String benchmark) throws IOException {
    String line =
        "%s %s %d %s%n"
            .formatted(
                benchmark,
                size,
                ProcessHandle.current().pid(),
                System.getProperty("lanewise.test.setting"));
    Files.writeString(Path.of(log), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
