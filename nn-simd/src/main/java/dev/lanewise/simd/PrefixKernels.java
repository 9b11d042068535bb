package dev.lanewise.simd;

import static dev.lanewise.kernels.Kernels.SUM_LANES;
import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Softmax of the first numbers of rows, for attention: whole vectors without masks, and then the
 * rest one by one.
 */
final class PrefixKernels {

  private PrefixKernels() {}

  static void softmax(
      Matrix x, Matrix y, float scale, int length, int growth, int from, int to, Scratch scratch) {
    float[] sums = scratch.kernel().array(ScratchSlots.ROW_SUMS, SUM_LANES);
    for (int row = from; row < to; row++) {
      int n = Math.min(length + (row - from) * growth, x.cols());
      float[] e = y.data();
      int out = y.row(row);
      float max = scaled(x.data(), x.row(row), scale, e, out, n, sums);
      subtract(max, e, out, n);
      VectorMath.exp(e, out, e, out, n);
      multiply(1 / sum(e, out, n, sums), e, out, n);
      Arrays.fill(e, out + n, out + y.cols(), 0);
    }
  }

  /** {@code y = scale x}; returns the largest. */
  private static float scaled(
      float[] x, int in, float scale, float[] y, int out, int n, float[] lanes) {
    int whole = FLOATS.loopBound(n);
    float max = Float.NEGATIVE_INFINITY;
    if (whole > 0) {
      scaleWhole(x, in, scale, y, out, whole, lanes);
      for (int lane = 0; lane < COUNT; lane++) {
        max = Math.max(max, lanes[lane]);
      }
    }
    for (int i = whole; i < n; i++) {
      y[out + i] = scale * x[in + i];
      max = Math.max(max, y[out + i]);
    }
    return max;
  }

  /**
   * The same of whole vectors, at least one. The largest number of each lane goes to memory: to
   * reduce a vector behind the loop would allocate it in some starts of the virtual machine.
   */
  private static void scaleWhole(
      float[] x, int in, float scale, float[] y, int out, int n, float[] lanes) {
    FloatVector largest = FloatVector.fromArray(FLOATS, x, in).mul(scale);
    largest.intoArray(y, out);
    for (int i = COUNT; i < n; i += COUNT) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, in + i).mul(scale);
      v.intoArray(y, out + i);
      largest = v.max(largest);
    }
    largest.intoArray(lanes, 0);
  }

  private static void subtract(float max, float[] y, int at, int n) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector.fromArray(FLOATS, y, at + i).sub(max).intoArray(y, at + i);
    }
    for (int i = whole; i < n; i++) {
      y[at + i] -= max;
    }
  }

  private static void multiply(float factor, float[] y, int at, int n) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector.fromArray(FLOATS, y, at + i).mul(factor).intoArray(y, at + i);
    }
    for (int i = whole; i < n; i++) {
      y[at + i] *= factor;
    }
  }

  private static float sum(float[] y, int at, int n, float[] sums) {
    double all = 0;
    for (int i = 0; i < n; ) {
      RowSums.clear(sums);
      int end = SumTree.endOfColumns(i, n);
      for (; i + COUNT <= end; i += COUNT) {
        int lane = RowSums.lane(i);
        FloatVector v = FloatVector.fromArray(FLOATS, y, at + i);
        FloatVector.fromArray(FLOATS, sums, lane).add(v).intoArray(sums, lane);
      }
      for (; i < end; i++) {
        sums[RowSums.lane(i)] += y[at + i];
      }
      all += RowSums.fold(sums);
    }
    return (float) all;
  }

  static void gradient(
      Matrix y,
      Matrix dy,
      Matrix dx,
      float scale,
      int length,
      int growth,
      int from,
      int to,
      Scratch scratch) {
    float[] sums = scratch.kernel().array(ScratchSlots.ROW_SUMS, SUM_LANES);
    for (int row = from; row < to; row++) {
      int n = Math.min(length + (row - from) * growth, y.cols());
      int at = y.row(row);
      int up = dy.row(row);
      int down = dx.row(row);
      float sum = dot(dy.data(), up, y.data(), at, n, sums);
      gradient(y.data(), at, dy.data(), up, sum, scale, dx.data(), down, n);
      Arrays.fill(dx.data(), down + n, down + dx.cols(), 0);
    }
  }

  private static float dot(float[] a, int first, float[] b, int second, int n, float[] sums) {
    double all = 0;
    for (int i = 0; i < n; ) {
      RowSums.clear(sums);
      int end = SumTree.endOfColumns(i, n);
      for (; i + COUNT <= end; i += COUNT) {
        int lane = RowSums.lane(i);
        FloatVector v = FloatVector.fromArray(FLOATS, a, first + i);
        FloatVector w = FloatVector.fromArray(FLOATS, b, second + i);
        v.fma(w, FloatVector.fromArray(FLOATS, sums, lane)).intoArray(sums, lane);
      }
      for (; i < end; i++) {
        int lane = RowSums.lane(i);
        sums[lane] = Math.fma(a[first + i], b[second + i], sums[lane]);
      }
      all += RowSums.fold(sums);
    }
    return (float) all;
  }

  private static void gradient(
      float[] y, int at, float[] dy, int up, float sum, float scale, float[] dx, int down, int n) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector d = FloatVector.fromArray(FLOATS, dy, up + i).sub(sum);
      FloatVector.fromArray(FLOATS, y, at + i).mul(d).mul(scale).intoArray(dx, down + i);
    }
    for (int i = whole; i < n; i++) {
      dx[down + i] = scale * (y[at + i] * (dy[up + i] - sum));
    }
  }
}
