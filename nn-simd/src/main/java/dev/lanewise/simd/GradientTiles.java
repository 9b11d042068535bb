package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
import static dev.lanewise.simd.Lanes.PANEL;

import dev.lanewise.Matrix;
import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Register tiles of {@code dw = x^T dy}: a few inputs by one panel of two vectors of units, summed
 * over the samples. For one sample both operands are contiguous: neighbouring inputs are broadcast,
 * neighbouring output gradients are loaded. See {@link AffineTiles} for the form of these methods.
 */
final class GradientTiles {

  private GradientTiles() {}

  /** 12 rows of {@code dw = x^T dy} for one whole panel. */
  static void rows12(Matrix x, int input, Matrix dy, int from, int to, float[] gradient, int at) {
    float[] a = x.data();
    float[] b = dy.data();
    int samples = to - from;
    int xAt = x.row(from) + input;
    int dyAt = dy.row(from);
    int xStride = x.stride();
    int dyStride = dy.stride();
    FloatVector l0 = FloatVector.zero(FLOATS);
    FloatVector r0 = FloatVector.zero(FLOATS);
    FloatVector l1 = FloatVector.zero(FLOATS);
    FloatVector r1 = FloatVector.zero(FLOATS);
    FloatVector l2 = FloatVector.zero(FLOATS);
    FloatVector r2 = FloatVector.zero(FLOATS);
    FloatVector l3 = FloatVector.zero(FLOATS);
    FloatVector r3 = FloatVector.zero(FLOATS);
    FloatVector l4 = FloatVector.zero(FLOATS);
    FloatVector r4 = FloatVector.zero(FLOATS);
    FloatVector l5 = FloatVector.zero(FLOATS);
    FloatVector r5 = FloatVector.zero(FLOATS);
    FloatVector l6 = FloatVector.zero(FLOATS);
    FloatVector r6 = FloatVector.zero(FLOATS);
    FloatVector l7 = FloatVector.zero(FLOATS);
    FloatVector r7 = FloatVector.zero(FLOATS);
    FloatVector l8 = FloatVector.zero(FLOATS);
    FloatVector r8 = FloatVector.zero(FLOATS);
    FloatVector l9 = FloatVector.zero(FLOATS);
    FloatVector r9 = FloatVector.zero(FLOATS);
    FloatVector l10 = FloatVector.zero(FLOATS);
    FloatVector r10 = FloatVector.zero(FLOATS);
    FloatVector l11 = FloatVector.zero(FLOATS);
    FloatVector r11 = FloatVector.zero(FLOATS);
    for (int s = 0; s < samples; s++) {
      int xs = xAt + s * xStride;
      int dys = dyAt + s * dyStride;
      FloatVector bl = FloatVector.fromArray(FLOATS, b, dys);
      FloatVector br = FloatVector.fromArray(FLOATS, b, dys + COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[xs]);
      l0 = x0.fma(bl, l0);
      r0 = x0.fma(br, r0);
      FloatVector x1 = FloatVector.broadcast(FLOATS, a[xs + 1]);
      l1 = x1.fma(bl, l1);
      r1 = x1.fma(br, r1);
      FloatVector x2 = FloatVector.broadcast(FLOATS, a[xs + 2]);
      l2 = x2.fma(bl, l2);
      r2 = x2.fma(br, r2);
      FloatVector x3 = FloatVector.broadcast(FLOATS, a[xs + 3]);
      l3 = x3.fma(bl, l3);
      r3 = x3.fma(br, r3);
      FloatVector x4 = FloatVector.broadcast(FLOATS, a[xs + 4]);
      l4 = x4.fma(bl, l4);
      r4 = x4.fma(br, r4);
      FloatVector x5 = FloatVector.broadcast(FLOATS, a[xs + 5]);
      l5 = x5.fma(bl, l5);
      r5 = x5.fma(br, r5);
      FloatVector x6 = FloatVector.broadcast(FLOATS, a[xs + 6]);
      l6 = x6.fma(bl, l6);
      r6 = x6.fma(br, r6);
      FloatVector x7 = FloatVector.broadcast(FLOATS, a[xs + 7]);
      l7 = x7.fma(bl, l7);
      r7 = x7.fma(br, r7);
      FloatVector x8 = FloatVector.broadcast(FLOATS, a[xs + 8]);
      l8 = x8.fma(bl, l8);
      r8 = x8.fma(br, r8);
      FloatVector x9 = FloatVector.broadcast(FLOATS, a[xs + 9]);
      l9 = x9.fma(bl, l9);
      r9 = x9.fma(br, r9);
      FloatVector x10 = FloatVector.broadcast(FLOATS, a[xs + 10]);
      l10 = x10.fma(bl, l10);
      r10 = x10.fma(br, r10);
      FloatVector x11 = FloatVector.broadcast(FLOATS, a[xs + 11]);
      l11 = x11.fma(bl, l11);
      r11 = x11.fma(br, r11);
    }
    l0.intoArray(gradient, at);
    r0.intoArray(gradient, at + COUNT);
    l1.intoArray(gradient, at + PANEL);
    r1.intoArray(gradient, at + PANEL + COUNT);
    l2.intoArray(gradient, at + 2 * PANEL);
    r2.intoArray(gradient, at + 2 * PANEL + COUNT);
    l3.intoArray(gradient, at + 3 * PANEL);
    r3.intoArray(gradient, at + 3 * PANEL + COUNT);
    l4.intoArray(gradient, at + 4 * PANEL);
    r4.intoArray(gradient, at + 4 * PANEL + COUNT);
    l5.intoArray(gradient, at + 5 * PANEL);
    r5.intoArray(gradient, at + 5 * PANEL + COUNT);
    l6.intoArray(gradient, at + 6 * PANEL);
    r6.intoArray(gradient, at + 6 * PANEL + COUNT);
    l7.intoArray(gradient, at + 7 * PANEL);
    r7.intoArray(gradient, at + 7 * PANEL + COUNT);
    l8.intoArray(gradient, at + 8 * PANEL);
    r8.intoArray(gradient, at + 8 * PANEL + COUNT);
    l9.intoArray(gradient, at + 9 * PANEL);
    r9.intoArray(gradient, at + 9 * PANEL + COUNT);
    l10.intoArray(gradient, at + 10 * PANEL);
    r10.intoArray(gradient, at + 10 * PANEL + COUNT);
    l11.intoArray(gradient, at + 11 * PANEL);
    r11.intoArray(gradient, at + 11 * PANEL + COUNT);
  }

