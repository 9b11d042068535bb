package dev.lanewise.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on result files. */
class GateTest {
  private static final double[] STEADY = {100, 101, 99, 100.5, 99.5, 100.2, 99.8, 100.1};

  @TempDir private Path directory;

  /** What the command printed and returned. */
  private record Outcome(int status, String out, String err) {}

  @Test
  void equalFilesAreQuiet() throws Exception {
    Path file = file("same", result("a.B.run", "avgt", "us/op", STEADY));
    Outcome outcome = gate(file, file);
    assertEquals(Gate.QUIET, outcome.status, outcome.err);
    assertTrue(outcome.out.contains("B.run size=8 avgt"), outcome.out);
    assertTrue(outcome.out.contains("quiet"), outcome.out);
  }

  @Test
  void moreTimeIsARegressionAndLessIsFaster() throws Exception {
    Path base = file("base", result("a.B.run", "avgt", "us/op", STEADY));
    Path more = file("more", result("a.B.run", "avgt", "us/op", times(1.1)));
    assertEquals(Gate.REGRESSION, gate(base, more).status);
    assertTrue(gate(base, more).out.contains("+10.0%"), gate(base, more).out);
    assertEquals(Gate.QUIET, gate(more, base).status);
    assertTrue(gate(more, base).out.contains("faster"));
  }

  @Test
  void lessThroughputIsARegression() throws Exception {
    Path base = file("base", result("a.B.run", "thrpt", "ops/s", STEADY));
    Path more = file("more", result("a.B.run", "thrpt", "ops/s", times(1.1)));
    assertEquals(Gate.QUIET, gate(base, more).status);
    assertEquals(Gate.REGRESSION, gate(more, base).status);
  }

  @Test
  void significantButSmallIsQuiet() throws Exception {
    Path base = file("base", result("a.B.run", "avgt", "us/op", STEADY));
    Path more = file("more", result("a.B.run", "avgt", "us/op", times(1.025)));
    assertEquals(Gate.QUIET, gate(base, more).status);
    assertEquals(Gate.REGRESSION, gate("--min-effect", "2", base, more).status);
  }

  @Test
  void samplesAreReadFromHistograms() throws Exception {
    Path base = file("base", histogram(10));
    Path more = file("more", histogram(12));
    assertEquals(Gate.REGRESSION, gate(base, more).status);
    assertTrue(gate(base, more).out.contains("+20.0%"), gate(base, more).out);
  }

  @Test
  void allocationsAboveOneByteAndOnePercentAreARegression() throws Exception {
    Path base = file("base", allocating(100));
    assertEquals(Gate.QUIET, gate(base, file("same", allocating(101.9))).status);
    assertEquals(Gate.REGRESSION, gate(base, file("more", allocating(102.1))).status);
  }

  @Test
  void otherSecondaryMetricsAreIgnored() throws Exception {
    Path base = file("base", allocating(100).replace("gc.alloc.rate.norm", "gflops"));
    Path more = file("more", allocating(200).replace("gc.alloc.rate.norm", "gflops"));
    assertEquals(Gate.QUIET, gate(base, more).status);
  }

  @Test
  void tooFewForksAreRefusedWithTheNumberNeeded() throws Exception {
    Path file = file("few", result("a.B.run", "avgt", "us/op", 1, 2, 3));
    assertUnusable(gate(file, file), "needs at least 4 forks");
  }

  @Test
  void unusableInputIsToldInOneLine() throws Exception {
    Path good = file("good", result("a.B.run", "avgt", "us/op", STEADY));
    assertUnusable(gate(good, directory.resolve("none")), "no such file");
    assertUnusable(gate(good, text("broken", "[{")), "not JSON");
    assertUnusable(gate(good, text("empty", "")), "not JSON");
    assertUnusable(gate(good, text("other", "{\"a\": 1}")), "not a result of JMH");
    assertUnusable(gate(good, text("list", "[1]")), "not a result of JMH");
    assertUnusable(
        gate(good, file("else", result("a.C.run", "avgt", "us/op", STEADY))), "in common");
    assertUnusable(
        gate(good, file("unit", result("a.B.run", "avgt", "ms/op", STEADY))), "cannot be compared");
    assertUnusable(
        gate(good, file("zero", result("a.B.run", "avgt", "us/op", 0, 0, 0))), "score is 0");
    assertUnusable(
        gate(good, text("nan", Files.readString(good).replace("[100.0]", "[\"NaN\"]"))), "NaN");
  }

