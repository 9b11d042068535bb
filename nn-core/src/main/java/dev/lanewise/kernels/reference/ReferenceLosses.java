package dev.lanewise.kernels.reference;

import static dev.lanewise.kernels.Kernels.SUM_LANES;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.ElementLoss;
import dev.lanewise.kernels.FloatMath;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Losses;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;
import java.util.Arrays;

/** The specification of {@link Losses}. */
final class ReferenceLosses implements Losses {

  @Override
  public void softmaxCrossEntropy(
      LossRows rows, float smoothing, float scale, int from, int to, Scratch scratch) {
    Matrix y = rows.outputs();
    Matrix dy = rows.gradient();
    boolean indices = rows.targets().cols() == 1;
    for (int row = from; row < to; row++) {
      if (indices && label(rows.targets(), row) < 0) {
        rows.losses()[row] = 0;
        Arrays.fill(dy.data(), dy.row(row), dy.row(row) + dy.cols(), 0);
        continue;
      }
      float max = Exponentials.max(y, row);
      float sum = Exponentials.write(y, dy, row, max, scratch);
      float cross =
          indices
              ? crossOfIndex(rows, row, max, smoothing, scratch)
              : crossOfDistribution(rows, row, max, smoothing, scratch);
      rows.losses()[row] = FloatMath.log(sum) - cross;
      float inverse = 1 / sum;
      for (int c = 0; c < y.cols(); c++) {
        float t = target(rows, row, c, smoothing);
        int i = dy.row(row) + c;
        dy.data()[i] = ReferenceUpdates.flush(Math.fma(dy.data()[i], inverse, -t) * scale);
      }
    }
  }

  /** {@code sum t (y - max)} for a class index; touches only that logit without smoothing. */
  private static float crossOfIndex(
      LossRows rows, int row, float max, float smoothing, Scratch scratch) {
    Matrix y = rows.outputs();
    float shifted = y.data()[y.row(row) + label(rows.targets(), row)] - max;
    if (smoothing == 0) {
      return shifted;
    }
    double sum = 0;
    for (int c = 0; c < y.cols(); ) {
      float[] sums = RowSums.zeros(scratch);
      for (int end = SumTree.endOfColumns(c, y.cols()); c < end; c++) {
        sums[c % SUM_LANES] += y.data()[y.row(row) + c] - max;
      }
      sum += RowSums.fold(sums);
    }
    return Math.fma(1 - smoothing, shifted, smoothing / y.cols() * (float) sum);
  }

  private static float crossOfDistribution(
      LossRows rows, int row, float max, float smoothing, Scratch scratch) {
    Matrix y = rows.outputs();
    double sum = 0;
    for (int c = 0; c < y.cols(); ) {
      float[] sums = RowSums.zeros(scratch);
      for (int end = SumTree.endOfColumns(c, y.cols()); c < end; c++) {
        float t = target(rows, row, c, smoothing);
        sums[c % SUM_LANES] = Math.fma(t, y.data()[y.row(row) + c] - max, sums[c % SUM_LANES]);
      }
      sum += RowSums.fold(sums);
    }
    return (float) sum;
  }

  private static float target(LossRows rows, int row, int c, float smoothing) {
    Matrix t = rows.targets();
    float plain = t.cols() == 1 ? (c == label(t, row) ? 1 : 0) : t.data()[t.row(row) + c];
    return Math.fma(plain, 1 - smoothing, smoothing / rows.outputs().cols());
  }

  private static int label(Matrix targets, int row) {
    return (int) targets.data()[targets.row(row)];
  }

  @Override
  public void elementLoss(
      ElementLoss loss,
      float delta,
      LossRows rows,
      float scale,
      int from,
      int to,
      Scratch scratch) {
    Matrix y = rows.outputs();
    Matrix t = rows.targets();
    Matrix dy = rows.gradient();
    for (int row = from; row < to; row++) {
      double sum = 0;
      for (int c = 0; c < y.cols(); ) {
        float[] sums = RowSums.zeros(scratch);
        for (int end = SumTree.endOfColumns(c, y.cols()); c < end; c++) {
          float output = y.data()[y.row(row) + c];
          float target = t.data()[t.row(row) + c];
          sums[c % SUM_LANES] += elementValue(loss, delta, output, target);
          dy.data()[dy.row(row) + c] = elementDerivative(loss, delta, output, target) * scale;
        }
        sum += RowSums.fold(sums);
      }
      rows.losses()[row] = (float) sum;
    }
  }

  private static float elementValue(ElementLoss loss, float delta, float y, float t) {
    float d = y - t;
    float size = Math.abs(d);
    return switch (loss) {
      case SQUARED -> d * d;
      case ABSOLUTE -> size;
      case HUBER -> size <= delta ? 0.5f * d * d : delta * (size - 0.5f * delta);
      case LOGISTIC ->
          Math.fma(-t, y, Math.max(y, 0)) + FloatMath.log1p(FloatMath.exp(-Math.abs(y)));
    };
  }

  private static float elementDerivative(ElementLoss loss, float delta, float y, float t) {
    float d = y - t;
    return switch (loss) {
      case SQUARED -> d + d;
      case ABSOLUTE -> d > 0 ? 1 : d < 0 ? -1 : 0;
      case HUBER -> Math.min(Math.max(d, -delta), delta);
      case LOGISTIC -> FloatMath.sigmoid(y) - t;
    };
  }

  @Override
  public void weigh(LossRows rows, float[] weights, int from, int to) {
    Matrix dy = rows.gradient();
    for (int row = from; row < to; row++) {
      rows.losses()[row] *= weights[row];
      for (int c = 0; c < dy.cols(); c++) {
        dy.data()[dy.row(row) + c] *= weights[row];
      }
    }
  }
}
