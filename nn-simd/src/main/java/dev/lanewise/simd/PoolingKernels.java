package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * One window, all channels. Its taps are {@code rows} rows, {@code rowStep} apart, of {@code
 * columns} taps, {@code columnStep} apart; the last channels, that fill no vector, are masked.
 */
final class PoolingKernels {

  private PoolingKernels() {}

  static void maximum(
      float[] x,
      int in,
      int rowStep,
      int rows,
      int columnStep,
      int columns,
      float[] y,
      int out,
      int channels) {
    int c = 0;
    for (; c + COUNT <= channels; c += COUNT) {
      FloatVector largest = FloatVector.fromArray(FLOATS, x, in + c);
      for (int i = 0; i < rows; i++) {
        int at = in + c + i * rowStep;
        for (int j = 0; j < columns; j++) {
          FloatVector other = FloatVector.fromArray(FLOATS, x, at + j * columnStep);
          VectorMask<Float> takes =
              other
                  .compare(VectorOperators.GT, largest)
                  .or(other.compare(VectorOperators.NE, other));
          largest = other.blend(largest, takes.not());
        }
      }
      largest.intoArray(y, out + c);
    }
    if (c < channels) {
      VectorMask<Float> lanes = FLOATS.indexInRange(c, channels);
      FloatVector largest = FloatVector.fromArray(FLOATS, x, in + c, lanes);
      for (int i = 0; i < rows; i++) {
        int at = in + c + i * rowStep;
        for (int j = 0; j < columns; j++) {
          FloatVector other = FloatVector.fromArray(FLOATS, x, at + j * columnStep, lanes);
          VectorMask<Float> takes =
              other
                  .compare(VectorOperators.GT, largest)
                  .or(other.compare(VectorOperators.NE, other));
          largest = other.blend(largest, takes.not());
        }
      }
      largest.intoArray(y, out + c, lanes);
    }
  }

  /**
   * What is left of a gradient goes to the first tap that takes it, and 0 to the others: sums begin
   * with {@code +0}, so that none of them is {@code -0} and would be changed by it.
   */
  static void maximumGradient(
      float[] x,
      int in,
      int rowStep,
      int rows,
      int columnStep,
      int columns,
      float[] y,
      int yAt,
      float[] dy,
      int dyAt,
      float[] dx,
      int out,
      int channels) {
    int c = 0;
    FloatVector zero = FloatVector.zero(FLOATS);
    for (; c + COUNT <= channels; c += COUNT) {
      FloatVector largest = FloatVector.fromArray(FLOATS, y, yAt + c);
      FloatVector left = FloatVector.fromArray(FLOATS, dy, dyAt + c);
      for (int i = 0; i < rows; i++) {
        int row = c + i * rowStep;
        for (int j = 0; j < columns; j++) {
          int tap = row + j * columnStep;
          FloatVector value = FloatVector.fromArray(FLOATS, x, in + tap);
          VectorMask<Float> takes =
              value
                  .compare(VectorOperators.EQ, largest)
                  .or(value.compare(VectorOperators.NE, value));
          FloatVector.fromArray(FLOATS, dx, out + tap)
              .add(zero.blend(left, takes))
              .intoArray(dx, out + tap);
          left = zero.blend(left, takes.not());
        }
      }
    }
    if (c < channels) {
      VectorMask<Float> lanes = FLOATS.indexInRange(c, channels);
      FloatVector largest = FloatVector.fromArray(FLOATS, y, yAt + c, lanes);
      FloatVector left = FloatVector.fromArray(FLOATS, dy, dyAt + c, lanes);
      for (int i = 0; i < rows; i++) {
        int row = c + i * rowStep;
        for (int j = 0; j < columns; j++) {
          int tap = row + j * columnStep;
          FloatVector value = FloatVector.fromArray(FLOATS, x, in + tap, lanes);
          VectorMask<Float> takes =
              value
                  .compare(VectorOperators.EQ, largest)
                  .or(value.compare(VectorOperators.NE, value));
          FloatVector.fromArray(FLOATS, dx, out + tap, lanes)
              .add(zero.blend(left, takes))
              .intoArray(dx, out + tap, lanes);
          left = zero.blend(left, takes.not());
        }
      }
    }
  }

  static void sum(
      float[] x,
      int in,
      int rowStep,
      int rows,
      int columnStep,
      int columns,
      float factor,
      float[] y,
      int out,
      int channels) {
    int c = 0;
    for (; c + COUNT <= channels; c += COUNT) {
      // Minus zero is what a sum can start with and still be its first term.
      FloatVector sum = FloatVector.broadcast(FLOATS, -0f);
      for (int i = 0; i < rows; i++) {
        int at = in + c + i * rowStep;
        FloatVector ofRow = FloatVector.fromArray(FLOATS, x, at);
        for (int j = 1; j < columns; j++) {
          ofRow = FloatVector.fromArray(FLOATS, x, at + j * columnStep).add(ofRow);
        }
        sum = ofRow.add(sum);
      }
      sum.mul(factor).intoArray(y, out + c);
    }
    if (c < channels) {
      VectorMask<Float> lanes = FLOATS.indexInRange(c, channels);
      FloatVector sum = FloatVector.broadcast(FLOATS, -0f);
      for (int i = 0; i < rows; i++) {
        int at = in + c + i * rowStep;
        FloatVector ofRow = FloatVector.fromArray(FLOATS, x, at, lanes);
        for (int j = 1; j < columns; j++) {
          ofRow = FloatVector.fromArray(FLOATS, x, at + j * columnStep, lanes).add(ofRow);
        }
        sum = ofRow.add(sum);
      }
      sum.mul(factor).intoArray(y, out + c, lanes);
    }
  }

  static void sumGradient(
      float[] dy,
      int in,
      float factor,
      float[] dx,
      int out,
      int rowStep,
      int rows,
      int columnStep,
      int columns,
      int channels) {
    int c = 0;
    for (; c + COUNT <= channels; c += COUNT) {
      FloatVector delta = FloatVector.fromArray(FLOATS, dy, in + c).mul(factor);
      for (int i = 0; i < rows; i++) {
        int row = out + c + i * rowStep;
        for (int j = 0; j < columns; j++) {
          int tap = row + j * columnStep;
          FloatVector.fromArray(FLOATS, dx, tap).add(delta).intoArray(dx, tap);
        }
      }
    }
    if (c < channels) {
      VectorMask<Float> lanes = FLOATS.indexInRange(c, channels);
      FloatVector delta = FloatVector.fromArray(FLOATS, dy, in + c, lanes).mul(factor);
      for (int i = 0; i < rows; i++) {
        int row = out + c + i * rowStep;
        for (int j = 0; j < columns; j++) {
          int tap = row + j * columnStep;
          FloatVector.fromArray(FLOATS, dx, tap, lanes).add(delta).intoArray(dx, tap, lanes);
        }
      }
    }
  }
}