  /**
   * 6 rows of {@code dw = x^T dy} for one whole panel: 12 sums, for 16 vector registers. See {@link
   * RoundTiles} for the fences.
   */
  static void rows6(Matrix x, int input, Matrix dy, int from, int to, float[] gradient, int at) {
    float[] a = x.data();
    float[] b = dy.data();
    int samples = to - from;
    int xStride = x.stride();
    int dyStride = dy.stride();
    int xs = x.row(from) + input - xStride;
    int dys = dy.row(from) - dyStride;
    FloatVector l0 = FloatVector.zero(FLOATS);
    FloatVector r0 = FloatVector.zero(FLOATS);
    FloatVector l1 = FloatVector.zero(FLOATS);
    FloatVector r1 = FloatVector.zero(FLOATS);
    FloatVector l2 = FloatVector.zero(FLOATS);
    FloatVector r2 = FloatVector.zero(FLOATS);
    FloatVector l3 = FloatVector.zero(FLOATS);
    FloatVector r3 = FloatVector.zero(FLOATS);
    FloatVector l4 = FloatVector.zero(FLOATS);
    FloatVector r4 = FloatVector.zero(FLOATS);
    FloatVector l5 = FloatVector.zero(FLOATS);
    FloatVector r5 = FloatVector.zero(FLOATS);
    for (int s = 0; s < samples; s++) {
      xs += xStride;
      dys += dyStride;
      FloatVector bl = FloatVector.fromArray(FLOATS, b, dys);
      FloatVector br = FloatVector.fromArray(FLOATS, b, dys + COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[xs]);
      l0 = x0.fma(bl, l0);
      r0 = x0.fma(br, r0);
      VarHandle.loadLoadFence();
      FloatVector x1 = FloatVector.broadcast(FLOATS, a[xs + 1]);
      l1 = x1.fma(bl, l1);
      r1 = x1.fma(br, r1);
      VarHandle.loadLoadFence();
      FloatVector x2 = FloatVector.broadcast(FLOATS, a[xs + 2]);
      l2 = x2.fma(bl, l2);
      r2 = x2.fma(br, r2);
      VarHandle.loadLoadFence();
      FloatVector x3 = FloatVector.broadcast(FLOATS, a[xs + 3]);
      l3 = x3.fma(bl, l3);
      r3 = x3.fma(br, r3);
      VarHandle.loadLoadFence();
      FloatVector x4 = FloatVector.broadcast(FLOATS, a[xs + 4]);
      l4 = x4.fma(bl, l4);
      r4 = x4.fma(br, r4);
      VarHandle.loadLoadFence();
      FloatVector x5 = FloatVector.broadcast(FLOATS, a[xs + 5]);
      l5 = x5.fma(bl, l5);
      r5 = x5.fma(br, r5);
    }
    l0.intoArray(gradient, at);
    r0.intoArray(gradient, at + COUNT);
    l1.intoArray(gradient, at + PANEL);
    r1.intoArray(gradient, at + PANEL + COUNT);
    l2.intoArray(gradient, at + 2 * PANEL);
    r2.intoArray(gradient, at + 2 * PANEL + COUNT);
    l3.intoArray(gradient, at + 3 * PANEL);
    r3.intoArray(gradient, at + 3 * PANEL + COUNT);
    l4.intoArray(gradient, at + 4 * PANEL);
    r4.intoArray(gradient, at + 4 * PANEL + COUNT);
    l5.intoArray(gradient, at + 5 * PANEL);
    r5.intoArray(gradient, at + 5 * PANEL + COUNT);
  }

