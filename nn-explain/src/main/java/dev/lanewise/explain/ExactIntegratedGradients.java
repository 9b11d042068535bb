package dev.lanewise.explain;

import dev.lanewise.SettingException;

/**
 * {@link IntegratedGradients} without an error of the integral, in double, for chains of dense
 * layers with ReLU, leaky ReLU or no activation. Such a network is linear between the points of the
 * way at which a unit begins or ceases to be active; the way is cut at each of them, and pieces are
 * added up.
 *
 * @param baseline a sample without the thing that is explained
 */
public record ExactIntegratedGradients(float[] baseline) implements AttributionMethod {
  /** Far more than there are units in networks that one waits for. */
  private static final int MOST_PIECES = 10_000_000;

  /** Copies the baseline. */
  public ExactIntegratedGradients {
    baseline = baseline.clone();
  }

  /**
   * {@inheritDoc}
   *
   * @throws SettingException if the network is not a chain of such layers
   */
  @Override
  public Attribution attribute(Explained model, float[] sample, int output) {
    double[] exact = inDouble(model, sample, output);
    float[] values = new float[exact.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) exact[i];
    }
    return new Attribution(values, output, model.scores(sample)[output]);
  }

  /** The same before it is rounded to floats. */
  public double[] inDouble(Explained model, float[] sample, int output) {
    model.requireSample("sample", sample);
    model.requireSample("baseline", baseline);
    model.requireOutput(output);
    PiecewiseLinear network = PiecewiseLinear.of(model.model());
    double[] start = new double[sample.length];
    double[] way = new double[sample.length];
    for (int i = 0; i < way.length; i++) {
      start[i] = baseline[i];
      way[i] = (double) sample[i] - baseline[i];
    }
    PiecewiseLinear.Way along = network.way(start, way);
    double[] values = new double[way.length];
    double from = 0;
    for (int piece = 0; from < 1; piece++) {
      if (piece == MOST_PIECES) {
        throw new SettingException(
            "Exact integrated gradients: more than %s pieces; use IntegratedGradients."
                .formatted(MOST_PIECES));
      }
      double to = Math.min(1, along.end(from));
      if (to > from) {
        double[] gradient = along.gradient(output);
        for (int i = 0; i < values.length; i++) {
          values[i] += (to - from) * gradient[i];
        }
      }
      from = to;
      along.cross();
    }
    for (int i = 0; i < values.length; i++) {
      values[i] *= way[i];
    }
    return values;
  }
}
