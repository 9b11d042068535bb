package dev.lanewise.engine;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.loss.Loss;
import java.util.Optional;

/**
 * How much each sample counts: its loss and its gradient are multiplied by the weight of its class
 * and by its own, and the mean is still over the number of samples, as in Keras.
 */
public final class SampleWeights {
  private final Optional<float[]> classes;
  private final float[] ofRows;
  private final int positions;
  private Optional<float[]> samples = Optional.empty();

  /**
   * Weights for batches of that many rows.
   *
   * @param positions how many losses a row has
   */
  public SampleWeights(Optional<float[]> classes, int rows, int positions) {
    this.classes = classes.map(float[]::clone);
    this.positions = positions;
    ofRows = new float[Math.multiplyExact(rows, positions)];
  }

  public static void check(String kind, float[] weights) {
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && Float.isFinite(weights[i]))) {
        throw new SettingException(
            "The weight of %s %s must be finite and at least 0; found %s."
                .formatted(kind, i, weights[i]));
      }
    }
  }

  /** Refuses another number of weights than of samples. */
  public static void checkCount(String of, Optional<float[]> weights, int samples) {
    if (weights.isPresent() && weights.get().length != samples) {
      throw new DataException(
          "%s: the data have %s samples; found weights for %s. Give one weight for each sample."
              .formatted(of, samples, weights.get().length));
    }
  }

  /** Refuses weights of classes where samples have no class, or other classes than these. */
  public static void checkClasses(float[] weights, Loss loss, Shape output) {
    int outputs = output.size() / loss.positions(output);
    int expected = loss.classes(outputs);
    if (expected == 0) {
      throw new SettingException(
          "Weights of classes need samples of one class each; %s with %s outputs has none. Give weights of samples instead."
              .formatted(loss, outputs));
    }
    if (weights.length != expected) {
      throw new SettingException(
          "There are weights for %s classes; the network and the loss know %s classes. Give one weight for each class."
              .formatted(weights.length, expected));
    }
  }

  /** Sets the weights of the samples of the data set, if they have any. */
  public void ofSamples(Optional<float[]> weights) {
    samples = weights;
  }

  public boolean none() {
    return classes.isEmpty() && samples.isEmpty();
  }

  /** Finds out what a row counts that holds a sample of the data set, before its loss is known. */
  public void weigh(Loss loss, LossRows rows, int row, int sample) {
    float ofSample = samples.isPresent() ? samples.get()[sample] : 1;
    for (int p = row * positions; p < (row + 1) * positions; p++) {
      float ofClass = classes.isPresent() ? loss.weigh(classes.get(), rows, p) : 1;
      ofRows[p] = ofSample * ofClass;
    }
  }

  /** What a row counts; 1 unless there are weights. */
  public double of(int row) {
    return none() ? 1 : ofRows[row];
  }

  /** Multiplies losses and gradients of rows by what they count. */
  void apply(Kernels kernels, LossRows rows, int ofOutput, int from, int to) {
    if (ofOutput != positions) {
      throw new SettingException(
          "Weights of samples or classes need outputs of as many positions; found outputs of %s and of %s positions. Leave the weights out."
              .formatted(positions, ofOutput));
    }
    kernels.losses().weigh(rows, ofRows, from * positions, to * positions);
  }
}
