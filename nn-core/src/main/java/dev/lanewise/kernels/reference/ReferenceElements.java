package dev.lanewise.kernels.reference;

import static dev.lanewise.kernels.Kernels.SUM_LANES;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.Elements;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;
import dev.lanewise.random.DropoutMask;
import dev.lanewise.random.NormalNumbers;
import java.util.Arrays;

/** The specification of {@link Elements}. */
public final class ReferenceElements implements Elements {

  /** Creates the kernels; they have no state. */
  public ReferenceElements() {}

  @Override
  public void activate(Activation f, Matrix x, Matrix y, int from, int to, Scratch scratch) {
    for (int row = from; row < to; row++) {
      int in = x.row(row);
      int out = y.row(row);
      for (int c = 0; c < x.cols(); c++) {
        y.data()[out + c] = ActivationMath.value(f, x.data()[in + c]);
      }
    }
  }

  @Override
  public void activationGradient(
      Activation f, Matrix xy, Matrix dy, Matrix dx, int from, int to, Scratch scratch) {
    for (int row = from; row < to; row++) {
      int in = xy.row(row);
      int up = dy.row(row);
      int down = dx.row(row);
      for (int c = 0; c < xy.cols(); c++) {
        dx.data()[down + c] = dy.data()[up + c] * ActivationMath.derivative(f, xy.data()[in + c]);
      }
    }
  }

  @Override
  public void dropout(Matrix x, Matrix y, float rate, long key, int from, int to) {
    int threshold = DropoutMask.threshold(rate);
    float scale = DropoutMask.scale(rate);
    for (int row = from; row < to; row++) {
      int rowKey = DropoutMask.rowKey(key, row);
      for (int c = 0; c < x.cols(); c++) {
        boolean dropped = DropoutMask.random24(rowKey, c) < threshold;
        y.data()[y.row(row) + c] = dropped ? 0 : x.data()[x.row(row) + c] * scale;
      }
    }
  }

  @Override
  public void dropoutOfChannels(
      Matrix x, Matrix y, int positions, float rate, long key, int from, int to) {
    int threshold = DropoutMask.threshold(rate);
    float scale = DropoutMask.scale(rate);
    int channels = x.cols() / positions;
    for (int row = from; row < to; row++) {
      int rowKey = DropoutMask.rowKey(key, row);
      for (int c = 0; c < x.cols(); c++) {
        boolean dropped = DropoutMask.random24(rowKey, c % channels) < threshold;
        y.data()[y.row(row) + c] = dropped ? 0 : x.data()[x.row(row) + c] * scale;
      }
    }
  }

  @Override
  public void softmax(Matrix x, Matrix y, int from, int to, Scratch scratch) {
    for (int row = from; row < to; row++) {
      int out = y.row(row);
      float inverse = 1 / Exponentials.write(x, y, row, Exponentials.max(x, row), scratch);
      for (int c = 0; c < x.cols(); c++) {
        y.data()[out + c] *= inverse;
      }
    }
  }

  @Override
  public void softmaxGradient(Matrix y, Matrix dy, Matrix dx, int from, int to, Scratch scratch) {
    for (int row = from; row < to; row++) {
      int out = y.row(row);
      int up = dy.row(row);
      float sum = dot(dy.data(), up, y.data(), out, y.cols(), scratch);
      for (int c = 0; c < y.cols(); c++) {
        dx.data()[dx.row(row) + c] = y.data()[out + c] * (dy.data()[up + c] - sum);
      }
    }
  }

  @Override
  public void softmaxOfPrefixes(
      Matrix x, Matrix y, float scale, int length, int growth, int from, int to, Scratch scratch) {
    for (int row = from; row < to; row++) {
      int n = Math.min(length + (row - from) * growth, x.cols());
      int in = x.row(row);
      int out = y.row(row);
      float max = Float.NEGATIVE_INFINITY;
      for (int c = 0; c < n; c++) {
        y.data()[out + c] = scale * x.data()[in + c];
        max = Math.max(max, y.data()[out + c]);
      }
      float inverse = 1 / Exponentials.write(y.data(), out, y.data(), out, n, max, scratch);
      for (int c = 0; c < n; c++) {
        y.data()[out + c] *= inverse;
      }
      Arrays.fill(y.data(), out + n, out + y.cols(), 0);
    }
  }

  @Override
  public void softmaxOfPrefixesGradient(
      Matrix y,
      Matrix dy,
      Matrix dx,
      float scale,
      int length,
      int growth,
      int from,
      int to,
      Scratch scratch) {
    for (int row = from; row < to; row++) {
      int n = Math.min(length + (row - from) * growth, y.cols());
      int out = y.row(row);
      int up = dy.row(row);
      int down = dx.row(row);
      float sum = dot(dy.data(), up, y.data(), out, n, scratch);
      for (int c = 0; c < n; c++) {
        dx.data()[down + c] = scale * (y.data()[out + c] * (dy.data()[up + c] - sum));
      }
      Arrays.fill(dx.data(), down + n, down + dx.cols(), 0);
    }
  }

  private static float dot(float[] a, int aAt, float[] b, int bAt, int n, Scratch scratch) {
    double sum = 0;
    for (int c = 0; c < n; ) {
      float[] sums = RowSums.zeros(scratch);
      for (int end = SumTree.endOfColumns(c, n); c < end; c++) {
        sums[c % SUM_LANES] = Math.fma(a[aAt + c], b[bAt + c], sums[c % SUM_LANES]);
      }
      sum += RowSums.fold(sums);
    }
    return (float) sum;
  }

  @Override
  public void gaussianNoise(Matrix x, Matrix y, float deviation, long key, int from, int to) {
    for (int row = from; row < to; row++) {
      int rowKey = DropoutMask.rowKey(key, row);
      for (int c = 0; c < x.cols(); c++) {
        float noise = deviation * NormalNumbers.normal(rowKey, c);
        y.data()[y.row(row) + c] = x.data()[x.row(row) + c] + noise;
      }
    }
  }

  @Override
  public void gaussianDropout(Matrix x, Matrix y, float deviation, long key, int from, int to) {
    for (int row = from; row < to; row++) {
      int rowKey = DropoutMask.rowKey(key, row);
      for (int c = 0; c < x.cols(); c++) {
        float factor = Math.fma(deviation, NormalNumbers.normal(rowKey, c), 1);
        y.data()[y.row(row) + c] = x.data()[x.row(row) + c] * factor;
      }
    }
  }

  @Override
  public void copy(Matrix x, Matrix y, int from, int to) {
    for (int row = from; row < to; row++) {
      System.arraycopy(x.data(), x.row(row), y.data(), y.row(row), x.cols());
    }
  }

  @Override
  public void add(Matrix a, Matrix b, Matrix y, int from, int to) {
    for (int row = from; row < to; row++) {
      for (int c = 0; c < a.cols(); c++) {
        y.data()[y.row(row) + c] = a.data()[a.row(row) + c] + b.data()[b.row(row) + c];
      }
    }
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix y, int from, int to) {
    for (int row = from; row < to; row++) {
      for (int c = 0; c < a.cols(); c++) {
        y.data()[y.row(row) + c] = a.data()[a.row(row) + c] * b.data()[b.row(row) + c];
      }
    }
  }
}
