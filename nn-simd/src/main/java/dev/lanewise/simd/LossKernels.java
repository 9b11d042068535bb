package dev.lanewise.simd;

import static dev.lanewise.kernels.Kernels.SUM_LANES;
import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.ElementLoss;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Scratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Losses that add up over elements. All loops are masked, since rows are often shorter than a
 * vector. Each function has loops of its own over rows and vectors, as in {@link
 * ActivationKernels}.
 */
final class LossKernels {

  private LossKernels() {}

  static void apply(
      ElementLoss loss,
      float delta,
      LossRows rows,
      float scale,
      int from,
      int to,
      Scratch scratch) {
    float[] sums = scratch.array(0, SUM_LANES);
    switch (loss) {
      case SQUARED -> squared(rows, scale, from, to, sums);
      case ABSOLUTE -> absolute(rows, scale, from, to, sums);
      case HUBER -> huber(rows, delta, scale, from, to, sums);
      case LOGISTIC -> {
        // One function each, since C2 inlines no more into a method.
        logisticTails(rows, from, to);
        logisticCurves(rows, from, to);
        logistic(rows, from, to, sums);
        logisticGradient(rows, scale, from, to);
      }
    }
  }

  private static void squared(LossRows rows, float scale, int from, int to, float[] sums) {
    Matrix y = rows.outputs();
    Matrix t = rows.targets();
    Matrix dy = rows.gradient();
    for (int row = from; row < to; row++) {
      RowSums.clear(sums);
      for (int i = 0; i < y.cols(); i += COUNT) {
        VectorMask<Float> mask = FLOATS.indexInRange(i, y.cols());
        FloatVector d = difference(y, t, row, i, mask);
        RowSums.add(d.mul(d), sums, i, mask);
        d.add(d).mul(scale).intoArray(dy.data(), dy.row(row) + i, mask);
      }
      rows.losses()[row] = RowSums.fold(sums);
    }
  }

  private static void absolute(LossRows rows, float scale, int from, int to, float[] sums) {
    Matrix y = rows.outputs();
    Matrix t = rows.targets();
    Matrix dy = rows.gradient();
    for (int row = from; row < to; row++) {
      RowSums.clear(sums);
      for (int i = 0; i < y.cols(); i += COUNT) {
        VectorMask<Float> mask = FLOATS.indexInRange(i, y.cols());
        FloatVector d = difference(y, t, row, i, mask);
        RowSums.add(d.abs(), sums, i, mask);
        FloatVector sign = FloatVector.zero(FLOATS).blend(1, d.compare(GT, 0));
        sign = sign.blend(-1, d.compare(LT, 0));
        sign.mul(scale).intoArray(dy.data(), dy.row(row) + i, mask);
      }
      rows.losses()[row] = RowSums.fold(sums);
    }
  }

  private static void huber(
      LossRows rows, float delta, float scale, int from, int to, float[] sums) {
    Matrix y = rows.outputs();
    Matrix t = rows.targets();
    Matrix dy = rows.gradient();
    for (int row = from; row < to; row++) {
      RowSums.clear(sums);
      for (int i = 0; i < y.cols(); i += COUNT) {
        VectorMask<Float> mask = FLOATS.indexInRange(i, y.cols());
        FloatVector d = difference(y, t, row, i, mask);
        FloatVector size = d.abs();
        FloatVector linear = size.sub(0.5f * delta).mul(delta);
        RowSums.add(linear.blend(d.mul(0.5f).mul(d), size.compare(LE, delta)), sums, i, mask);
        d.max(-delta).min(delta).mul(scale).intoArray(dy.data(), dy.row(row) + i, mask);
      }
      rows.losses()[row] = RowSums.fold(sums);
    }
  }

  /** Leaves {@code exp(-|y|)} in the gradient's memory. */
  private static void logisticTails(LossRows rows, int from, int to) {
    Matrix y = rows.outputs();
    Matrix dy = rows.gradient();
    for (int row = from; row < to; row++) {
      for (int i = 0; i < y.cols(); i += COUNT) {
        VectorMask<Float> mask = FLOATS.indexInRange(i, y.cols());
        FloatVector logit = FloatVector.fromArray(FLOATS, y.data(), y.row(row) + i, mask);
        FloatVector tail = VectorMath.exp(logit.abs().neg());
        tail.intoArray(dy.data(), dy.row(row) + i, mask);
      }
    }
  }

  /** Turns each of the tails {@code e} into {@code log(1 + e)}. */
  private static void logisticCurves(LossRows rows, int from, int to) {
    Matrix dy = rows.gradient();
    for (int row = from; row < to; row++) {
      for (int i = 0; i < dy.cols(); i += COUNT) {
        int at = dy.row(row) + i;
        VectorMask<Float> mask = FLOATS.indexInRange(i, dy.cols());
        FloatVector tail = FloatVector.fromArray(FLOATS, dy.data(), at, mask);
        VectorMath.log1p(tail).intoArray(dy.data(), at, mask);
      }
    }
  }

  /** Adds up the losses from the curves. */
  private static void logistic(LossRows rows, int from, int to, float[] sums) {
    Matrix y = rows.outputs();
    Matrix t = rows.targets();
    Matrix dy = rows.gradient();
    for (int row = from; row < to; row++) {
      RowSums.clear(sums);
      for (int i = 0; i < y.cols(); i += COUNT) {
        VectorMask<Float> mask = FLOATS.indexInRange(i, y.cols());
        FloatVector logit = FloatVector.fromArray(FLOATS, y.data(), y.row(row) + i, mask);
        FloatVector target = FloatVector.fromArray(FLOATS, t.data(), t.row(row) + i, mask);
        FloatVector curve = FloatVector.fromArray(FLOATS, dy.data(), dy.row(row) + i, mask);
        RowSums.add(target.neg().fma(logit, logit.max(0)).add(curve), sums, i, mask);
      }
      rows.losses()[row] = RowSums.fold(sums);
    }
  }

  private static void logisticGradient(LossRows rows, float scale, int from, int to) {
    Matrix y = rows.outputs();
    Matrix t = rows.targets();
    Matrix dy = rows.gradient();
    for (int row = from; row < to; row++) {
      for (int i = 0; i < y.cols(); i += COUNT) {
        VectorMask<Float> mask = FLOATS.indexInRange(i, y.cols());
        FloatVector logit = FloatVector.fromArray(FLOATS, y.data(), y.row(row) + i, mask);
        FloatVector probability = VectorMath.sigmoid(logit);
        FloatVector target = FloatVector.fromArray(FLOATS, t.data(), t.row(row) + i, mask);
        probability.sub(target).mul(scale).intoArray(dy.data(), dy.row(row) + i, mask);
      }
    }
  }

  private static FloatVector difference(
      Matrix y, Matrix t, int row, int column, VectorMask<Float> mask) {
    return FloatVector.fromArray(FLOATS, y.data(), y.row(row) + column, mask)
        .sub(FloatVector.fromArray(FLOATS, t.data(), t.row(row) + column, mask));
  }
}
