package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;

import dev.lanewise.kernels.Interpolation;
import jdk.incubator.vector.FloatVector;

/** A pixel between others, with a channel in each lane. */
final class InterpolationKernel {

  private InterpolationKernel() {}

  static void pixel(
      Interpolation rows,
      int h,
      Interpolation columns,
      int v,
      float[] x,
      int in,
      float[] y,
      int out,
      int channels) {
    int top = rows.begins()[h];
    int bottom = rows.begins()[h + 1];
    int left = columns.begins()[v];
    int right = columns.begins()[v + 1];
    int c = 0;
    for (; c + COUNT <= channels; c += COUNT) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int i = top; i < bottom; i++) {
        int row = rows.positions()[i] * columns.size();
        for (int j = left; j < right; j++) {
          float weight = rows.weights()[i] * columns.weights()[j];
          int at = in + (row + columns.positions()[j]) * channels + c;
          sum =
              FloatVector.fromArray(FLOATS, x, at).fma(FloatVector.broadcast(FLOATS, weight), sum);
        }
      }
      sum.intoArray(y, out + c);
    }
    for (; c < channels; c++) {
      float sum = 0;
      for (int i = top; i < bottom; i++) {
        int row = rows.positions()[i] * columns.size();
        for (int j = left; j < right; j++) {
          float weight = rows.weights()[i] * columns.weights()[j];
          sum = Math.fma(x[in + (row + columns.positions()[j]) * channels + c], weight, sum);
        }
      }
      y[out + c] = sum;
    }
  }
}
