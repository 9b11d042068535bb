package dev.lanewise.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class JmhListingTest {
  /** 2 x 3 runs of one benchmark, then one of two modes, and one without parameters. */
  private static final List<String> LISTED =
      """
      WARNING: Using incubator modules: jdk.incubator.vector
      Benchmarks:\s
      a.B.run
        param "batch" = {32, 128}
        param "network" = {784-10, 30-2, 8-1}
      a.B.modes
        param "batch" = {32, 128}
      a.B.modes
        param "batch" = {32, 128}
      a.C.alone
      """
          .lines()
          .toList();

  private static int comparisons(String... arguments) throws UnusableInput {
    return JmhListing.comparisons(LISTED, List.of(arguments));
  }

  @Test
  void countsParametersAndModes() throws Exception {
    assertEquals(6 + 4 + 1, comparisons("B", "-wi", "1"));
    assertEquals(6 + 2 + 1, comparisons("-bm", "thrpt"));
    assertEquals(2 * (6 + 2 + 1), comparisons("-bm", "thrpt,ss"));
    assertEquals(4 * (6 + 2 + 1), comparisons("-bm", "all"));
  }

  @Test
  void allocationsAreComparisonsToo() throws Exception {
    assertEquals(22, comparisons("-prof", "gc"));
    assertEquals(22, comparisons("-prof", "gc:churn=true"));
    assertEquals(11, comparisons("-prof", "stack"));
  }

  @Test
  void nothingListedIsNothingToCompare() throws Exception {
    assertEquals(0, JmhListing.comparisons(List.of("WARNING: x", "Benchmarks: "), List.of()));
    assertEquals(0, JmhListing.comparisons(List.of("no list"), List.of()));
  }

  @Test
  void optionsThatJmhDoesNotKnowAreRefused() {
    assertThrows(UnusableInput.class, () -> comparisons("-notAnOption"));
  }
}
