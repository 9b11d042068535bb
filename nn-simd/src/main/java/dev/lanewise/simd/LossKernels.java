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

/** Losses that add up over elements. All loops are masked, since rows are often short. */
final class LossKernels {
  private static final FloatVector ZEROS = FloatVector.zero(FLOATS);

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
    for (int row = from; row < to; row++) {
      RowSums.clear(sums);
      switch (loss) {
        case SQUARED -> squared(rows, row, scale, sums);
        case ABSOLUTE -> absolute(rows, row, scale, sums);
        case HUBER -> huber(rows, row, delta, scale, sums);
        case LOGISTIC -> {
          logistic(rows, row, sums);
          logisticGradient(rows, row, scale);
        }
      }
      rows.losses()[row] = RowSums.fold(sums);
    }
  }

  private static FloatVector load(Matrix m, int row, int column, VectorMask<Float> mask) {
    return FloatVector.fromArray(FLOATS, m.data(), m.row(row) + column, mask);
  }

  private static void store(FloatVector v, Matrix m, int row, int column, VectorMask<Float> mask) {
    v.intoArray(m.data(), m.row(row) + column, mask);
  }

  private static void add(FloatVector v, float[] sums, int column, VectorMask<Float> mask) {
    int lane = RowSums.lane(column);
    FloatVector.fromArray(FLOATS, sums, lane).add(v, mask).intoArray(sums, lane);
  }

  private static void squared(LossRows rows, int row, float scale, float[] sums) {
    int n = rows.outputs().cols();
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector d = load(rows.outputs(), row, i, mask).sub(load(rows.targets(), row, i, mask));
      add(d.mul(d), sums, i, mask);
      store(d.add(d).mul(scale), rows.gradient(), row, i, mask);
    }
  }

  private static void absolute(LossRows rows, int row, float scale, float[] sums) {
    int n = rows.outputs().cols();
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector d = load(rows.outputs(), row, i, mask).sub(load(rows.targets(), row, i, mask));
      add(d.abs(), sums, i, mask);
      FloatVector sign = ZEROS.blend(1, d.compare(GT, 0)).blend(-1, d.compare(LT, 0));
      store(sign.mul(scale), rows.gradient(), row, i, mask);
    }
  }

  private static void huber(LossRows rows, int row, float delta, float scale, float[] sums) {
    int n = rows.outputs().cols();
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector d = load(rows.outputs(), row, i, mask).sub(load(rows.targets(), row, i, mask));
      FloatVector size = d.abs();
      FloatVector linear = size.sub(0.5f * delta).mul(delta);
      add(linear.blend(d.mul(0.5f).mul(d), size.compare(LE, delta)), sums, i, mask);
      store(d.max(-delta).min(delta).mul(scale), rows.gradient(), row, i, mask);
    }
  }

  private static void logistic(LossRows rows, int row, float[] sums) {
    int n = rows.outputs().cols();
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector y = load(rows.outputs(), row, i, mask);
      FloatVector t = load(rows.targets(), row, i, mask);
      FloatVector rest = VectorMath.log1p(VectorMath.exp(y.abs().neg()));
      add(t.neg().fma(y, y.max(0)).add(rest), sums, i, mask);
    }
  }

  private static void logisticGradient(LossRows rows, int row, float scale) {
    int n = rows.outputs().cols();
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector y = load(rows.outputs(), row, i, mask);
      FloatVector t = load(rows.targets(), row, i, mask);
      store(VectorMath.sigmoid(y).sub(t).mul(scale), rows.gradient(), row, i, mask);
    }
  }
}
