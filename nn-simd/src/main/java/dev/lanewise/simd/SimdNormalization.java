package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Normalization;
import jdk.incubator.vector.FloatVector;

/**
 * Statistics of channels, with one in each lane: sums over rows stay in a register. The last
 * columns, that fill no vector, go one by one.
 */
final class SimdNormalization implements Normalization {

  @Override
  public void moments(
      Matrix x, int from, int to, float[] means, float[] squares, int at, int squaresAt) {
    float factor = 1f / (to - from);
    int whole = FLOATS.loopBound(x.cols());
    for (int c = 0; c < whole; c += COUNT) {
      moments(
          x.data(),
          x.row(from) + c,
          x.stride(),
          to - from,
          factor,
          means,
          squares,
          at + c,
          squaresAt + c);
    }
    for (int c = whole; c < x.cols(); c++) {
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

  private static void moments(
      float[] x,
      int in,
      int stride,
      int rows,
      float factor,
      float[] means,
      float[] squares,
      int out,
      int squaresOut) {
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int row = 0; row < rows; row++) {
      sum = FloatVector.fromArray(FLOATS, x, in + row * stride).add(sum);
    }
    FloatVector estimate = sum.mul(factor);
    FloatVector rest = FloatVector.zero(FLOATS);
    FloatVector square = FloatVector.zero(FLOATS);
    for (int row = 0; row < rows; row++) {
      FloatVector distance = FloatVector.fromArray(FLOATS, x, in + row * stride).sub(estimate);
      rest = distance.add(rest);
      square = distance.fma(distance, square);
    }
    FloatVector shift = rest.mul(factor);
    estimate.add(shift).intoArray(means, out);
    shift.neg().fma(rest, square).max(0).intoArray(squares, squaresOut);
  }

  @Override
  public void normalize(
      Matrix x, float[] mean, float[] scale, float[] shift, Matrix y, int from, int to) {
    int whole = FLOATS.loopBound(x.cols());
    for (int row = from; row < to; row++) {
      normalizeRow(x.data(), x.row(row), mean, scale, shift, y.data(), y.row(row), whole);
      for (int c = whole; c < x.cols(); c++) {
        float distance = x.data()[x.row(row) + c] - mean[c];
        y.data()[y.row(row) + c] = Math.fma(distance, scale[c], shift[c]);
      }
    }
  }

  private static void normalizeRow(
      float[] x,
      int in,
      float[] mean,
      float[] scale,
      float[] shift,
      float[] y,
      int out,
      int whole) {
    for (int c = 0; c < whole; c += COUNT) {
      FloatVector.fromArray(FLOATS, x, in + c)
          .sub(FloatVector.fromArray(FLOATS, mean, c))
          .fma(FloatVector.fromArray(FLOATS, scale, c), FloatVector.fromArray(FLOATS, shift, c))
          .intoArray(y, out + c);
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
    int whole = FLOATS.loopBound(x.cols());
    for (int c = 0; c < whole; c += COUNT) {
      gradientSums(
          x.data(),
          x.row(from) + c,
          x.stride(),
          mean,
          c,
          dy.data(),
          dy.row(from) + c,
          dy.stride(),
          to - from,
          sums,
          products,
          at + c,
          productsAt + c);
    }
    for (int c = whole; c < x.cols(); c++) {
      float sum = 0;
      float product = 0;
      for (int row = from; row < to; row++) {
        float delta = dy.data()[dy.row(row) + c];
        sum += delta;
        product = Math.fma(delta, x.data()[x.row(row) + c] - mean[c], product);
      }
      sums[at + c] = sum;
      products[productsAt + c] = product;
    }
  }

  private static void gradientSums(
      float[] x,
      int in,
      int stride,
      float[] mean,
      int c,
      float[] dy,
      int dyIn,
      int dyStride,
      int rows,
      float[] sums,
      float[] products,
      int out,
      int productsOut) {
    FloatVector center = FloatVector.fromArray(FLOATS, mean, c);
    FloatVector sum = FloatVector.zero(FLOATS);
    FloatVector product = FloatVector.zero(FLOATS);
    for (int row = 0; row < rows; row++) {
      FloatVector delta = FloatVector.fromArray(FLOATS, dy, dyIn + row * dyStride);
      FloatVector distance = FloatVector.fromArray(FLOATS, x, in + row * stride).sub(center);
      sum = delta.add(sum);
      product = delta.fma(distance, product);
    }
    sum.intoArray(sums, out);
    product.intoArray(products, productsOut);
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
    int whole = FLOATS.loopBound(x.cols());
    for (int row = from; row < to; row++) {
      gradientRow(
          x.data(),
          x.row(row),
          mean,
          scale,
          offset,
          slope,
          dy.data(),
          dy.row(row),
          dx.data(),
          dx.row(row),
          whole);
      for (int c = whole; c < x.cols(); c++) {
        float back = mean[c] - x.data()[x.row(row) + c];
        float delta = dy.data()[dy.row(row) + c];
        float rest = Math.fma(back, slope[c], offset[c]);
        dx.data()[dx.row(row) + c] = Math.fma(delta, scale[c], rest);
      }
    }
  }

  private static void gradientRow(
      float[] x,
      int in,
      float[] mean,
      float[] scale,
      float[] offset,
      float[] slope,
      float[] dy,
      int dyIn,
      float[] dx,
      int out,
      int whole) {
    for (int c = 0; c < whole; c += COUNT) {
      FloatVector back =
          FloatVector.fromArray(FLOATS, mean, c).sub(FloatVector.fromArray(FLOATS, x, in + c));
      FloatVector rest =
          back.fma(
              FloatVector.fromArray(FLOATS, slope, c), FloatVector.fromArray(FLOATS, offset, c));
      FloatVector.fromArray(FLOATS, dy, dyIn + c)
          .fma(FloatVector.fromArray(FLOATS, scale, c), rest)
          .intoArray(dx, out + c);
    }
  }
}
