package dev.lanewise.explain;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;

/**
 * Integrated gradients (Sundararajan, Taly and Yan 2017, "Axiomatic attribution for deep
 * networks"): the gradient's mean on the straight way from a baseline to the sample, times how far
 * each number is from the baseline. The values add up to the difference of the two scores, but for
 * the error of the numerical integral: {@link #residual} tells it.
 *
 * @param baseline a sample without the thing that is explained, such as a black image
 * @param nodes points of the rule of Gauss and Legendre, from 2 to 1000
 */
public record IntegratedGradients(float[] baseline, int nodes) implements AttributionMethod {
  private static final int MOST_NODES = 1000;

  /** Nodes that are computed at once. */
  private static final int TOGETHER = 16;

  /** Copies the baseline and checks the number of nodes. */
  public IntegratedGradients {
    baseline = baseline.clone();
    if (nodes < 2 || nodes > MOST_NODES) {
      throw new SettingException(
          "Integrated gradients: nodes must be from 2 to %s; found %s."
              .formatted(MOST_NODES, nodes));
    }
  }

  /** With 50 nodes. */
  public IntegratedGradients(float[] baseline) {
    this(baseline, 50);
  }

  @Override
  public Attribution attribute(Explained model, float[] sample, int output) {
    model.requireSample("sample", sample);
    model.requireSample("baseline", baseline);
    model.requireOutput(output);
    GaussLegendre rule = GaussLegendre.of(nodes);
    int n = sample.length;
    double[] means = new double[n];
    Matrix way = Matrix.allocateDense(Math.min(TOGETHER, nodes), n);
    for (int from = 0; from < nodes; from += TOGETHER) {
      int count = Math.min(TOGETHER, nodes - from);
      for (int k = 0; k < count; k++) {
        double share = rule.nodes()[from + k];
        for (int i = 0; i < n; i++) {
          double step = (double) sample[i] - baseline[i];
          way.data()[k * n + i] = (float) (baseline[i] + share * step);
        }
      }
      Matrix part = new Matrix(way.data(), 0, count, n, n);
      float[] gradients = model.gradients(part, output).data();
      for (int k = 0; k < count; k++) {
        for (int i = 0; i < n; i++) {
          means[i] += rule.weights()[from + k] * gradients[k * n + i];
        }
      }
    }
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (((double) sample[i] - baseline[i]) * means[i]);
    }
    float score = model.scores(Matrix.of(sample, 1, n), output)[0];
    return new Attribution(values, output, score);
  }

  /**
   * What is missing in an attribution of this method: the difference of the scores of sample and
   * baseline, less the sum of the values. If it is not small beside them, take more nodes.
   */
  public double residual(Explained model, Attribution attribution) {
    Matrix one = Matrix.of(baseline, 1, baseline.length);
    float before = model.scores(one, attribution.output())[0];
    return (double) attribution.score() - before - attribution.sum();
  }
}
