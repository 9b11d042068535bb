package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Some channels of 2 x 2 pixels. From a pixel to the next are {@code channels} floats, to the one
 * below {@code below}. See {@link PoolingKernels} for windows of other sizes.
 */
final class PairKernels {

  private PairKernels() {}

  /** Some vectors, {@code step} apart, and their maxima, {@code yStep} apart. */
  static void maximum(
      float[] x,
      int in,
      int step,
      int channels,
      int below,
      float[] y,
      int out,
      int yStep,
      int count) {
    for (int i = 0; i < count; i++) {
      int pixel = in + i * step;
      FloatVector largest = FloatVector.fromArray(FLOATS, x, pixel);
      FloatVector other = FloatVector.fromArray(FLOATS, x, pixel + channels);
      VectorMask<Float> takes =
          other.compare(VectorOperators.GT, largest).or(other.compare(VectorOperators.NE, other));
      largest = other.blend(largest, takes.not());
      other = FloatVector.fromArray(FLOATS, x, pixel + below);
      takes =
          other.compare(VectorOperators.GT, largest).or(other.compare(VectorOperators.NE, other));
      largest = other.blend(largest, takes.not());
      other = FloatVector.fromArray(FLOATS, x, pixel + below + channels);
      takes =
          other.compare(VectorOperators.GT, largest).or(other.compare(VectorOperators.NE, other));
      other.blend(largest, takes.not()).intoArray(y, out + i * yStep);
    }
  }

  /** A whole window. */
  static void maximumOfFloats(float[] x, int in, int channels, int below, float[] y, int out) {
    for (int c = 0; c < channels; c++) {
      int pixel = in + c;
      float largest = larger(x[pixel], x[pixel + channels]);
      largest = larger(largest, x[pixel + below]);
      y[out + c] = larger(largest, x[pixel + below + channels]);
    }
  }

  private static float larger(float value, float other) {
    return other > value || Float.isNaN(other) ? other : value;
  }

  /**
   * The gradients of some vectors, {@code step} apart in the image: what is left goes to the first
   * tap that takes it. Sums begin with {@code +0}, so that none of them is {@code -0}.
   */
  static void gradient(
      float[] x,
      int in,
      int step,
      int channels,
      int below,
      float[] y,
      int yAt,
      float[] dy,
      int dyAt,
      int yStep,
      float[] dx,
      int out,
      int count) {
    FloatVector zero = FloatVector.zero(FLOATS);
    for (int i = 0; i < count; i++) {
      FloatVector largest = FloatVector.fromArray(FLOATS, y, yAt + i * yStep);
      FloatVector left = FloatVector.fromArray(FLOATS, dy, dyAt + i * yStep).add(zero);
      int tap = i * step;
      FloatVector value = FloatVector.fromArray(FLOATS, x, in + tap);
      VectorMask<Float> takes =
          value.compare(VectorOperators.EQ, largest).or(value.compare(VectorOperators.NE, value));
      zero.blend(left, takes).intoArray(dx, out + tap);
      left = left.blend(zero, takes);
      tap += channels;
      value = FloatVector.fromArray(FLOATS, x, in + tap);
      takes =
          value.compare(VectorOperators.EQ, largest).or(value.compare(VectorOperators.NE, value));
      zero.blend(left, takes).intoArray(dx, out + tap);
      left = left.blend(zero, takes);
      tap += below - channels;
      value = FloatVector.fromArray(FLOATS, x, in + tap);
      takes =
          value.compare(VectorOperators.EQ, largest).or(value.compare(VectorOperators.NE, value));
      zero.blend(left, takes).intoArray(dx, out + tap);
      left = left.blend(zero, takes);
      tap += channels;
      value = FloatVector.fromArray(FLOATS, x, in + tap);
      takes =
          value.compare(VectorOperators.EQ, largest).or(value.compare(VectorOperators.NE, value));
      zero.blend(left, takes).intoArray(dx, out + tap);
    }
  }

  /** The gradients of a whole window. */
  static void gradientOfFloats(
      float[] x,
      int in,
      int channels,
      int below,
      float[] y,
      int yAt,
      float[] dy,
      int dyAt,
      float[] dx,
      int out) {
    for (int c = 0; c < channels; c++) {
      float largest = y[yAt + c];
      float left = 0 + dy[dyAt + c];
      left = give(x, in + c, largest, left, dx, out + c);
      left = give(x, in + c + channels, largest, left, dx, out + c + channels);
      int lower = c + below;
      left = give(x, in + lower, largest, left, dx, out + lower);
      give(x, in + lower + channels, largest, left, dx, out + lower + channels);
    }
  }

  /** Gives a tap what is left of a gradient if it takes it, and returns what is left then. */
  private static float give(float[] x, int in, float largest, float left, float[] dx, int out) {
    boolean takes = x[in] == largest || Float.isNaN(x[in]);
    dx[out] = takes ? left : 0;
    return takes ? 0 : left;
  }
}
