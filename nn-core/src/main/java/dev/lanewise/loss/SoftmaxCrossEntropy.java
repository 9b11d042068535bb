package dev.lanewise.loss;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.layers.LastFunction;
import dev.lanewise.layers.Softmax;
import dev.lanewise.nn.Network;

/**
 * Cross-entropy of the softmax of logits, {@code -sum t log softmax(y)}: the loss of
 * classification.
 *
 * <p>Targets are class indices (one column) or distributions that sum to 1 (a column for each
 * class). Of an output with several positions, such as the steps of a sequence, each position is
 * classified by itself, and has targets of its own; {@link Loss#IGNORED} as a class index says that
 * it does not count. A {@link Softmax} layer at the end of the network is skipped in training;
 * sigmoids there or before it, and a second softmax, are refused.
 *
 * @param smoothing label smoothing: this share of each target is spread evenly over all classes
 *     (Szegedy et al. 2016), at least 0 and below 1
 */
public record SoftmaxCrossEntropy(float smoothing) implements Loss {

  /** What a distribution may add up to beside 1, for rounding. */
  private static final double SUM_TOLERANCE = 1e-4;

  /** Checks the smoothing. */
  public SoftmaxCrossEntropy {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new SettingException(
          "Softmax cross-entropy: smoothing must be at least 0 and below 1; found "
              + smoothing
              + ".");
    }
  }

  @Override
  public void run(Kernels kernels, LossRows rows, float scale, int from, int to, Scratch scratch) {
    kernels.losses().softmaxCrossEntropy(rows, smoothing, scale, from, to, scratch);
  }

  @Override
  public int positions(Shape output) {
    return output.positions();
  }

  @Override
  public void checkTargets(int outputs, int targetColumns) {
    if (outputs < 2 || (targetColumns != 1 && targetColumns != outputs)) {
      throw new ShapeException(
          "Softmax cross-entropy needs at least 2 outputs, and 1 target a sample (the class) or one"
              + " for each output; "
              + "the network has %s outputs, the data %s targets a sample."
                  .formatted(outputs, targetColumns));
    }
  }

  @Override
  public void checkRow(LossRows rows, int row) {
    Matrix t = rows.targets();
    if (t.cols() == 1) {
      checkIndex(t.data()[t.row(row)], rows.outputs().cols());
    } else {
      checkDistribution(t, row);
    }
  }

  private static void checkIndex(float label, int outputs) {
    if (!(label >= 0 && label < outputs) || label != (int) label) {
      throw new DataException(
          "Class index %s: must be a whole number from 0 to %s, since the network has %s outputs."
              .formatted(label, outputs - 1, outputs));
    }
  }

  private static void checkDistribution(Matrix t, int row) {
    int at = t.row(row);
    double sum = 0;
    for (int c = 0; c < t.cols(); c++) {
      float share = t.data()[at + c];
      if (!(share >= 0)) {
        throw new DataException(
            "Target %s: the share of a class must be at least 0; found %s. Give class indices, or distributions over the classes."
                .formatted(c, share));
      }
      sum += share;
    }
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new DataException(
          "The shares of the classes must add up to 1; found a sum of %s. Divide them by it, or use binary cross-entropy if a sample may have several classes or none."
              .formatted(sum));
    }
  }

  @Override
  public int classes(int outputs) {
    return outputs;
  }

  @Override
  public float weigh(float[] weights, LossRows rows, int row) {
    Matrix t = rows.targets();
    int at = t.row(row);
    if (t.cols() == 1) {
      return t.data()[at] < 0 ? 1 : weights[(int) t.data()[at]];
    }
    float all = 0;
    for (int c = 0; c < t.cols(); c++) {
      all += weights[c] * t.data()[at + c];
    }
    for (int c = 0; c < t.cols() && all > 0; c++) {
      t.data()[at + c] *= weights[c] / all;
    }
    return all;
  }

  @Override
  public Network training(Network network, int output) {
    LastFunction last = LastFunction.of(network, output);
    Shape scores = last.place().output();
    Shape shape = network.outputShapes().get(output);
    if (last.isSoftmax() && scores.positions() != shape.positions()) {
      throw new SettingException(
          "Softmax cross-entropy tells classes apart by all values of a position; found softmax over %s behind %s, and an output of %s, which joins its positions. Leave Flatten there out, and give a target for each position."
              .formatted(scores, last.place().label(), shape));
    }
    Network logits = last.isSoftmax() ? last.removedFrom(network, output) : network;
    LastFunction left = LastFunction.of(logits, output);
    if (left.isProbability()) {
      throw new SettingException(
          "Softmax cross-entropy works from logits or softmax of logits; found %s. Leave that function out, or use binary cross-entropy if a sample may have several classes."
              .formatted(left.name()));
    }
    return logits;
  }

  @Override
  public boolean classifies() {
    return true;
  }

  @Override
  public boolean correct(LossRows rows, int row) {
    Matrix t = rows.targets();
    int right = t.cols() == 1 ? (int) t.data()[t.row(row)] : largest(t, row);
    return right >= 0 && isLargest(rows.outputs(), row, right);
  }

  /** Whether an element is the first of the largest; none is where there is a NaN. */
  private static boolean isLargest(Matrix m, int row, int index) {
    int at = m.row(row);
    float largest = m.data()[at + index];
    for (int c = 0; c < m.cols(); c++) {
      float value = m.data()[at + c];
      if (!(c < index ? value < largest : value <= largest)) {
        return false;
      }
    }
    return true;
  }

  private static int largest(Matrix m, int row) {
    int at = m.row(row);
    int best = 0;
    for (int c = 1; c < m.cols(); c++) {
      if (m.data()[at + c] > m.data()[at + best]) {
        best = c;
      }
    }
    return best;
  }
}
