package dev.lanewise.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real JMH on the benchmarks of {@link Processes}. */
class JarRunnerTest {
  @TempDir private Path directory;
  private final StringWriter progress = new StringWriter();

  @Test
  void whatIsNoJarFailsWithWhatJavaSaysOfIt() throws Exception {
    Path jar = Files.writeString(directory.resolve("no.jar"), "no jar");
    UnusableInput failure = failure(runner(jar));
    assertTrue(failure.toString().contains("no.jar failed: Error: "), failure.toString());
    assertEquals("fork 2-new of 12", progress.toString().strip());
    assertTrue(Files.size(directory.resolve("2-new.txt")) > 0);
  }

  @Test
  void everyBenchmarkOfEveryForkHasAProcessOfItsOwn() throws Exception {
    Path log = directory.resolve("log");
    JarRunner runner =
        runner(jar(), "Processes.(first|second)", "-p", "log=" + log, "-wi", "0", "-i", "1");
    Map<BenchmarkKey, ForkScores> base = runner.run(Version.BASE, 1);
    assertEquals(4, base.size());
    assertEquals(base.keySet(), runner.run(Version.NEW, 2).keySet());
    List<String[]> runs = Files.readAllLines(log).stream().map(line -> line.split(" ")).toList();
    assertEquals(8, runs.size());
    assertEquals(8, runs.stream().map(run -> run[2]).distinct().count());
    assertEquals(
        List.of("null", "null", "null", "null", "on", "on", "on", "on"),
        runs.stream().map(run -> run[3]).toList());
  }

  @Test
  void benchmarksAreCountedBeforeAnyIsRun() throws Exception {
    Path log = directory.resolve("log");
    JarRunner runner = runner(jar(), "Processes.(first|second)", "-p", "log=" + log + ",x");
    assertEquals(2 * 4, runner.comparisons());
    assertFalse(Files.exists(log), "nothing has run");
    assertEquals(0, runner(jar(), "NoSuchBenchmark").comparisons());
  }

  @Test
  void tooFewForksAreRefusedBeforeAnyIsRun() throws Exception {
    Path log = directory.resolve("log");
    StringWriter err = new StringWriter();
    String[] command = {
      "--base-jar=" + jar(),
      "--new-jar=" + jar(),
      "--include=Processes.(first|second)",
      "--forks=8",
      "--",
      "-p",
      "log=" + log,
      "-prof",
      "gc"
    };
    PrintWriter to = new PrintWriter(err, true);
    assertEquals(Gate.UNUSABLE, Gate.run(command, to, to));
    assertTrue(
        err.toString().contains("--forks 8; 8 comparisons at level 0.02 need at least 9 forks"),
        err.toString());
    assertFalse(Files.exists(log), "nothing has run");
  }

  @Test
  void aBenchmarkThatThrowsIsQuoted() throws Exception {
    UnusableInput failure = failure(runner(jar(), "Processes.broken", "-wi", "0", "-i", "1"));
    assertTrue(
        failure.toString().contains("java.lang.IllegalStateException: broken on purpose"),
        failure.toString());
  }

  @Test
  void anOptionThatJmhDoesNotKnowIsQuoted() throws Exception {
    UnusableInput failure = failure(runner(jar(), "-notAnOption"));
    assertTrue(
        failure.toString().contains("line: n is not a recognized option"), failure.toString());
  }

  @Test
  void noBenchmarkIsQuoted() throws Exception {
    UnusableInput failure = failure(runner(jar(), "NoSuchBenchmark"));
    assertTrue(failure.toString().contains("No matching benchmarks"), failure.toString());
  }

  private static UnusableInput failure(JarRunner runner) {
    return assertThrows(UnusableInput.class, () -> runner.run(Version.NEW, 2));
  }

  private JarRunner runner(Path jar, String... arguments) {
    return new JarRunner(
        Map.of(
            Version.BASE,
            new Benchmarks(jar, List.of()),
            Version.NEW,
            new Benchmarks(jar, List.of("-Dlanewise.test.setting=on"))),
        List.of(arguments),
        directory,
        12,
        new PrintWriter(progress, true));
  }

  /** A jar that leads to this test's class path, where its benchmarks and JMH are. */
  private Path jar() throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, "org.openjdk.jmh.Main");
    attributes.put(Attributes.Name.CLASS_PATH, classPath());
    Path jar = directory.resolve("benchmarks.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.finish();
    }
    return jar;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toUri().toString())
        .collect(Collectors.joining(" "));
  }
}
