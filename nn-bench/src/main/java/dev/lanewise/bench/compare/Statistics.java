package dev.lanewise.bench.compare;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/** Medians, and how far they can be trusted. */
public final class Statistics {
  private static final int RESAMPLES = 10_000;
  private static final int SEED = 25;

  private Statistics() {}

  /** The median; of an even number of values, the mean of the two in the middle. */
  public static double median(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a median needs a value; found none");
    }
    return new Median().evaluate(values);
  }

  /** The mean for ratios: it is 1 if one half is twice as fast and the other half as fast. */
  static double geometricMean(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a mean needs a value; found none");
    }
    return StatUtils.geometricMean(values);
  }

  /**
   * An interval for the ratio of two medians, by the percentile bootstrap: both samples are drawn
   * anew with replacement, independently of each other, and the middle of the ratios is taken. With
   * few values, it can only say how far those few are apart: five give at most their range. The
   * same samples give the same interval.
   *
   * @param level the share of ratios in the interval, such as 0.95
   */
  public static Interval ratioInterval(double[] numerator, double[] denominator, double level) {
    RandomGenerator random = new Well19937c(SEED);
    double[] ratios = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      ratios[i] = median(resample(numerator, random)) / median(resample(denominator, random));
    }
    Percentile percentile = new Percentile();
    percentile.setData(ratios);
    return new Interval(
        percentile.evaluate(50 * (1 - level)), percentile.evaluate(50 * (1 + level)));
  }

  private static double[] resample(double[] values, RandomGenerator random) {
    double[] drawn = new double[values.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = values[random.nextInt(values.length)];
    }
    return drawn;
  }
}
