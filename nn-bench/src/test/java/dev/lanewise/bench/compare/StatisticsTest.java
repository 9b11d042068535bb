package dev.lanewise.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static final double[] FIVE = {3, 1, 5, 2, 4};
  private static final double[] TWOS = {2, 2, 2, 2, 2};

  @Test
  void medianOfOddAndEvenNumbersOfValues() {
    assertEquals(3, Statistics.median(FIVE));
    assertEquals(2.5, Statistics.median(new double[] {4, 1, 2, 3}));
    assertEquals(7, Statistics.median(new double[] {7}));
    assertThrows(IllegalArgumentException.class, () -> Statistics.median(new double[0]));
  }

  /**
   * Of five values drawn from five, the median is at most the k-th smallest with the probability
   * that a binomial variable of 5 trials and chance k/5 is at least 3: 0.058, 0.317, 0.683, 0.942,
   * 1.
   */
  @Test
  void bootstrapOfFiveValuesIsTheKnownDistribution() {
    assertEquals(new Interval(0.5, 2.5), Statistics.ratioInterval(FIVE, TWOS, 0.95));
    assertEquals(new Interval(1, 2), Statistics.ratioInterval(FIVE, TWOS, 0.8));
    assertEquals(new Interval(1.5, 1.5), Statistics.ratioInterval(FIVE, TWOS, 0.3));
  }

  @Test
  void denominatorCountsToo() {
    assertEquals(new Interval(0.4, 2), Statistics.ratioInterval(TWOS, FIVE, 0.95));
  }

  @Test
  void withoutSpreadTheIntervalIsTheRatio() {
    assertEquals(
        new Interval(2, 2),
        Statistics.ratioInterval(new double[] {4, 4, 4}, new double[] {2, 2}, 0.95));
  }

  @Test
  void geometricMeanOfTwiceAndHalfIsOne() {
    assertEquals(1, Statistics.geometricMean(new double[] {2, 0.5}), 1e-12);
    assertEquals(2, Statistics.geometricMean(new double[] {1, 2, 4}), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> Statistics.geometricMean(new double[0]));
  }
}