  /**
   * Rows {@code input} to {@code last}, at most 4, of {@code dw = x^T dy} for one panel; the last
   * fills up.
   */
  static void upTo4Rows(
      Matrix x, int input, int last, Matrix dy, int from, int to, float[] gradient, int at) {
    float[] a = x.data();
    float[] b = dy.data();
    int samples = to - from;
    int xAt = x.row(from) + input;
    int dyAt = dy.row(from);
    int xStride = x.stride();
    int dyStride = dy.stride();
    int i1 = Math.min(1, last - input);
    int i2 = Math.min(2, last - input);
    int i3 = Math.min(3, last - input);
    FloatVector l0 = FloatVector.zero(FLOATS);
    FloatVector r0 = FloatVector.zero(FLOATS);
    FloatVector l1 = FloatVector.zero(FLOATS);
    FloatVector r1 = FloatVector.zero(FLOATS);
    FloatVector l2 = FloatVector.zero(FLOATS);
    FloatVector r2 = FloatVector.zero(FLOATS);
    FloatVector l3 = FloatVector.zero(FLOATS);
    FloatVector r3 = FloatVector.zero(FLOATS);
    for (int s = 0; s < samples; s++) {
      int xs = xAt + s * xStride;
      int dys = dyAt + s * dyStride;
      FloatVector bl = FloatVector.fromArray(FLOATS, b, dys);
      FloatVector br = FloatVector.fromArray(FLOATS, b, dys + COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[xs]);
      l0 = x0.fma(bl, l0);
      r0 = x0.fma(br, r0);
      FloatVector x1 = FloatVector.broadcast(FLOATS, a[xs + i1]);
      l1 = x1.fma(bl, l1);
      r1 = x1.fma(br, r1);
      FloatVector x2 = FloatVector.broadcast(FLOATS, a[xs + i2]);
      l2 = x2.fma(bl, l2);
      r2 = x2.fma(br, r2);
      FloatVector x3 = FloatVector.broadcast(FLOATS, a[xs + i3]);
      l3 = x3.fma(bl, l3);
      r3 = x3.fma(br, r3);
    }
    l0.intoArray(gradient, at);
    r0.intoArray(gradient, at + COUNT);
    l1.intoArray(gradient, at + i1 * PANEL);
    r1.intoArray(gradient, at + i1 * PANEL + COUNT);
    l2.intoArray(gradient, at + i2 * PANEL);
    r2.intoArray(gradient, at + i2 * PANEL + COUNT);
    l3.intoArray(gradient, at + i3 * PANEL);
    r3.intoArray(gradient, at + i3 * PANEL + COUNT);
  }

