package dev.lanewise.listeners;

import dev.lanewise.DataException;

/**
 * How values are distributed: {@value #BUCKETS} buckets of one width, as in TensorFlow's {@code
 * tf.summary.histogram}; a single one if all values are equal.
 *
 * @param min the smallest value
 * @param max the largest value
 * @param count the number of values
 * @param sum their sum
 * @param sumOfSquares the sum of their squares
 * @param limits the upper end of each bucket
 * @param counts how many values lie in each bucket; on a border, in the upper one
 */
record Histogram(
    double min,
    double max,
    long count,
    double sum,
    double sumOfSquares,
    double[] limits,
    double[] counts) {
  private static final int BUCKETS = 30;

  /** The histogram of at least one value. */
  static Histogram of(String name, float[] values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new DataException(
            "Histogram of parameter %s: expected finite values; found %s. Training has diverged: try a smaller learning rate."
                .formatted(name, value));
      }
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
      squares += (double) value * value;
    }
    double[] counts = max > min ? counts(values, min, max) : new double[] {values.length};
    return new Histogram(
        min, max, values.length, sum, squares, limits(min, max, counts.length), counts);
  }

  private static double[] counts(float[] values, double min, double max) {
    double[] counts = new double[BUCKETS];
    for (float value : values) {
      int bucket = (int) ((value - min) / (max - min) * BUCKETS);
      counts[Math.min(bucket, BUCKETS - 1)]++;
    }
    return counts;
  }

  private static double[] limits(double min, double max, int buckets) {
    double[] limits = new double[buckets];
    for (int i = 0; i < buckets; i++) {
      limits[i] = i == buckets - 1 ? max : min + (max - min) * (i + 1) / buckets;
    }
    return limits;
  }
}
