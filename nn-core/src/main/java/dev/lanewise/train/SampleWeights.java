package dev.lanewise.train;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.kernels.LossRows;
import java.util.Optional;

/**
 * How much each sample counts: its loss and its gradient are multiplied by the weight of its class
 * and by its own, and the mean is still over the number of samples, as in Keras.
 */
final class SampleWeights {
  private final Optional<float[]> classes;
  private Optional<float[]> samples = Optional.empty();

  SampleWeights(Optional<float[]> classes) {
    this.classes = classes.map(float[]::clone);
    classes.ifPresent(weights -> check("class", weights));
  }

  static void check(String kind, float[] weights) {
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && Float.isFinite(weights[i]))) {
        throw new SettingException(
            "The weight of %s %d must be finite and at least 0; found %s."
                .formatted(kind, i, weights[i]));
      }
    }
  }

  /** Sets the weights of the samples of the data set, if they have any. */
  void ofSamples(Optional<float[]> weights) {
    samples = weights;
  }

  boolean none() {
    return classes.isEmpty() && samples.isEmpty();
  }

  /** Weighs a row that holds a sample of the data set. */
  void apply(LossRows rows, int row, int sample) {
    float weight = samples.isPresent() ? samples.get()[sample] : 1;
    if (classes.isPresent()) {
      weight *= ofClass(classes.get(), rows.targets(), row);
    }
    rows.losses()[row] *= weight;
    Matrix gradient = rows.gradient();
    int at = gradient.row(row);
    for (int i = at; i < at + gradient.cols(); i++) {
      gradient.data()[i] *= weight;
    }
  }

  private static float ofClass(float[] weights, Matrix targets, int row) {
    int index = (int) targets.data()[targets.row(row)];
    if (index >= weights.length) {
      throw new DataException(
          "There are weights for %d classes; found a sample of class %d. Give one weight for each class."
              .formatted(weights.length, index));
    }
    return weights[index];
  }
}
