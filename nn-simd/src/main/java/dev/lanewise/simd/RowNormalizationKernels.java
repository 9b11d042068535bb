package dev.lanewise.simd;

import static dev.lanewise.kernels.Kernels.SUM_LANES;
import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The loops of {@link SimdRowNormalization}. Of the partial sums of a row as many as a vector has
 * lanes stay in a register, for each of which the row is read once.
 */
final class RowNormalizationKernels {

  private RowNormalizationKernels() {}

  /** Partial sums of {@code x}. */
  static void sums(float[] x, int at, int n, float[] sums) {
    for (int lane = 0; lane < SUM_LANES; lane += COUNT) {
      FloatVector sum = FloatVector.zero(FLOATS);
      int i = lane;
      for (; i + COUNT <= n; i += SUM_LANES) {
        sum = FloatVector.fromArray(FLOATS, x, at + i).add(sum);
      }
      if (i < n) {
        VectorMask<Float> mask = FLOATS.indexInRange(i, n);
        sum = sum.add(FloatVector.fromArray(FLOATS, x, at + i, mask), mask);
      }
      sum.intoArray(sums, lane);
    }
  }

  /** Partial sums of {@code x - center} and of its squares. */
  static void distances(float[] x, int at, int n, float center, float[] sums, float[] squares) {
    FloatVector middle = FloatVector.broadcast(FLOATS, center);
    for (int lane = 0; lane < SUM_LANES; lane += COUNT) {
      FloatVector sum = FloatVector.zero(FLOATS);
      FloatVector square = FloatVector.zero(FLOATS);
      int i = lane;
      for (; i + COUNT <= n; i += SUM_LANES) {
        FloatVector distance = FloatVector.fromArray(FLOATS, x, at + i).sub(middle);
        sum = distance.add(sum);
        square = distance.fma(distance, square);
      }
      if (i < n) {
        VectorMask<Float> mask = FLOATS.indexInRange(i, n);
        FloatVector distance = FloatVector.fromArray(FLOATS, x, at + i, mask).sub(middle);
        sum = sum.add(distance, mask);
        square = square.blend(distance.fma(distance, square), mask);
      }
      sum.intoArray(sums, lane);
      square.intoArray(squares, lane);
    }
  }

  static void normalize(
      float[] x,
      int in,
      float mean,
      float factor,
      float[] scale,
      float[] shift,
      float[] y,
      int out,
      int n) {
    FloatVector center = FloatVector.broadcast(FLOATS, mean);
    FloatVector times = FloatVector.broadcast(FLOATS, factor);
    int c = 0;
    for (; c + COUNT <= n; c += COUNT) {
      FloatVector normal = FloatVector.fromArray(FLOATS, x, in + c).sub(center).mul(times);
      normal
          .fma(FloatVector.fromArray(FLOATS, scale, c), FloatVector.fromArray(FLOATS, shift, c))
          .intoArray(y, out + c);
    }
    for (; c < n; c++) {
      y[out + c] = Math.fma((x[in + c] - mean) * factor, scale[c], shift[c]);
    }
  }

  /** Partial sums of {@code dy scale} and of {@code dy scale (x - mean)}. */
  static void products(
      float[] x,
      int in,
      float mean,
      float[] scale,
      int scaleAt,
      float[] dy,
      int up,
      int n,
      float[] sums,
      float[] products) {
    FloatVector center = FloatVector.broadcast(FLOATS, mean);
    for (int lane = 0; lane < SUM_LANES; lane += COUNT) {
      FloatVector sum = FloatVector.zero(FLOATS);
      FloatVector product = FloatVector.zero(FLOATS);
      int i = lane;
      for (; i + COUNT <= n; i += SUM_LANES) {
        FloatVector delta =
            FloatVector.fromArray(FLOATS, dy, up + i)
                .mul(FloatVector.fromArray(FLOATS, scale, scaleAt + i));
        FloatVector distance = FloatVector.fromArray(FLOATS, x, in + i).sub(center);
        sum = delta.add(sum);
        product = delta.fma(distance, product);
      }
      if (i < n) {
        VectorMask<Float> mask = FLOATS.indexInRange(i, n);
        FloatVector delta =
            FloatVector.fromArray(FLOATS, dy, up + i, mask)
                .mul(FloatVector.fromArray(FLOATS, scale, scaleAt + i, mask));
        FloatVector distance = FloatVector.fromArray(FLOATS, x, in + i, mask).sub(center);
        sum = sum.add(delta, mask);
        product = product.blend(delta.fma(distance, product), mask);
      }
      sum.intoArray(sums, lane);
      product.intoArray(products, lane);
    }
  }

  static void gradient(
      float[] x,
      int in,
      float mean,
      float factor,
      float offset,
      float slope,
      float[] scale,
      float[] dy,
      int up,
      float[] dx,
      int out,
      int n) {
    FloatVector center = FloatVector.broadcast(FLOATS, mean);
    FloatVector steep = FloatVector.broadcast(FLOATS, slope);
    FloatVector shift = FloatVector.broadcast(FLOATS, -offset);
    int c = 0;
    for (; c + COUNT <= n; c += COUNT) {
      FloatVector back = center.sub(FloatVector.fromArray(FLOATS, x, in + c));
      FloatVector delta =
          FloatVector.fromArray(FLOATS, dy, up + c)
              .fma(FloatVector.fromArray(FLOATS, scale, c), shift);
      back.fma(steep, delta).mul(factor).intoArray(dx, out + c);
    }
    for (; c < n; c++) {
      float delta = Math.fma(dy[up + c], scale[c], -offset);
      dx[out + c] = Math.fma(mean - x[in + c], slope, delta) * factor;
    }
  }

  /** Sums of the first columns of what is left: a vector of them or fewer. */
  static void columnSums(
      float[] x,
      int in,
      int stride,
      float[] means,
      float[] factors,
      float[] dy,
      int up,
      int dyStride,
      int from,
      int to,
      float[] sums,
      float[] products,
      int out,
      int productsOut,
      int left) {
    VectorMask<Float> mask = FLOATS.indexInRange(0, left);
    FloatVector sum = FloatVector.zero(FLOATS);
    FloatVector product = FloatVector.zero(FLOATS);
    for (int row = from; row < to; row++) {
      int skipped = row - from;
      FloatVector delta = FloatVector.fromArray(FLOATS, dy, up + skipped * dyStride, mask);
      FloatVector normal =
          FloatVector.fromArray(FLOATS, x, in + skipped * stride, mask)
              .sub(FloatVector.broadcast(FLOATS, means[row]))
              .mul(FloatVector.broadcast(FLOATS, factors[row]));
      sum = delta.add(sum);
      product = delta.fma(normal, product);
    }
    sum.intoArray(sums, out, mask);
    product.intoArray(products, productsOut, mask);
  }
}
