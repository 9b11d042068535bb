package dev.lanewise.explain;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.nn.Model;
import dev.lanewise.predict.Probe;
import dev.lanewise.random.NormalNumbers;
import dev.lanewise.random.Seeds;

/**
 * Looks for a sample that a unit, or the mean of a map, responds to as strongly as it can (Erhan et
 * al. 2009, "Visualizing higher-layer features of a deep network"): steps of one length along the
 * gradient, from weak noise on, while the sample decays so that it keeps to what matters.
 *
 * @param steps at least 1
 * @param length of a step, in the Euclidean norm of the sample's units
 * @param decay the share of each number that a step takes away, from 0 to below 1
 * @param low the least that a number of the sample may be
 * @param high the most
 * @param seed of the noise to begin with
 */
public record ActivationMaximisation(
    int steps, float length, float decay, float low, float high, long seed) {
  private static final float NOISE = 0.01f;

  /** Checks the numbers. */
  public ActivationMaximisation {
    if (steps < 1 || !(length > 0) || !(decay >= 0 && decay < 1) || !(low < high)) {
      throw new SettingException(
          "Activation maximisation: expected at least 1 step of a positive length, a decay from 0 to below 1, and low below high; found %s steps of %s, %s, %s and %s."
              .formatted(steps, length, decay, low, high));
    }
  }

  /** For numbers from 0 to 1, such as pixels. */
  public static ActivationMaximisation ofPixels(long seed) {
    return new ActivationMaximisation(200, 0.5f, 0.01f, 0, 1, seed);
  }

  /**
   * What was found.
   *
   * @param sample as many numbers as the network takes
   * @param activation of the unit, or the mean of the map
   */
  public record Maximum(float[] sample, double activation) {}

  /**
   * The sample for a unit of a layer.
   *
   * @param layer its name
   * @param channel which of the last axis of its values
   * @throws SettingException if there is no such layer or channel
   */
  public Maximum of(Model model, String layer, int channel) {
    Model part = Truncated.upTo(model, layer);
    Shape shape = part.network().output();
    if (channel < 0 || channel >= shape.channels()) {
      throw new SettingException(
          "Layer '%s' has channels 0 to %s; found %s."
              .formatted(layer, shape.channels() - 1, channel));
    }
    String input = part.network().inputs().getFirst().name();
    Probe probe = Probe.builder(part).gradients(input).build();
    Matrix wanted = Matrix.of(new float[shape.size()], 1, shape.size());
    for (int i = channel; i < shape.size(); i += shape.channels()) {
      wanted.data()[i] = 1f / shape.positions();
    }
    float[] sample = noise(part.network().input().size());
    for (int step = 0; step < steps; step++) {
      probe.forward(sample);
      probe.backward(wanted);
      move(sample, probe.gradient(input));
    }
    probe.forward(sample);
    return new Maximum(sample, mean(probe.activation(layer), wanted));
  }

  private float[] noise(int size) {
    float[] noise = new float[size];
    int key = (int) (Seeds.mix(seed) >>> Integer.SIZE);
    for (int i = 0; i < size; i++) {
      float middle = Math.clamp(0f, low, high);
      noise[i] =
          Math.clamp(middle + NOISE * (high - low) * NormalNumbers.normal(key, i), low, high);
    }
    return noise;
  }

  private void move(float[] sample, Matrix gradient) {
    double squares = 0;
    for (int i = 0; i < sample.length; i++) {
      double g = gradient.data()[gradient.row(0) + i];
      squares += g * g;
    }
    double factor = squares > 0 ? length / Math.sqrt(squares) : 0;
    for (int i = 0; i < sample.length; i++) {
      double moved = (1 - decay) * sample[i] + factor * gradient.data()[gradient.row(0) + i];
      sample[i] = (float) Math.clamp(moved, low, high);
    }
  }

  private static double mean(Matrix values, Matrix weights) {
    double sum = 0;
    for (int i = 0; i < weights.cols(); i++) {
      sum += (double) values.data()[values.row(0) + i] * weights.data()[i];
    }
    return sum;
  }
}
