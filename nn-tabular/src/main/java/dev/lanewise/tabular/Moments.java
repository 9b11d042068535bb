package dev.lanewise.tabular;

/**
 * Mean, standard deviation and range of values that pass by once (Welford 1962, "Note on a method
 * for calculating corrected sums of squares and products").
 */
final class Moments {
  private long count;
  private double mean;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  void add(double value) {
    count++;
    double difference = value - mean;
    mean += difference / count;
    squares += difference * (value - mean);
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  long count() {
    return count;
  }

  double mean() {
    return mean;
  }

  NumberScale scale(Scaling scaling) {
    return switch (scaling) {
      case STANDARD -> standard();
      case MIN_MAX -> new NumberScale.MinMax(min, max);
      case NONE -> new NumberScale.None();
    };
  }

  NumberScale.Standard standard() {
    return new NumberScale.Standard(mean, max == min ? 1 : deviation());
  }

  /** With divisor n; 0 if all values are the same. */
  double deviation() {
    return max == min ? 0 : Math.sqrt(squares / count);
  }
}
