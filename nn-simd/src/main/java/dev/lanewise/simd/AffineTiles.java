package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
import static dev.lanewise.simd.Lanes.PANEL;

import dev.lanewise.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Register tiles of {@code y = bias + x w}: a few rows of {@code y} by one panel of two vectors.
 * The accumulators stay in registers over the whole depth; weights are streamed, inputs are
 * broadcast.
 *
 * <p>Their arguments: {@code w} and {@code at} are the weights and the index of the panel's first;
 * a row of a whole panel has {@link Lanes#PANEL} of them, and there are {@code depth} rows. {@code
 * column} is the column of the bias and of {@code y} that the panel begins with.
 *
 * <p>A tile is written out because C2 keeps vectors in registers only if each is a local variable
 * of its own. Each is one method with one plain store: with several epilogues in one method C1
 * gives up on it, and C2, lacking its profile, then boxes the vectors in some runs.
 */
final class AffineTiles {

  private AffineTiles() {}

  /** 12 rows of {@code y = bias + x w} for one whole panel. */
  static void rows12(
      Matrix x, int row, float[] w, int at, int depth, float[] bias, Matrix y, int column) {
    float[] a = x.data();
    FloatVector left = FloatVector.fromArray(FLOATS, bias, column);
    FloatVector right = FloatVector.fromArray(FLOATS, bias, column + COUNT);
    int a0 = x.row(row);
    int a1 = x.row(row) + x.stride();
    int a2 = x.row(row) + 2 * x.stride();
    int a3 = x.row(row) + 3 * x.stride();
    int a4 = x.row(row) + 4 * x.stride();
    int a5 = x.row(row) + 5 * x.stride();
    int a6 = x.row(row) + 6 * x.stride();
    int a7 = x.row(row) + 7 * x.stride();
    int a8 = x.row(row) + 8 * x.stride();
    int a9 = x.row(row) + 9 * x.stride();
    int a10 = x.row(row) + 10 * x.stride();
    int a11 = x.row(row) + 11 * x.stride();
    FloatVector l0 = left;
    FloatVector r0 = right;
    FloatVector l1 = left;
    FloatVector r1 = right;
    FloatVector l2 = left;
    FloatVector r2 = right;
    FloatVector l3 = left;
    FloatVector r3 = right;
    FloatVector l4 = left;
    FloatVector r4 = right;
    FloatVector l5 = left;
    FloatVector r5 = right;
    FloatVector l6 = left;
    FloatVector r6 = right;
    FloatVector l7 = left;
    FloatVector r7 = right;
    FloatVector l8 = left;
    FloatVector r8 = right;
    FloatVector l9 = left;
    FloatVector r9 = right;
    FloatVector l10 = left;
    FloatVector r10 = right;
    FloatVector l11 = left;
    FloatVector r11 = right;
    for (int k = 0; k < depth; k++) {
      FloatVector bl = FloatVector.fromArray(FLOATS, w, at + k * PANEL);
      FloatVector br = FloatVector.fromArray(FLOATS, w, at + k * PANEL + COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
      l0 = x0.fma(bl, l0);
      r0 = x0.fma(br, r0);
      FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
      l1 = x1.fma(bl, l1);
      r1 = x1.fma(br, r1);
      FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k]);
      l2 = x2.fma(bl, l2);
      r2 = x2.fma(br, r2);
      FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
      l3 = x3.fma(bl, l3);
      r3 = x3.fma(br, r3);
      FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k]);
      l4 = x4.fma(bl, l4);
      r4 = x4.fma(br, r4);
      FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + k]);
      l5 = x5.fma(bl, l5);
      r5 = x5.fma(br, r5);
      FloatVector x6 = FloatVector.broadcast(FLOATS, a[a6 + k]);
      l6 = x6.fma(bl, l6);
      r6 = x6.fma(br, r6);
      FloatVector x7 = FloatVector.broadcast(FLOATS, a[a7 + k]);
      l7 = x7.fma(bl, l7);
      r7 = x7.fma(br, r7);
      FloatVector x8 = FloatVector.broadcast(FLOATS, a[a8 + k]);
      l8 = x8.fma(bl, l8);
      r8 = x8.fma(br, r8);
      FloatVector x9 = FloatVector.broadcast(FLOATS, a[a9 + k]);
      l9 = x9.fma(bl, l9);
      r9 = x9.fma(br, r9);
      FloatVector x10 = FloatVector.broadcast(FLOATS, a[a10 + k]);
      l10 = x10.fma(bl, l10);
      r10 = x10.fma(br, r10);
      FloatVector x11 = FloatVector.broadcast(FLOATS, a[a11 + k]);
      l11 = x11.fma(bl, l11);
      r11 = x11.fma(br, r11);
    }
    float[] c = y.data();
    int out = y.row(row) + column;
    int stride = y.stride();
    l0.intoArray(c, out);
    r0.intoArray(c, out + COUNT);
    l1.intoArray(c, out + stride);
    r1.intoArray(c, out + stride + COUNT);
    l2.intoArray(c, out + 2 * stride);
    r2.intoArray(c, out + 2 * stride + COUNT);
    l3.intoArray(c, out + 3 * stride);
    r3.intoArray(c, out + 3 * stride + COUNT);
    l4.intoArray(c, out + 4 * stride);
    r4.intoArray(c, out + 4 * stride + COUNT);
    l5.intoArray(c, out + 5 * stride);
    r5.intoArray(c, out + 5 * stride + COUNT);
    l6.intoArray(c, out + 6 * stride);
    r6.intoArray(c, out + 6 * stride + COUNT);
    l7.intoArray(c, out + 7 * stride);
    r7.intoArray(c, out + 7 * stride + COUNT);
    l8.intoArray(c, out + 8 * stride);
    r8.intoArray(c, out + 8 * stride + COUNT);
    l9.intoArray(c, out + 9 * stride);
    r9.intoArray(c, out + 9 * stride + COUNT);
    l10.intoArray(c, out + 10 * stride);
    r10.intoArray(c, out + 10 * stride + COUNT);
    l11.intoArray(c, out + 11 * stride);
    r11.intoArray(c, out + 11 * stride + COUNT);
  }

  /** 8 rows of {@code y = bias + x w} for one whole panel. */
  static void rows8(
      Matrix x, int row, float[] w, int at, int depth, float[] bias, Matrix y, int column) {
    float[] a = x.data();
    FloatVector left = FloatVector.fromArray(FLOATS, bias, column);
    FloatVector right = FloatVector.fromArray(FLOATS, bias, column + COUNT);
    int a0 = x.row(row);
    int a1 = x.row(row) + x.stride();
    int a2 = x.row(row) + 2 * x.stride();
    int a3 = x.row(row) + 3 * x.stride();
    int a4 = x.row(row) + 4 * x.stride();
    int a5 = x.row(row) + 5 * x.stride();
    int a6 = x.row(row) + 6 * x.stride();
    int a7 = x.row(row) + 7 * x.stride();
    FloatVector l0 = left;
    FloatVector r0 = right;
    FloatVector l1 = left;
    FloatVector r1 = right;
    FloatVector l2 = left;
    FloatVector r2 = right;
    FloatVector l3 = left;
    FloatVector r3 = right;
    FloatVector l4 = left;
    FloatVector r4 = right;
    FloatVector l5 = left;
    FloatVector r5 = right;
    FloatVector l6 = left;
    FloatVector r6 = right;
    FloatVector l7 = left;
    FloatVector r7 = right;
    for (int k = 0; k < depth; k++) {
      FloatVector bl = FloatVector.fromArray(FLOATS, w, at + k * PANEL);
      FloatVector br = FloatVector.fromArray(FLOATS, w, at + k * PANEL + COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
      l0 = x0.fma(bl, l0);
      r0 = x0.fma(br, r0);
      FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
      l1 = x1.fma(bl, l1);
      r1 = x1.fma(br, r1);
      FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k]);
      l2 = x2.fma(bl, l2);
      r2 = x2.fma(br, r2);
      FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
      l3 = x3.fma(bl, l3);
      r3 = x3.fma(br, r3);
      FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k]);
      l4 = x4.fma(bl, l4);
      r4 = x4.fma(br, r4);
      FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + k]);
      l5 = x5.fma(bl, l5);
      r5 = x5.fma(br, r5);
      FloatVector x6 = FloatVector.broadcast(FLOATS, a[a6 + k]);
      l6 = x6.fma(bl, l6);
      r6 = x6.fma(br, r6);
      FloatVector x7 = FloatVector.broadcast(FLOATS, a[a7 + k]);
      l7 = x7.fma(bl, l7);
      r7 = x7.fma(br, r7);
    }
    float[] c = y.data();
    int out = y.row(row) + column;
    int stride = y.stride();
    l0.intoArray(c, out);
    r0.intoArray(c, out + COUNT);
    l1.intoArray(c, out + stride);
    r1.intoArray(c, out + stride + COUNT);
    l2.intoArray(c, out + 2 * stride);
    r2.intoArray(c, out + 2 * stride + COUNT);
    l3.intoArray(c, out + 3 * stride);
    r3.intoArray(c, out + 3 * stride + COUNT);
    l4.intoArray(c, out + 4 * stride);
    r4.intoArray(c, out + 4 * stride + COUNT);
    l5.intoArray(c, out + 5 * stride);
    r5.intoArray(c, out + 5 * stride + COUNT);
    l6.intoArray(c, out + 6 * stride);
    r6.intoArray(c, out + 6 * stride + COUNT);
    l7.intoArray(c, out + 7 * stride);
    r7.intoArray(c, out + 7 * stride + COUNT);
  }

  /** Rows {@code row} to {@code last}, at most 4, for one whole panel; the last one fills up. */
  static void upTo4Rows(
      Matrix x,
      int row,
      int last,
      float[] w,
      int at,
      int depth,
      float[] bias,
      Matrix y,
      int column) {
    float[] a = x.data();
    FloatVector left = FloatVector.fromArray(FLOATS, bias, column);
    FloatVector right = FloatVector.fromArray(FLOATS, bias, column + COUNT);
    int a0 = x.row(row);
    int a1 = x.row(Math.min(row + 1, last));
    int a2 = x.row(Math.min(row + 2, last));
    int a3 = x.row(Math.min(row + 3, last));
    FloatVector l0 = left;
    FloatVector r0 = right;
    FloatVector l1 = left;
    FloatVector r1 = right;
    FloatVector l2 = left;
    FloatVector r2 = right;
    FloatVector l3 = left;
    FloatVector r3 = right;
    for (int k = 0; k < depth; k++) {
      FloatVector bl = FloatVector.fromArray(FLOATS, w, at + k * PANEL);
      FloatVector br = FloatVector.fromArray(FLOATS, w, at + k * PANEL + COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
      l0 = x0.fma(bl, l0);
      r0 = x0.fma(br, r0);
      FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
      l1 = x1.fma(bl, l1);
      r1 = x1.fma(br, r1);
      FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k]);
      l2 = x2.fma(bl, l2);
      r2 = x2.fma(br, r2);
      FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
      l3 = x3.fma(bl, l3);
      r3 = x3.fma(br, r3);
    }
    float[] c = y.data();
    int y0 = y.row(row) + column;
    int y1 = y.row(Math.min(row + 1, last)) + column;
    int y2 = y.row(Math.min(row + 2, last)) + column;
    int y3 = y.row(Math.min(row + 3, last)) + column;
    l0.intoArray(c, y0);
    r0.intoArray(c, y0 + COUNT);
    l1.intoArray(c, y1);
    r1.intoArray(c, y1 + COUNT);
    l2.intoArray(c, y2);
    r2.intoArray(c, y2 + COUNT);
    l3.intoArray(c, y3);
    r3.intoArray(c, y3 + COUNT);
  }

  /**
   * Rows {@code row} to {@code last}, at most 8, for the first lanes of one vector of columns; the
   * last row fills up.
   *
   * @param column the vector's first column
   * @param lanes how many columns there are, at most {@link Lanes#COUNT}
   */
  static void narrow(
      Matrix x,
      int row,
      int last,
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
    FloatVector start = FloatVector.fromArray(FLOATS, bias, column, mask);
    int a0 = x.row(row);
    int a1 = x.row(Math.min(row + 1, last));
    int a2 = x.row(Math.min(row + 2, last));
    int a3 = x.row(Math.min(row + 3, last));
    int a4 = x.row(Math.min(row + 4, last));
    int a5 = x.row(Math.min(row + 5, last));
    int a6 = x.row(Math.min(row + 6, last));
    int a7 = x.row(Math.min(row + 7, last));
    FloatVector c0 = start;
    FloatVector c1 = start;
    FloatVector c2 = start;
    FloatVector c3 = start;
    FloatVector c4 = start;
    FloatVector c5 = start;
    FloatVector c6 = start;
    FloatVector c7 = start;
    for (int k = 0; k < depth; k++) {
      FloatVector v = FloatVector.fromArray(FLOATS, w, at + k * stride);
      c0 = FloatVector.broadcast(FLOATS, a[a0 + k]).fma(v, c0);
      c1 = FloatVector.broadcast(FLOATS, a[a1 + k]).fma(v, c1);
      c2 = FloatVector.broadcast(FLOATS, a[a2 + k]).fma(v, c2);
      c3 = FloatVector.broadcast(FLOATS, a[a3 + k]).fma(v, c3);
      c4 = FloatVector.broadcast(FLOATS, a[a4 + k]).fma(v, c4);
      c5 = FloatVector.broadcast(FLOATS, a[a5 + k]).fma(v, c5);
      c6 = FloatVector.broadcast(FLOATS, a[a6 + k]).fma(v, c6);
      c7 = FloatVector.broadcast(FLOATS, a[a7 + k]).fma(v, c7);
    }
    float[] c = y.data();
    c0.intoArray(c, y.row(row) + column, mask);
    c1.intoArray(c, y.row(Math.min(row + 1, last)) + column, mask);
    c2.intoArray(c, y.row(Math.min(row + 2, last)) + column, mask);
    c3.intoArray(c, y.row(Math.min(row + 3, last)) + column, mask);
    c4.intoArray(c, y.row(Math.min(row + 4, last)) + column, mask);
    c5.intoArray(c, y.row(Math.min(row + 5, last)) + column, mask);
    c6.intoArray(c, y.row(Math.min(row + 6, last)) + column, mask);
    c7.intoArray(c, y.row(Math.min(row + 7, last)) + column, mask);
  }
}
