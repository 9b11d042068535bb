package dev.lanewise.metrics;

import java.util.List;
import java.util.Locale;

/**
 * How well a regression does.
 *
 * @param samples the number of samples
 * @param meanSquaredError the mean of {@code (prediction - target)^2} over samples and outputs; NaN
 *     without samples
 * @param meanAbsoluteError the mean of {@code |prediction - target|} over samples and outputs; NaN
 *     without samples
 * @param r2OfOutputs for each output the coefficient of determination, {@code 1 - sum (t - y)^2 /
 *     sum (t - mean t)^2}. As in scikit-learn it is NaN for fewer than two samples; if all targets
 *     are equal it is 1 for perfect predictions and otherwise 0
 */
public record RegressionReport(
    long samples, double meanSquaredError, double meanAbsoluteError, List<Double> r2OfOutputs) {

  /** Copies the list. */
  public RegressionReport {
    r2OfOutputs = List.copyOf(r2OfOutputs);
  }

  /** The square root of the mean squared error over samples and outputs. */
  public double rootMeanSquaredError() {
    return Math.sqrt(meanSquaredError);
  }

  /** The mean of the outputs' coefficients of determination. */
  public double r2() {
    return r2OfOutputs.stream().mapToDouble(r2 -> r2).average().orElse(Double.NaN);
  }

  /** A table with a line for each figure. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "samples %12d%nMSE     %12.6g%nRMSE    %12.6g%nMAE     %12.6g%nR2      %12.6f",
        samples,
        meanSquaredError,
        rootMeanSquaredError(),
        meanAbsoluteError,
        r2());
  }
}
