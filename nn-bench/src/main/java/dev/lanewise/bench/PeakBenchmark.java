package dev.lanewise.bench;

import dev.lanewise.simd.Ruler;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The {@link Ruler} on one thread. The counter {@code gflops} is the most that any kernel can reach
 * on this core at this moment.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class PeakBenchmark {
  private static final int ROUNDS = 100_000;

  /** Multiply-adds in registers. */
  @Benchmark
  public float multiplyAdds(ProductBenchmark.Operations done) {
    done.gflops += 1e-9 * Ruler.operations(ROUNDS);
    return Ruler.multiplyAdds(ROUNDS);
  }
}
