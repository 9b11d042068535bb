package dev.lanewise.kernels.reference;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Normalization;
import java.util.Arrays;

/** The specification of {@link Normalization}. */
final class ReferenceNormalization implements Normalization {

  @Override
  public void moments(
      Matrix x, int from, int to, float[] means, float[] squares, int at, int squaresAt) {
    float factor = 1f / (to - from);
    for (int c = 0; c < x.cols(); c++) {
      float sum = 0;
      for (int row = from; row < to; row++) {
        sum += x.data()[x.row(row) + c];
      }
      float estimate = sum * factor;
      float rest = 0;
      float square = 0;
      for (int row = from; row < to; row++) {
        float distance = x.data()[x.row(row) + c] - estimate;
        rest += distance;
        square = Math.fma(distance, distance, square);
      }
      float shift = rest * factor;
      means[at + c] = estimate + shift;
      squares[squaresAt + c] = Math.max(0, Math.fma(-shift, rest, square));
    }
  }

  @Override
  public void normalize(
      Matrix x, float[] mean, float[] scale, float[] shift, Matrix y, int from, int to) {
    for (int row = from; row < to; row++) {
      for (int c = 0; c < x.cols(); c++) {
        float distance = x.data()[x.row(row) + c] - mean[c];
        y.data()[y.row(row) + c] = Math.fma(distance, scale[c], shift[c]);
      }
    }
  }

  @Override
  public void gradientSums(
      Matrix x,
      float[] mean,
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
        float distance = x.data()[x.row(row) + c] - mean[c];
        sums[at + c] += delta;
        products[productsAt + c] = Math.fma(delta, distance, products[productsAt + c]);
      }
    }
  }

  @Override
  public void normalizeGradient(
      Matrix x,
      float[] mean,
      float[] scale,
      float[] offset,
      float[] slope,
      Matrix dy,
      Matrix dx,
      int from,
      int to) {
    for (int row = from; row < to; row++) {
      for (int c = 0; c < x.cols(); c++) {
        float back = mean[c] - x.data()[x.row(row) + c];
        float delta = dy.data()[dy.row(row) + c];
        float rest = Math.fma(back, slope[c], offset[c]);
        dx.data()[dx.row(row) + c] = Math.fma(delta, scale[c], rest);
      }
    }
  }
}
