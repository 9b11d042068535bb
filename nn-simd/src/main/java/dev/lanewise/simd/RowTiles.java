package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
import static dev.lanewise.simd.Lanes.PANEL;

import dev.lanewise.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Tiles of a single row of {@code y = bias + x w}, as in {@link AffineTiles}: what a prediction of
 * one sample takes its time for. The row begins at index {@code x0} of {@code a}, the first panel
 * at index {@code at} of {@code w}, and the next ones {@code pitch} behind each other.
 */
final class RowTiles {

  private RowTiles() {}

  /** One row for four neighbouring whole panels: enough chains to hide the latency of fma. */
  static void of4Panels(
      float[] a,
      int x0,
      float[] w,
      int at,
      int pitch,
      int depth,
      float[] bias,
      int column,
      float[] c,
      int out) {
    int b1 = at + pitch;
    int b2 = at + 2 * pitch;
    int b3 = at + 3 * pitch;
    FloatVector l0 = FloatVector.fromArray(FLOATS, bias, column);
    FloatVector r0 = FloatVector.fromArray(FLOATS, bias, column + COUNT);
    FloatVector l1 = FloatVector.fromArray(FLOATS, bias, column + 2 * COUNT);
    FloatVector r1 = FloatVector.fromArray(FLOATS, bias, column + 3 * COUNT);
    FloatVector l2 = FloatVector.fromArray(FLOATS, bias, column + 4 * COUNT);
    FloatVector r2 = FloatVector.fromArray(FLOATS, bias, column + 5 * COUNT);
    FloatVector l3 = FloatVector.fromArray(FLOATS, bias, column + 6 * COUNT);
    FloatVector r3 = FloatVector.fromArray(FLOATS, bias, column + 7 * COUNT);
    for (int k = 0; k < depth; k++) {
      FloatVector v = FloatVector.broadcast(FLOATS, a[x0 + k]);
      int step = k * PANEL;
      l0 = v.fma(FloatVector.fromArray(FLOATS, w, at + step), l0);
      r0 = v.fma(FloatVector.fromArray(FLOATS, w, at + step + COUNT), r0);
      l1 = v.fma(FloatVector.fromArray(FLOATS, w, b1 + step), l1);
      r1 = v.fma(FloatVector.fromArray(FLOATS, w, b1 + step + COUNT), r1);
      l2 = v.fma(FloatVector.fromArray(FLOATS, w, b2 + step), l2);
      r2 = v.fma(FloatVector.fromArray(FLOATS, w, b2 + step + COUNT), r2);
      l3 = v.fma(FloatVector.fromArray(FLOATS, w, b3 + step), l3);
      r3 = v.fma(FloatVector.fromArray(FLOATS, w, b3 + step + COUNT), r3);
    }
    l0.intoArray(c, out);
    r0.intoArray(c, out + COUNT);
    l1.intoArray(c, out + 2 * COUNT);
    r1.intoArray(c, out + 3 * COUNT);
    l2.intoArray(c, out + 4 * COUNT);
    r2.intoArray(c, out + 5 * COUNT);
    l3.intoArray(c, out + 6 * COUNT);
    r3.intoArray(c, out + 7 * COUNT);
  }

  /** One row for two neighbouring whole panels. */
  static void of2Panels(
      float[] a,
      int x0,
      float[] w,
      int at,
      int pitch,
      int depth,
      float[] bias,
      int column,
      float[] c,
      int out) {
    int b1 = at + pitch;
    FloatVector l0 = FloatVector.fromArray(FLOATS, bias, column);
    FloatVector r0 = FloatVector.fromArray(FLOATS, bias, column + COUNT);
    FloatVector l1 = FloatVector.fromArray(FLOATS, bias, column + 2 * COUNT);
    FloatVector r1 = FloatVector.fromArray(FLOATS, bias, column + 3 * COUNT);
    for (int k = 0; k < depth; k++) {
      FloatVector v = FloatVector.broadcast(FLOATS, a[x0 + k]);
      int step = k * PANEL;
      l0 = v.fma(FloatVector.fromArray(FLOATS, w, at + step), l0);
      r0 = v.fma(FloatVector.fromArray(FLOATS, w, at + step + COUNT), r0);
      l1 = v.fma(FloatVector.fromArray(FLOATS, w, b1 + step), l1);
      r1 = v.fma(FloatVector.fromArray(FLOATS, w, b1 + step + COUNT), r1);
    }
    l0.intoArray(c, out);
    r0.intoArray(c, out + COUNT);
    l1.intoArray(c, out + 2 * COUNT);
    r1.intoArray(c, out + 3 * COUNT);
  }

  /** One row for one whole panel. */
  static void ofPanel(
      float[] a,
      int x0,
      float[] w,
      int at,
      int depth,
      float[] bias,
      int column,
      float[] c,
      int out) {
    FloatVector left = FloatVector.fromArray(FLOATS, bias, column);
    FloatVector right = FloatVector.fromArray(FLOATS, bias, column + COUNT);
    for (int k = 0; k < depth; k++) {
      FloatVector v = FloatVector.broadcast(FLOATS, a[x0 + k]);
      left = v.fma(FloatVector.fromArray(FLOATS, w, at + k * PANEL), left);
      right = v.fma(FloatVector.fromArray(FLOATS, w, at + k * PANEL + COUNT), right);
    }
    left.intoArray(c, out);
    right.intoArray(c, out + COUNT);
  }

  /** One row for the first lanes of the vector of the last panel that starts at a column. */
  static void narrow(
      Matrix x,
      int row,
      float[] w,
      int at,
      int stride,
      int depth,
      float[] bias,
      Matrix y,
      int column,
      int lanes) {
    VectorMask<Float> mask = FLOATS.indexInRange(0, lanes);
    float[] a = x.data();
    int x0 = x.row(row);
    FloatVector sum = FloatVector.fromArray(FLOATS, bias, column, mask);
    for (int k = 0; k < depth; k++) {
      FloatVector v = FloatVector.broadcast(FLOATS, a[x0 + k]);
      sum = v.fma(FloatVector.fromArray(FLOATS, w, at + k * stride), sum);
    }
    sum.intoArray(y.data(), y.row(row) + column, mask);
  }
}
