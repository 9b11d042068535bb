package dev.lanewise.kernels.reference;

import static dev.lanewise.kernels.Kernels.SUM_LANES;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.FloatMath;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;

/** What softmax and its cross-entropy share: the exponentials of a row, less its maximum. */
final class Exponentials {

  private Exponentials() {}

  static float max(Matrix x, int row) {
    float max = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < x.cols(); c++) {
      max = Math.max(max, x.data()[x.row(row) + c]);
    }
    return max;
  }

  /** Writes {@code exp(x - max)} to a row of {@code y} and returns its sum. */
  static float write(Matrix x, Matrix y, int row, float max, Scratch scratch) {
    return write(x.data(), x.row(row), y.data(), y.row(row), x.cols(), max, scratch);
  }

  /** The same of {@code n} neighbouring numbers. */
  static float write(float[] x, int in, float[] y, int out, int n, float max, Scratch scratch) {
    double sum = 0;
    for (int c = 0; c < n; ) {
      float[] sums = RowSums.zeros(scratch);
      for (int end = SumTree.endOfColumns(c, n); c < end; c++) {
        float e = FloatMath.exp(x[in + c] - max);
        y[out + c] = e;
        sums[c % SUM_LANES] += e;
      }
      sum += RowSums.fold(sums);
    }
    return (float) sum;
  }
}
