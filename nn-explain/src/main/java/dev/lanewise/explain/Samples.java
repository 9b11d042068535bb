package dev.lanewise.explain;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import java.util.Arrays;

/** Samples in memory, to be changed and asked about. */
record Samples(Matrix inputs, Matrix targets) {
  private static final int MOST = 1 << 28;

  /**
   * All samples of a data set.
   *
   * @throws SettingException if they are too many to change them all
   */
  static Samples of(Dataset data) {
    int columns = data.inputShapes().stream().mapToInt(shape -> shape.size()).sum();
    if ((long) data.size() * (columns + data.targetColumns()) > MOST) {
      throw new SettingException(
          "Explanations of a data set keep all of its numbers, at most %s; found %s samples of %s. Take a part of them."
              .formatted(MOST, data.size(), columns));
    }
    Matrix inputs = Matrix.allocateDense(data.size(), columns);
    Matrix targets = Matrix.allocateDense(data.size(), data.targetColumns());
    for (int row = 0; row < data.size(); row++) {
      data.read(row, inputs, targets, row);
    }
    return new Samples(inputs, targets);
  }

  int count() {
    return inputs.rows();
  }

  /** The mean loss of samples that may have been changed, in double. */
  double loss(Explained model, Matrix changed, SampleLoss loss) {
    double sum = 0;
    float[][] scores = model.allScores(changed);
    for (int row = 0; row < scores.length; row++) {
      sum += loss.of(scores[row], target(row));
    }
    return sum / scores.length;
  }

  float[] target(int row) {
    int at = targets.row(row);
    return Arrays.copyOfRange(targets.data(), at, at + targets.cols());
  }

  Matrix copy() {
    return new Matrix(inputs.data().clone(), 0, inputs.rows(), inputs.cols(), inputs.stride());
  }
}
