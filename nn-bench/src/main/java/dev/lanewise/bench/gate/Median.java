package dev.lanewise.bench.gate;

import java.util.Map;
import java.util.SortedMap;
import org.apache.commons.math3.stat.StatUtils;

/** Medians of values and of histograms. */
final class Median {

  private Median() {}

  /** The median: of an even number of values, the mean of the middle two. */
  static double of(double... values) {
    return StatUtils.percentile(values, 50);
  }

  /** The lower median of values that occurred several times each. */
  static double of(SortedMap<Double, Long> counts) {
    long left = (counts.values().stream().mapToLong(Long::longValue).sum() + 1) / 2;
    for (Map.Entry<Double, Long> entry : counts.entrySet()) {
      left -= entry.getValue();
      if (left <= 0) {
        return entry.getKey();
      }
    }
    throw new IllegalArgumentException("the median of nothing");
  }
}
