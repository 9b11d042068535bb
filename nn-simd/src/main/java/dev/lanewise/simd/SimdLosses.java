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
import dev.lanewise.kernels.Losses;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Losses on the Vector API. All loops are masked, since rows are often shorter than a vector. */
final class SimdLosses implements Losses {

  @Override
  public void softmaxCrossEntropy(
      LossRows rows, float smoothing, float scale, int from, int to, Scratch scratch) {
    SoftmaxKernels.crossEntropy(rows, smoothing, scale, from, to, scratch);
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
    float[] sums = scratch.kernel().array(ScratchSlots.ROW_SUMS, SUM_LANES);
    switch (loss) {
      case SQUARED -> squared(rows, scale, from, to, sums);
      case ABSOLUTE -> absolute(rows, scale, from, to, sums);
      case HUBER -> huber(rows, delta, scale, from, to, sums);
      case LOGISTIC ->
          logistic(
              rows,
              scale,
              from,
              to,
              sums,
              scratch.kernel().array(ScratchSlots.ROW, rows.outputs().cols()));
    }
  }

  private static void squared(LossRows rows, float scale, int from, int to, float[] sums) {
    Matrix y = rows.outputs();
    Matrix t = rows.targets();
    Matrix dy = rows.gradient();
    for (int row = from; row < to; row++) {
      double sum = 0;
      for (int i = 0; i < y.cols(); ) {
        RowSums.clear(sums);
        for (int end = SumTree.endOfColumns(i, y.cols()); i < end; i += COUNT) {
          VectorMask<Float> mask = FLOATS.indexInRange(i, end);
          FloatVector output = FloatVector.fromArray(FLOATS, y.data(), y.row(row) + i, mask);
          FloatVector d = output.sub(FloatVector.fromArray(FLOATS, t.data(), t.row(row) + i, mask));
          FloatVector value = d.mul(d);
          int lane = RowSums.lane(i);
          FloatVector.fromArray(FLOATS, sums, lane).add(value, mask).intoArray(sums, lane);
          d.add(d).mul(scale).intoArray(dy.data(), dy.row(row) + i, mask);
        }
        sum += RowSums.fold(sums);
      }
      rows.losses()[row] = (float) sum;
    }
  }

  private static void absolute(LossRows rows, float scale, int from, int to, float[] sums) {
    Matrix y = rows.outputs();
    Matrix t = rows.targets();
    Matrix dy = rows.gradient();
    for (int row = from; row < to; row++) {
      double sum = 0;
      for (int i = 0; i < y.cols(); ) {
        RowSums.clear(sums);
        for (int end = SumTree.endOfColumns(i, y.cols()); i < end; i += COUNT) {
          VectorMask<Float> mask = FLOATS.indexInRange(i, end);
          FloatVector output = FloatVector.fromArray(FLOATS, y.data(), y.row(row) + i, mask);
          FloatVector d = output.sub(FloatVector.fromArray(FLOATS, t.data(), t.row(row) + i, mask));
          FloatVector value = d.abs();
          int lane = RowSums.lane(i);
          FloatVector.fromArray(FLOATS, sums, lane).add(value, mask).intoArray(sums, lane);
          FloatVector sign = FloatVector.zero(FLOATS).blend(1, d.compare(GT, 0));
          sign = sign.blend(-1, d.compare(LT, 0));
          sign.mul(scale).intoArray(dy.data(), dy.row(row) + i, mask);
        }
        sum += RowSums.fold(sums);
      }
      rows.losses()[row] = (float) sum;
    }
  }

  private static void huber(
      LossRows rows, float delta, float scale, int from, int to, float[] sums) {
    Matrix y = rows.outputs();
    Matrix t = rows.targets();
    Matrix dy = rows.gradient();
    for (int row = from; row < to; row++) {
      double sum = 0;
      for (int i = 0; i < y.cols(); ) {
        RowSums.clear(sums);
        for (int end = SumTree.endOfColumns(i, y.cols()); i < end; i += COUNT) {
          VectorMask<Float> mask = FLOATS.indexInRange(i, end);
          FloatVector output = FloatVector.fromArray(FLOATS, y.data(), y.row(row) + i, mask);
          FloatVector d = output.sub(FloatVector.fromArray(FLOATS, t.data(), t.row(row) + i, mask));
          FloatVector size = d.abs();
          FloatVector linear = size.sub(0.5f * delta).mul(delta);
          FloatVector value = linear.blend(d.mul(0.5f).mul(d), size.compare(LE, delta));
          int lane = RowSums.lane(i);
          FloatVector.fromArray(FLOATS, sums, lane).add(value, mask).intoArray(sums, lane);
          d.max(-delta).min(delta).mul(scale).intoArray(dy.data(), dy.row(row) + i, mask);
        }
        sum += RowSums.fold(sums);
      }
      rows.losses()[row] = (float) sum;
    }
  }

  /** The loss {@code max(y, 0) - t y + log1p(exp(-|y|))}, whose last part comes through memory. */
  private static void logistic(
      LossRows rows, float scale, int from, int to, float[] sums, float[] temporary) {
    Matrix y = rows.outputs();
    Matrix t = rows.targets();
    Matrix dy = rows.gradient();
    int n = y.cols();
    for (int row = from; row < to; row++) {
      negativeSizes(y.data(), y.row(row), temporary, n);
      VectorMath.exp(temporary, 0, temporary, 0, n);
      VectorMath.log1p(temporary, 0, temporary, 0, n);
      double sum = 0;
      for (int i = 0, end; i < n; i = end) {
        RowSums.clear(sums);
        end = SumTree.endOfColumns(i, n);
        addLogistic(y.data(), y.row(row), t.data(), t.row(row), temporary, i, end, sums);
        sum += RowSums.fold(sums);
      }
      rows.losses()[row] = (float) sum;
      VectorMath.sigmoid(y.data(), y.row(row), temporary, 0, n);
      differences(temporary, t.data(), t.row(row), scale, dy.data(), dy.row(row), n);
    }
  }

  private static void negativeSizes(float[] x, int in, float[] y, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector.fromArray(FLOATS, x, in + i, mask).abs().neg().intoArray(y, i, mask);
    }
  }

  private static void addLogistic(
      float[] y, int in, float[] t, int at, float[] curves, int from, int to, float[] sums) {
    for (int i = from; i < to; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, to);
      FloatVector logit = FloatVector.fromArray(FLOATS, y, in + i, mask);
      FloatVector target = FloatVector.fromArray(FLOATS, t, at + i, mask);
      FloatVector curve = FloatVector.fromArray(FLOATS, curves, i, mask);
      FloatVector value = target.neg().fma(logit, logit.max(0)).add(curve);
      int lane = RowSums.lane(i);
      FloatVector.fromArray(FLOATS, sums, lane).add(value, mask).intoArray(sums, lane);
    }
  }

  private static void differences(
      float[] y, float[] t, int at, float scale, float[] dy, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector target = FloatVector.fromArray(FLOATS, t, at + i, mask);
      FloatVector difference = FloatVector.fromArray(FLOATS, y, i, mask).sub(target);
      difference.mul(scale).intoArray(dy, out + i, mask);
    }
  }

  @Override
  public void weigh(LossRows rows, float[] weights, int from, int to) {
    Matrix dy = rows.gradient();
    for (int row = from; row < to; row++) {
      rows.losses()[row] *= weights[row];
      ArithmeticKernels.scale(weights[row], dy.data(), dy.row(row), dy.cols());
    }
  }
}