  /**
   * Rows {@code input} to {@code last}, at most 8, for the first lanes of one vector of units; the
   * last row fills up. Lanes beyond become zero.
   *
   * @param stride the distance between two rows of the gradient
   */
  static void narrow(
      Matrix x,
      int input,
      int last,
      Matrix dy,
      int column,
      int lanes,
      int from,
      int to,
      float[] gradient,
      int at,
      int stride) {
    VectorMask<Float> mask = FLOATS.indexInRange(0, lanes);
    float[] a = x.data();
    float[] b = dy.data();
    int samples = to - from;
    int xAt = x.row(from) + input;
    int dyAt = dy.row(from) + column;
    int xStride = x.stride();
    int dyStride = dy.stride();
    int i1 = Math.min(1, last - input);
    int i2 = Math.min(2, last - input);
    int i3 = Math.min(3, last - input);
    int i4 = Math.min(4, last - input);
    int i5 = Math.min(5, last - input);
    int i6 = Math.min(6, last - input);
    int i7 = Math.min(7, last - input);
    FloatVector c0 = FloatVector.zero(FLOATS);
    FloatVector c1 = FloatVector.zero(FLOATS);
    FloatVector c2 = FloatVector.zero(FLOATS);
    FloatVector c3 = FloatVector.zero(FLOATS);
    FloatVector c4 = FloatVector.zero(FLOATS);
    FloatVector c5 = FloatVector.zero(FLOATS);
    FloatVector c6 = FloatVector.zero(FLOATS);
    FloatVector c7 = FloatVector.zero(FLOATS);
    for (int s = 0; s < samples; s++) {
      int xs = xAt + s * xStride;
      FloatVector v = FloatVector.fromArray(FLOATS, b, dyAt + s * dyStride, mask);
      c0 = FloatVector.broadcast(FLOATS, a[xs]).fma(v, c0);
      c1 = FloatVector.broadcast(FLOATS, a[xs + i1]).fma(v, c1);
      c2 = FloatVector.broadcast(FLOATS, a[xs + i2]).fma(v, c2);
      c3 = FloatVector.broadcast(FLOATS, a[xs + i3]).fma(v, c3);
      c4 = FloatVector.broadcast(FLOATS, a[xs + i4]).fma(v, c4);
      c5 = FloatVector.broadcast(FLOATS, a[xs + i5]).fma(v, c5);
      c6 = FloatVector.broadcast(FLOATS, a[xs + i6]).fma(v, c6);
      c7 = FloatVector.broadcast(FLOATS, a[xs + i7]).fma(v, c7);
    }
    FloatVector zero = FloatVector.zero(FLOATS);
    zero.blend(c0, mask).intoArray(gradient, at);
    zero.blend(c1, mask).intoArray(gradient, at + i1 * stride);
    zero.blend(c2, mask).intoArray(gradient, at + i2 * stride);
    zero.blend(c3, mask).intoArray(gradient, at + i3 * stride);
    zero.blend(c4, mask).intoArray(gradient, at + i4 * stride);
    zero.blend(c5, mask).intoArray(gradient, at + i5 * stride);
    zero.blend(c6, mask).intoArray(gradient, at + i6 * stride);
    zero.blend(c7, mask).intoArray(gradient, at + i7 * stride);
  }
}
