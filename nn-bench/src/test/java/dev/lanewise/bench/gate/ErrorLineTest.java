package dev.lanewise.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ErrorLineTest {

  @Test
  void anExceptionComesBeforeWhatFollowsFromIt() {
    assertError(
        "java.lang.OutOfMemoryError: Java heap space",
        """
        WARNING: Using incubator modules: jdk.incubator.vector
        # VM options: -XX:+HeapDumpOnOutOfMemoryError
        # Benchmark: dev.lanewise.bench.ErrorBenchmark.run
        # Warmup Iteration   1: <failure>

        java.lang.OutOfMemoryError: Java heap space
        \tat dev.lanewise.bench.ErrorBenchmark.run(ErrorBenchmark.java:1)

        ERROR: org.openjdk.jmh.runner.RunnerException: Benchmark caught the exception
        \tat org.openjdk.jmh.runner.Runner.runBenchmarks(Runner.java:575)
        """);
    assertError(
        "Exception in thread \"main\" java.lang.NoClassDefFoundError: a/B",
        "Exception in thread \"main\" java.lang.NoClassDefFoundError: a/B\n\tat c.D.main(D)\nend");
  }

  @Test
  void aHeadingIsQuotedWithWhatItAnnounces() {
    assertError(
        "Error parsing command line: x is not a recognized option",
        "Error parsing command line:\n x is not a recognized option\n");
    assertError(
        "# A fatal error has been detected by the Java Runtime Environment: #  SIGSEGV (0xb)",
        "# A fatal error has been detected by the Java Runtime Environment:\n#\n#  SIGSEGV (0xb)\n");
  }

  @Test
  void withoutAnErrorTheFirstLineThatSaysSomethingIsQuoted() {
    assertError(
        "No matching benchmarks. Miss-spelled regexp?",
        """
        WARNING: Using incubator modules: jdk.incubator.vector
        # JMH version: 1.37

        No matching benchmarks. Miss-spelled regexp?
        Use EXTRA verbose mode to debug the pattern matching.
        """);
    assertError("no output", "\n");
  }

  private static void assertError(String expected, String output) {
    assertEquals(expected, ErrorLine.of(output.lines().toList()));
  }
}
