package dev.lanewise.loss;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Softmax;

/**
 * Cross-entropy of the softmax of logits, {@code -sum t log softmax(y)}: the loss of
 * classification.
 *
 * <p>Targets are class indices (one column) or distributions that sum to 1 (a column for each
 * class). A {@link Softmax} layer at the end of the network is skipped in training.
 *
 * @param smoothing label smoothing: this share of each target is spread evenly over all classes
 *     (Szegedy et al. 2016), at least 0 and below 1
 */
public record SoftmaxCrossEntropy(float smoothing) implements Loss {

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
    kernels.softmaxCrossEntropy(rows, smoothing, scale, from, to, scratch);
  }

  @Override
  public void checkTargets(int outputs, int targetColumns) {
    if (outputs < 2 || (targetColumns != 1 && targetColumns != outputs)) {
      throw new ShapeException(
          "Softmax cross-entropy needs at least 2 outputs, and 1 target a sample (the class) or one for each output; "
              + "the network has %d outputs, the data %d targets a sample."
                  .formatted(outputs, targetColumns));
    }
  }

  @Override
  public void checkRow(LossRows rows, int row) {
    Matrix t = rows.targets();
    if (t.cols() == 1) {
      float label = t.data()[t.row(row)];
      if (!(label >= 0 && label < rows.outputs().cols()) || label != (int) label) {
        throw new DataException(
            "Class index %s of a sample: must be a whole number from 0 to %d, since the network has %d outputs."
                .formatted(label, rows.outputs().cols() - 1, rows.outputs().cols()));
      }
    }
  }

  @Override
  public Network training(Network network) {
    int last = network.layers().size() - 1;
    return last > 0 && network.layers().get(last) instanceof Softmax
        ? new Network(network.input(), network.layers().subList(0, last))
        : network;
  }

  @Override
  public boolean classifies() {
    return true;
  }

  @Override
  public boolean correct(LossRows rows, int row) {
    Matrix t = rows.targets();
    int right = t.cols() == 1 ? (int) t.data()[t.row(row)] : largest(t, row);
    return largest(rows.outputs(), row) == right;
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
