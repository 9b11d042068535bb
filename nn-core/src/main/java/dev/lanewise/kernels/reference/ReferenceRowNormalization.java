package dev.lanewise.kernels.reference;

import static dev.lanewise.kernels.Kernels.SUM_LANES;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.RowNormalization;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;
import java.util.Arrays;

/** The specification of {@link RowNormalization}. */
final class ReferenceRowNormalization implements RowNormalization {

  @Override
  public void moments(Matrix x, float[] means, float[] squares, int from, int to, Scratch scratch) {
    float factor = 1f / x.cols();
    for (int row = from; row < to; row++) {
      int at = x.row(row);
      float estimate = sum(x.data(), at, x.cols(), 0, scratch) * factor;
      float rest = sum(x.data(), at, x.cols(), estimate, scratch);
      float square = squares(x.data(), at, x.cols(), estimate, scratch);
      float shift = rest * factor;
      means[row] = estimate + shift;
      squares[row] = Math.max(0, Math.fma(-shift, rest, square));
    }
  }

  private static float sum(float[] x, int at, int cols, float less, Scratch scratch) {
    double sum = 0;
    for (int c = 0; c < cols; ) {
      float[] sums = RowSums.zeros(scratch);
      for (int end = SumTree.endOfColumns(c, cols); c < end; c++) {
        sums[c % SUM_LANES] += x[at + c] - less;
      }
      sum += RowSums.fold(sums);
    }
    return (float) sum;
  }

  private static float squares(float[] x, int at, int cols, float mean, Scratch scratch) {
    double sum = 0;
    for (int c = 0; c < cols; ) {
      float[] sums = RowSums.zeros(scratch);
      for (int end = SumTree.endOfColumns(c, cols); c < end; c++) {
        float distance = x[at + c] - mean;
        sums[c % SUM_LANES] = Math.fma(distance, distance, sums[c % SUM_LANES]);
      }
      sum += RowSums.fold(sums);
    }
    return (float) sum;
  }

  @Override
  public void normalize(
      Matrix x,
      float[] means,
      float[] factors,
      float[] scale,
      float[] shift,
      Matrix y,
      int from,
      int to) {
    for (int row = from; row < to; row++) {
      for (int c = 0; c < x.cols(); c++) {
        float normal = (x.data()[x.row(row) + c] - means[row]) * factors[row];
        y.data()[y.row(row) + c] = Math.fma(normal, scale[c], shift[c]);
      }
    }
  }

  @Override
  public void gradientSums(
      Matrix x,
      float[] means,
      float[] scale,
      Matrix dy,
      float[] sums,
      float[] products,
      int from,
      int to,
      Scratch scratch) {
    for (int row = from; row < to; row++) {
      sums[row] = product(dy, row, scale, scratch);
      products[row] = product(x, means[row], dy, row, scale, scratch);
    }
  }

  private static float product(Matrix dy, int row, float[] scale, Scratch scratch) {
    double sum = 0;
    for (int c = 0; c < dy.cols(); ) {
      float[] sums = RowSums.zeros(scratch);
      for (int end = SumTree.endOfColumns(c, dy.cols()); c < end; c++) {
        sums[c % SUM_LANES] += dy.data()[dy.row(row) + c] * scale[c];
      }
      sum += RowSums.fold(sums);
    }
    return (float) sum;
  }

  private static float product(
      Matrix x, float mean, Matrix dy, int row, float[] scale, Scratch scratch) {
    double sum = 0;
    for (int c = 0; c < dy.cols(); ) {
      float[] sums = RowSums.zeros(scratch);
      for (int end = SumTree.endOfColumns(c, dy.cols()); c < end; c++) {
        float delta = dy.data()[dy.row(row) + c] * scale[c];
        float distance = x.data()[x.row(row) + c] - mean;
        sums[c % SUM_LANES] = Math.fma(delta, distance, sums[c % SUM_LANES]);
      }
      sum += RowSums.fold(sums);
    }
    return (float) sum;
  }

  @Override
  public void normalizeGradient(
      Matrix x,
      float[] means,
      float[] factors,
      float[] offsets,
      float[] slopes,
      float[] scale,
      Matrix dy,
      Matrix dx,
      int from,
      int to) {
    for (int row = from; row < to; row++) {
      for (int c = 0; c < x.cols(); c++) {
        float back = means[row] - x.data()[x.row(row) + c];
        float delta = Math.fma(dy.data()[dy.row(row) + c], scale[c], -offsets[row]);
        dx.data()[dx.row(row) + c] = Math.fma(back, slopes[row], delta) * factors[row];
      }
    }
  }

  @Override
  public void columnSums(
      Matrix x,
      float[] means,
      float[] factors,
      Matrix dy,
      int from,
      int to,
      float[] sums,
      float[] products,
      int at,
      int productsAt) {
    int cols = x.cols();
    Arrays.fill(sums, at, at + cols, 0);
    Arrays.fill(products, productsAt, productsAt + cols, 0);
    for (int row = from; row < to; row++) {
      for (int c = 0; c < cols; c++) {
        float delta = dy.data()[dy.row(row) + c];
        float normal = (x.data()[x.row(row) + c] - means[row]) * factors[row];
        sums[at + c] += delta;
        products[productsAt + c] = Math.fma(delta, normal, products[productsAt + c]);
      }
    }
  }
}
