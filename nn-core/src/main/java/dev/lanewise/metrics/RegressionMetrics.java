package dev.lanewise.metrics;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The errors of a regression with one or more outputs.
 *
 * <p>Accumulates, and belongs to one thread at a time: give each thread its own and {@link #merge}
 * them. Everything is computed in double, in one pass, without cancellation.
 */
public final class RegressionMetrics {
  private final OutputErrors[] outputs;

  /** No samples of so many outputs; at least 1. */
  public RegressionMetrics(int outputs) {
    Checks.atLeast(1, "outputs", outputs);
    this.outputs = Stream.generate(OutputErrors::new).limit(outputs).toArray(OutputErrors[]::new);
  }

  /**
   * Adds a sample.
   *
   * @throws dev.lanewise.ShapeException if there is not one target and one prediction for each
   *     output
   * @throws dev.lanewise.DataException if a number is not finite
   */
  public void add(float[] targets, float[] predictions) {
    Checks.length("targets", outputs.length, targets.length);
    Checks.length("predictions", outputs.length, predictions.length);
    Checks.finite("Target", targets);
    Checks.finite("Prediction", predictions);
    for (int i = 0; i < outputs.length; i++) {
      outputs[i].add(targets[i], predictions[i]);
    }
  }

  /**
   * Adds a sample of a regression with one output.
   *
   * @throws dev.lanewise.ShapeException if there are more outputs
   * @throws dev.lanewise.DataException if a number is not finite
   */
  public void add(double target, double prediction) {
    Checks.length("targets", outputs.length, 1);
    outputs[0].add(Checks.finite("Target", target), Checks.finite("Prediction", prediction));
  }

  /**
   * Adds the samples of another accumulator: the same as adding them here, but for rounding.
   *
   * @throws dev.lanewise.ShapeException if it has another number of outputs
   */
  public void merge(RegressionMetrics other) {
    Checks.length("outputs", outputs.length, other.outputs.length);
    for (int i = 0; i < outputs.length; i++) {
      outputs[i].merge(other.outputs[i]);
    }
  }

  /** The figures so far, which later samples do not change. */
  public RegressionReport report() {
    double[] r2 = Stream.of(outputs).mapToDouble(OutputErrors::r2).toArray();
    return new RegressionReport(
        outputs[0].count(),
        Stream.of(outputs).mapToDouble(OutputErrors::meanSquared).average().orElseThrow(),
        Stream.of(outputs).mapToDouble(OutputErrors::meanAbsolute).average().orElseThrow(),
        IntStream.range(0, r2.length).mapToObj(i -> r2[i]).toList());
  }
}