  @Test
  void wrongOptionsAreToldInOneLine() throws Exception {
    Path good = file("good", result("a.B.run", "avgt", "us/op", STEADY));
    assertUnusable(gate(), "give two result files");
    assertUnusable(gate(good), "give two result files");
    assertUnusable(gate(good, good, good), "give two result files");
    assertUnusable(gate("--forks", "many", good, good), "many");
    assertUnusable(gate("--level", "0", good, good), "--level");
    assertUnusable(gate(good, good, "--", "-wi", "1"), "options for JMH");
    assertUnusable(gate("--base-jar", good, "--new-jar", good, "--", "-f", "3"), "--forks");
    assertUnusable(gate("--base-jar", good, "--new-jar", directory), "no such file");
  }

  @Test
  void whatOnlyOneVersionHasIsTold() throws Exception {
    String both = result("a.B.run", "avgt", "us/op", STEADY);
    String one = result("a.C.run", "avgt", "us/op", STEADY);
    Outcome outcome = gate(file("one", both), file("two", both, one));
    assertEquals(Gate.QUIET, outcome.status);
    assertTrue(outcome.err.contains("only in the new version, not compared: C.run"), outcome.err);
  }

  @Test
  void helpIsPrinted() {
    Outcome outcome = gate("--help");
    assertEquals(Gate.QUIET, outcome.status);
    assertTrue(outcome.out.contains("--base-jar"), outcome.out);
  }

  private static void assertUnusable(Outcome outcome, String expected) {
    assertEquals(Gate.UNUSABLE, outcome.status, outcome.out);
    assertEquals(1, outcome.err.lines().count(), outcome.err);
    assertTrue(outcome.err.contains(expected), outcome.err);
    assertFalse(outcome.out.contains("verdict"), outcome.out);
  }

  private static Outcome gate(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] args = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    int status = Gate.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
    return new Outcome(status, out.toString(), err.toString());
  }

  private static double[] times(double factor) {
    return Arrays.stream(STEADY).map(score -> score * factor).toArray();
  }

  private Path file(String name, String... results) throws IOException {
    return text(name, "[" + String.join(",", results) + "]");
  }

  private Path text(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name + ".json"), text);
  }

  private static String result(String benchmark, String mode, String unit, double... forks) {
    return result(benchmark, mode, unit, "\"rawData\": " + forks(forks), "{}");
  }

  private static String histogram(double score) {
    String fork = String.format(Locale.ROOT, "[[[%s, 3], [%s, 1]], [[%s, 2]]]", score, 99.0, score);
    String forks = String.join(",", Collections.nCopies(5, fork));
    return result("a.B.run", "sample", "us/op", "\"rawDataHistogram\": [" + forks + "]", "{}");
  }

  private static String allocating(double bytes) {
    String metric = "{\"gc.alloc.rate.norm\": {\"rawData\": " + forks(bytes, bytes) + "}}";
    return result("a.B.run", "avgt", "us/op", "\"rawData\": " + forks(STEADY), metric);
  }

  private static String result(
      String benchmark, String mode, String unit, String data, String secondary) {
    return """
    {"benchmark": "%s", "mode": "%s", "threads": 1, "params": {"size": "8"},
     "primaryMetric": {"scoreUnit": "%s", %s}, "secondaryMetrics": %s}
    """
        .formatted(benchmark, mode, unit, data, secondary);
  }

  private static String forks(double... scores) {
    return Arrays.stream(scores)
        .mapToObj(score -> "[" + score + "]")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
