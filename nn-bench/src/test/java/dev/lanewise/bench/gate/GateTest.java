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
import java.util.List;
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
    Path base = file("base", allocating(constant(100)));
    assertEquals(Gate.QUIET, gate(base, file("same", allocating(constant(101.9)))).status);
    assertEquals(Gate.REGRESSION, gate(base, file("more", allocating(constant(102.1)))).status);
  }

  @Test
  void anAllocationWhereThereWasNoneIsARegression() throws Exception {
    Path base = file("base", allocating(constant(0)));
    Outcome outcome = gate(base, file("more", allocating(constant(16))));
    assertEquals(Gate.REGRESSION, outcome.status);
    assertTrue(outcome.out.contains("1 allocate more"), outcome.out);
    assertEquals(Gate.QUIET, gate(file("more", allocating(constant(16))), base).status);
  }

  /** Some forks of each jar compile something differently: that is noise of the machine. */
  @Test
  void allocationsThatDifferFromForkToForkAreUnclear() throws Exception {
    Path base = file("base", allocating(53, 60, 53.2, 59.8, 53.1, 60.1, 53.4, 53.3));
    Path more = file("more", allocating(59.9, 53.1, 60.2, 53, 60.3, 53.5, 59.7, 58.4));
    Outcome outcome = gate(base, more);
    assertEquals(Gate.UNCLEAR, outcome.status, outcome.out);
    assertTrue(outcome.out.contains("1 unclear: worse, but perhaps by chance"), outcome.out);
    String row = outcome.out.lines().filter(line -> line.contains("allocated")).findFirst().get();
    assertTrue(row.contains("unclear"), row);
    assertTrue(outcome.out.contains("0 allocate more"), outcome.out);
  }

  /** Four forks decide on one comparison, but not on that of times and that of allocations. */
  @Test
  void allocationsCountWhenForksAreTooFew() throws Exception {
    Path times = file("times", result("a.B.run", "avgt", "us/op", 1, 2, 3, 4));
    assertEquals(Gate.QUIET, gate(times, times).status);
    String metric = allocations(1, 1, 1, 1);
    String both = result("a.B.run", "avgt", "us/op", "\"rawData\": " + forks(1, 2, 3, 4), metric);
    Path more = file("both", both, both.replace("a.B", "a.C"));
    assertUnusable(gate(more, more), "4 comparisons at level 0.02 need at least 5 forks");
  }

  @Test
  void allocationsOfSomeForksAreRefused() throws Exception {
    Path base = file("base", allocating(constant(100)));
    Path some = file("some", allocating(100, 100, 100));
    assertUnusable(
        gate(base, some),
        "B.run size=8 avgt: allocated bytes found in 8 of 8 forks of the base and 3 of 8 of the new"
            + " version; expected in all or none");
    Path none = file("none", result("a.B.run", "avgt", "us/op", STEADY));
    assertUnusable(gate(base, none), "in 8 of 8 forks of the base and 0 of 8 of the new");
  }

  /** 3.9 % slower in the median, at p = 0.08; beside a sure regression that is the status. */
  @Test
  void moreTimeThatMayBeChanceIsUnclear() throws Exception {
    double[] wild = {100, 110, 90, 104, 96, 112, 88, 102};
    double[] wilder = {108, 93, 112, 104, 116, 97, 106, 109};
    String base = result("a.B.run", "avgt", "us/op", wild);
    String more = result("a.B.run", "avgt", "us/op", wilder);
    Outcome outcome = gate(file("base", base), file("more", more));
    assertEquals(Gate.UNCLEAR, outcome.status, outcome.out);
    String sure = result("a.C.run", "avgt", "us/op", STEADY);
    String slow = result("a.C.run", "avgt", "us/op", times(1.5));
    Outcome both = gate(file("base2", base, sure), file("more2", more, slow));
    assertEquals(Gate.REGRESSION, both.status, both.out);
  }

  /**
   * As measured on a benchmark that allocates nothing: 7256 bytes of JMH's in an iteration of half
   * a second, in which the base had 26 operations and the new version 15. Nothing else grew.
   */
  @Test
  void whatJmhAllocatesIsNoRegression() throws Exception {
    Path base = file("base", profiled("avgt", 26, 7256));
    assertEquals(Gate.QUIET, gate(base, file("fewer", profiled("avgt", 15, 7256))).status);
    Outcome more = gate(base, file("more", profiled("avgt", 15, 7256 + 15 * 1000)));
    assertEquals(Gate.REGRESSION, more.status, more.out);
    Path many = file("many", profiled("avgt", 3000, 7256));
    Outcome small = gate(many, file("small", profiled("avgt", 3000, 7256 + 3000 * 8)));
    assertEquals(Gate.REGRESSION, small.status, small.out);
    assertEquals(Gate.QUIET, gate(many, file("fewer2", profiled("avgt", 2000, 7256))).status);
  }

  /** Histograms: 36 to 100 kB in an iteration of a single thread. */
  @Test
  void whatJmhAllocatesForSamplesIsNoRegression() throws Exception {
    Path base = file("base", profiled("sample", 7000, 36_000));
    assertEquals(Gate.QUIET, gate(base, file("more", profiled("sample", 7000, 100_000))).status);
    Outcome more = gate(base, file("real", profiled("sample", 7000, 36_000 + 7000 * 32)));
    assertEquals(Gate.REGRESSION, more.status, more.out);
  }

  @Test
  void aSingleShotIsAnIterationOfOneOperation() throws Exception {
    Path base = file("base", profiled("ss", 1, 6752));
    assertEquals(Gate.QUIET, gate(base, file("more", profiled("ss", 1, 8000))).status);
    assertEquals(Gate.REGRESSION, gate(base, file("real", profiled("ss", 1, 20_000))).status);
  }

  /** Forks whose iterations of half a second have some operations and allocate some bytes. */
  private static String profiled(String mode, int operations, double bytes) {
    String norm = forks(constant(bytes / operations));
    String rate = forks(constant(bytes / 1024 / 1024 / 0.5));
    return result(
            "a.B.run",
            mode,
            "us/op",
            "\"rawData\": " + forks(STEADY),
            "{\"gc.alloc.rate.norm\": {\"rawData\": %s}, \"gc.alloc.rate\": {\"rawData\": %s}}"
                .formatted(norm, rate))
        .replace("\"threads\": 1", "\"threads\": 1, \"measurementTime\": \"500 ms\"");
  }

  @Test
  void otherSecondaryMetricsAreIgnored() throws Exception {
    Path base = file("base", allocating(constant(100)).replace("gc.alloc.rate.norm", "gflops"));
    Path more = file("more", allocating(constant(200)).replace("gc.alloc.rate.norm", "gflops"));
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
    assertUnusable(gate("--forks", "0", good, good), "--forks: at least 1 expected; found 0");
    assertUnusable(
        gate("--forks", "-3", "--base-jar", good, "--new-jar", good), "--forks: at least 1");
    assertUnusable(gate(good, good, "--", "-wi", "1"), "options for JMH and Java");
    assertUnusable(gate("--new-java-option=-Da=b", good, good), "options for JMH and Java");
    for (String option : List.of("-f", "-f0", "-f=0", "--f", "-foe", "-rff=x")) {
      assertUnusable(gate("--base-jar", good, "--new-jar", good, "--", option), "--forks");
    }
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
    assertTrue(outcome.out.contains("3  unclear"), outcome.out);
    assertTrue(outcome.out.contains("git worktree add"), outcome.out);
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

  private static double[] constant(double bytes) {
    return Arrays.stream(STEADY).map(score -> bytes).toArray();
  }

  private static String allocating(double... bytes) {
    String data = "\"rawData\": " + forks(STEADY);
    return result("a.B.run", "avgt", "us/op", data, allocations(bytes));
  }

  private static String allocations(double... bytes) {
    return "{\"gc.alloc.rate.norm\": {\"rawData\": " + forks(bytes) + "}}";
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
