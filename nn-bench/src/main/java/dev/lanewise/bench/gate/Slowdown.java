package dev.lanewise.bench.gate;

import java.util.Arrays;

/**
 * By how much the new version is slower, in logarithms of a ratio of times: 0 is no change, ln 1.05
 * is 5 % more time for an operation.
 *
 * @param estimate the Hodges-Lehmann estimate
 * @param low the lower end of the two-sided interval of {@link #CONFIDENCE}; may be infinite
 * @param high its upper end
 * @param pValue the probability of such ranks or more extreme ones if nothing has become slower
 */
record Slowdown(double estimate, double low, double high, double pValue) {
  /** The confidence of intervals, for one benchmark at a time. */
  static final double CONFIDENCE = 0.95;

  /**
   * The estimate and interval that belong to a test on ranks, from the differences that the test
   * compares with zero: the median of the differences; and the interval of all shifts that a
   * two-sided test would not reject, which leaves out {@code excluded} differences at either end
   * (M. Hollander, D. Wolfe, E. Chicken, "Nonparametric Statistical Methods", 3rd edition, 3.2,
   * 3.3, 4.2 and 4.3).
   */
  static Slowdown of(double[] differences, int excluded, double pValue) {
    double[] sorted = differences.clone();
    Arrays.sort(sorted);
    boolean bounded = excluded > 0;
    return new Slowdown(
        Median.of(sorted),
        bounded ? sorted[excluded - 1] : Double.NEGATIVE_INFINITY,
        bounded ? sorted[sorted.length - excluded] : Double.POSITIVE_INFINITY,
        pValue);
  }

  /** A logarithm of a ratio as a relative change: 0.05 is 5 % more. */
  static double relative(double logRatio) {
    return StrictMath.expm1(logRatio);
  }
}
