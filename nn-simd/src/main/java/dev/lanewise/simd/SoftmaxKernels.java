package dev.lanewise.simd;

import static dev.lanewise.kernels.Kernels.FLUSH_BELOW;
import static dev.lanewise.kernels.Kernels.SUM_LANES;
import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.FloatMath;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Softmax and its cross-entropy, row by row. All loops are masked, since a row is often shorter
 * than a vector (ten classes).
 */
final class SoftmaxKernels {
  private SoftmaxKernels() {}

  static void softmax(Matrix x, Matrix y, int from, int to, Scratch scratch) {
    float[] sums = scratch.kernel().array(ScratchSlots.ROW_SUMS, SUM_LANES);
    for (int row = from; row < to; row++) {
      float max = max(x.data(), x.row(row), x.cols());
      float sum = exponentials(x.data(), x.row(row), y.data(), y.row(row), x.cols(), max, sums);
      ArithmeticKernels.scale(1 / sum, y.data(), y.row(row), y.cols());
    }
  }

  private static float max(float[] x, int at, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector v = FloatVector.fromArray(FLOATS, x, at + i, mask);
      max = Math.max(max, v.reduceLanes(VectorOperators.MAX, mask));
    }
    return max;
  }

  /** {@code y = exp(x - max)}; returns the sum. */
  private static float exponentials(
      float[] x, int in, float[] y, int out, int n, float max, float[] sums) {
    subtract(x, in, max, y, out, n);
    VectorMath.exp(y, out, y, out, n);
    double sum = 0;
    for (int i = 0; i < n; ) {
      RowSums.clear(sums);
      for (int end = SumTree.endOfColumns(i, n); i < end; i += COUNT) {
        VectorMask<Float> mask = FLOATS.indexInRange(i, end);
        FloatVector e = FloatVector.fromArray(FLOATS, y, out + i, mask);
        int lane = RowSums.lane(i);
        FloatVector.fromArray(FLOATS, sums, lane).add(e, mask).intoArray(sums, lane);
      }
      sum += RowSums.fold(sums);
    }
    return (float) sum;
  }

  private static void subtract(float[] x, int in, float max, float[] y, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector.fromArray(FLOATS, x, in + i, mask).sub(max).intoArray(y, out + i, mask);
    }
  }

  static void gradient(Matrix y, Matrix dy, Matrix dx, int from, int to, Scratch scratch) {
    float[] sums = scratch.kernel().array(ScratchSlots.ROW_SUMS, SUM_LANES);
    for (int row = from; row < to; row++) {
      float sum = dot(y.data(), y.row(row), dy.data(), dy.row(row), y.cols(), sums);
      gradientRow(y, dy, dx, row, sum);
    }
  }

  private static float dot(float[] y, int at, float[] dy, int up, int n, float[] sums) {
    double sum = 0;
    for (int i = 0; i < n; ) {
      RowSums.clear(sums);
      for (int end = SumTree.endOfColumns(i, n); i < end; i += COUNT) {
        VectorMask<Float> mask = FLOATS.indexInRange(i, end);
        FloatVector a = FloatVector.fromArray(FLOATS, dy, up + i, mask);
        FloatVector b = FloatVector.fromArray(FLOATS, y, at + i, mask);
        int lane = RowSums.lane(i);
        FloatVector old = FloatVector.fromArray(FLOATS, sums, lane);
        old.blend(a.fma(b, old), mask).intoArray(sums, lane);
      }
      sum += RowSums.fold(sums);
    }
    return (float) sum;
  }

  private static void gradientRow(Matrix y, Matrix dy, Matrix dx, int row, float sum) {
    int at = y.row(row);
    int up = dy.row(row);
    int down = dx.row(row);
    for (int i = 0; i < y.cols(); i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, y.cols());
      FloatVector a = FloatVector.fromArray(FLOATS, dy.data(), up + i, mask).sub(sum);
      FloatVector b = FloatVector.fromArray(FLOATS, y.data(), at + i, mask);
      b.mul(a).intoArray(dx.data(), down + i, mask);
    }
  }

  static void crossEntropy(
      LossRows rows, float smoothing, float scale, int from, int to, Scratch scratch) {
    Matrix y = rows.outputs();
    Matrix dy = rows.gradient();
    float[] sums = scratch.kernel().array(ScratchSlots.ROW_SUMS, SUM_LANES);
    boolean indices = rows.targets().cols() == 1;
    for (int row = from; row < to; row++) {
      if (indices && label(rows, row) < 0) {
        rows.losses()[row] = 0;
        Arrays.fill(dy.data(), dy.row(row), dy.row(row) + dy.cols(), 0);
        continue;
      }
      float max = max(y.data(), y.row(row), y.cols());
      float sum = exponentials(y.data(), y.row(row), dy.data(), dy.row(row), y.cols(), max, sums);
      float cross =
          indices
              ? crossOfIndex(rows, row, max, smoothing, sums)
              : crossOfDistribution(rows, row, max, smoothing, sums);
      rows.losses()[row] = FloatMath.log(sum) - cross;
      if (indices) {
        differencesToIndex(rows, row, 1 / sum, smoothing, scale);
      } else {
        differencesToDistribution(rows, row, 1 / sum, smoothing, scale);
      }
    }
  }

  private static float crossOfIndex(
      LossRows rows, int row, float max, float smoothing, float[] sums) {
    Matrix y = rows.outputs();
    float shifted = y.data()[y.row(row) + label(rows, row)] - max;
    if (smoothing == 0) {
      return shifted;
    }
    int at = y.row(row);
    double sum = 0;
    for (int i = 0; i < y.cols(); ) {
      RowSums.clear(sums);
      for (int end = SumTree.endOfColumns(i, y.cols()); i < end; i += COUNT) {
        VectorMask<Float> mask = FLOATS.indexInRange(i, end);
        FloatVector v = FloatVector.fromArray(FLOATS, y.data(), at + i, mask).sub(max);
        int lane = RowSums.lane(i);
        FloatVector.fromArray(FLOATS, sums, lane).add(v, mask).intoArray(sums, lane);
      }
      sum += RowSums.fold(sums);
    }
    return Math.fma(1 - smoothing, shifted, smoothing / y.cols() * (float) sum);
  }

  private static float crossOfDistribution(
      LossRows rows, int row, float max, float smoothing, float[] sums) {
    Matrix y = rows.outputs();
    float[] t = rows.targets().data();
    int at = y.row(row);
    int target = rows.targets().row(row);
    FloatVector share = FloatVector.broadcast(FLOATS, 1 - smoothing);
    FloatVector floor = FloatVector.broadcast(FLOATS, smoothing / y.cols());
    double sum = 0;
    for (int i = 0; i < y.cols(); ) {
      RowSums.clear(sums);
      for (int end = SumTree.endOfColumns(i, y.cols()); i < end; i += COUNT) {
        VectorMask<Float> mask = FLOATS.indexInRange(i, end);
        FloatVector v = FloatVector.fromArray(FLOATS, y.data(), at + i, mask).sub(max);
        FloatVector p = FloatVector.fromArray(FLOATS, t, target + i, mask).fma(share, floor);
        int lane = RowSums.lane(i);
        FloatVector old = FloatVector.fromArray(FLOATS, sums, lane);
        old.blend(p.fma(v, old), mask).intoArray(sums, lane);
      }
      sum += RowSums.fold(sums);
    }
    return (float) sum;
  }

  private static int label(LossRows rows, int row) {
    return (int) rows.targets().data()[rows.targets().row(row)];
  }

  /** Turns exponentials into gradients; the label's element is done by itself. */
  private static void differencesToIndex(
      LossRows rows, int row, float inverse, float smoothing, float scale) {
    Matrix dy = rows.gradient();
    int n = dy.cols();
    int at = dy.row(row);
    int labelAt = at + label(rows, row);
    float floor = smoothing / n;
    float target = Math.fma(1, 1 - smoothing, floor);
    float ofLabel = Math.fma(dy.data()[labelAt], inverse, -target) * scale;
    FloatVector shift = FloatVector.broadcast(FLOATS, -floor);
    FloatVector factor = FloatVector.broadcast(FLOATS, inverse);
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector e = FloatVector.fromArray(FLOATS, dy.data(), at + i, mask);
      FloatVector difference = e.fma(factor, shift).mul(scale);
      VectorMask<Float> tiny = difference.abs().lt(FLUSH_BELOW);
      difference.blend(0, tiny).intoArray(dy.data(), at + i, mask);
    }
    dy.data()[labelAt] = Math.abs(ofLabel) < FLUSH_BELOW ? 0 : ofLabel;
  }

  private static void differencesToDistribution(
      LossRows rows, int row, float inverse, float smoothing, float scale) {
    Matrix dy = rows.gradient();
    float[] t = rows.targets().data();
    int n = dy.cols();
    int at = dy.row(row);
    int target = rows.targets().row(row);
    FloatVector share = FloatVector.broadcast(FLOATS, 1 - smoothing);
    FloatVector floor = FloatVector.broadcast(FLOATS, smoothing / n);
    FloatVector factor = FloatVector.broadcast(FLOATS, inverse);
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector e = FloatVector.fromArray(FLOATS, dy.data(), at + i, mask);
      FloatVector p = FloatVector.fromArray(FLOATS, t, target + i, mask).fma(share, floor);
      FloatVector difference = e.fma(factor, p.neg()).mul(scale);
      VectorMask<Float> tiny = difference.abs().lt(FLUSH_BELOW);
      difference.blend(0, tiny).intoArray(dy.data(), at + i, mask);
    }
  }
}
