package dev.lanewise.explain;

import dev.lanewise.ShapeException;
import java.util.Arrays;
import java.util.Comparator;

/** Spearman's correlation: that of the ranks, where equal numbers share the mean of theirs. */
public final class RankCorrelation {

  private RankCorrelation() {}

  /**
   * From -1 to 1; NaN if all numbers of one side are equal.
   *
   * @throws ShapeException if there are not as many numbers on both sides, and at least 2
   */
  public static double of(float[] a, float[] b) {
    if (a.length != b.length || a.length < 2) {
      throw new ShapeException(
          "A rank correlation needs two or more pairs of numbers; found %s and %s numbers."
              .formatted(a.length, b.length));
    }
    double[] x = ranks(a);
    double[] y = ranks(b);
    double mean = (a.length + 1) / 2.0;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mean) * (y[i] - mean);
      xx += (x[i] - mean) * (x[i] - mean);
      yy += (y[i] - mean) * (y[i] - mean);
    }
    return xy / Math.sqrt(xx * yy);
  }

  private static double[] ranks(float[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i] + 0.0f));
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0;
      }
      from = to;
    }
    return ranks;
  }
}
