package dev.lanewise.metrics;

import java.util.DoubleSummaryStatistics;

/**
 * Errors of one output, and how its targets vary. Sums are compensated; the sum of squares about
 * the mean follows Welford (1962), and for merging Chan, Golub and LeVeque (1979). The first target
 * is subtracted from all, so that targets far from zero lose nothing.
 */
final class OutputErrors {
  private final DoubleSummaryStatistics squared = new DoubleSummaryStatistics();
  private final DoubleSummaryStatistics absolute = new DoubleSummaryStatistics();
  private double first;

  /** Of the targets minus the first. */
  private double mean;

  private double variation;

  void add(double target, double prediction) {
    first = count() == 0 ? target : first;
    double error = prediction - target;
    squared.accept(error * error);
    absolute.accept(Math.abs(error));
    double shifted = target - first;
    double distance = shifted - mean;
    mean += distance / count();
    variation += distance * (shifted - mean);
  }

  void merge(OutputErrors other) {
    if (other.count() == 0) {
      return;
    }
    first = count() == 0 ? other.first : first;
    double here = count();
    double there = other.count();
    double distance = other.first - first + other.mean - mean;
    double share = there / (here + there);
    variation += other.variation + distance * distance * here * share;
    mean += distance * share;
    squared.combine(other.squared);
    absolute.combine(other.absolute);
  }

  long count() {
    return squared.getCount();
  }

  double meanSquared() {
    return count() == 0 ? Double.NaN : squared.getAverage();
  }

  double meanAbsolute() {
    return count() == 0 ? Double.NaN : absolute.getAverage();
  }

  /** The coefficient of determination, with scikit-learn's values where it is undefined. */
  double r2() {
    if (count() < 2) {
      return Double.NaN;
    }
    double residual = squared.getSum();
    if (variation == 0) {
      return residual == 0 ? 1 : 0;
    }
    return 1 - residual / variation;
  }
}
