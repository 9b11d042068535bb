package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/**
 * Loops over the {@code n} units of a row of {@link SimdRecurrentCells}: whole vectors without
 * masks, whose stores are slow on some processors, and then the rest one by one.
 */
final class RecurrentKernels {

  private RecurrentKernels() {}

  /** {@code cell = fma(f, before, i g)}, with the gates from {@code at}. */
  static void cell(float[] a, int at, float[] before, int in, float[] cell, int out, int n) {
    int whole = FLOATS.loopBound(n);
    int forget = at + n;
    int fresh = at + 2 * n;
    for (int u = 0; u < whole; u += COUNT) {
      FloatVector i = FloatVector.fromArray(FLOATS, a, at + u);
      FloatVector f = FloatVector.fromArray(FLOATS, a, forget + u);
      FloatVector g = FloatVector.fromArray(FLOATS, a, fresh + u);
      f.fma(FloatVector.fromArray(FLOATS, before, in + u), i.mul(g)).intoArray(cell, out + u);
    }
    for (int u = whole; u < n; u++) {
      cell[out + u] = Math.fma(a[forget + u], before[in + u], a[at + u] * a[fresh + u]);
    }
  }

  /** The gradient of a step of a long short-term memory, in place of the gates from {@code at}. */
  static void lstmGradient(
      float[] a,
      int at,
      float[] before,
      int in,
      float[] tanh,
      int tanhAt,
      float[] dh,
      int up,
      float[] dc,
      int cellAt,
      int n) {
    int whole = FLOATS.loopBound(n);
    int forget = at + n;
    int fresh = at + 2 * n;
    int output = at + 3 * n;
    FloatVector one = FloatVector.broadcast(FLOATS, 1f);
    for (int u = 0; u < whole; u += COUNT) {
      FloatVector i = FloatVector.fromArray(FLOATS, a, at + u);
      FloatVector f = FloatVector.fromArray(FLOATS, a, forget + u);
      FloatVector g = FloatVector.fromArray(FLOATS, a, fresh + u);
      FloatVector o = FloatVector.fromArray(FLOATS, a, output + u);
      FloatVector t = FloatVector.fromArray(FLOATS, tanh, tanhAt + u);
      FloatVector d = FloatVector.fromArray(FLOATS, dh, up + u);
      FloatVector later = FloatVector.fromArray(FLOATS, dc, cellAt + u);
      FloatVector e = d.mul(o).fma(t.neg().fma(t, one), later);
      e.mul(g).mul(i.mul(one.sub(i))).intoArray(a, at + u);
      FloatVector c = FloatVector.fromArray(FLOATS, before, in + u);
      e.mul(c).mul(f.mul(one.sub(f))).intoArray(a, forget + u);
      e.mul(i).mul(g.neg().fma(g, one)).intoArray(a, fresh + u);
      d.mul(t).mul(o.mul(one.sub(o))).intoArray(a, output + u);
      e.mul(f).intoArray(dc, cellAt + u);
    }
    for (int u = whole; u < n; u++) {
      float i = a[at + u];
      float f = a[forget + u];
      float g = a[fresh + u];
      float o = a[output + u];
      float t = tanh[tanhAt + u];
      float d = dh[up + u];
      float e = Math.fma(d * o, Math.fma(-t, t, 1), dc[cellAt + u]);
      a[at + u] = e * g * (i * (1 - i));
      a[forget + u] = e * before[in + u] * (f * (1 - f));
      a[fresh + u] = e * i * Math.fma(-g, g, 1);
      a[output + u] = d * t * (o * (1 - o));
      dc[cellAt + u] = e * f;
    }
  }

  /** {@code y = fma(a, b, y)}. */
  static void multiplyAdd(float[] a, int first, float[] b, int second, float[] y, int out, int n) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector v = FloatVector.fromArray(FLOATS, a, first + i);
      FloatVector w = FloatVector.fromArray(FLOATS, b, second + i);
      v.fma(w, FloatVector.fromArray(FLOATS, y, out + i)).intoArray(y, out + i);
    }
    for (int i = whole; i < n; i++) {
      y[out + i] = Math.fma(a[first + i], b[second + i], y[out + i]);
    }
  }

  /**
   * {@code hidden = fma(z, before - n, n)}, with {@code z} from {@code at} and {@code n} behind.
   */
  static void mix(float[] a, int at, float[] before, int in, float[] hidden, int out, int units) {
    int whole = FLOATS.loopBound(units);
    int candidate = at + units;
    for (int u = 0; u < whole; u += COUNT) {
      FloatVector z = FloatVector.fromArray(FLOATS, a, at + u);
      FloatVector n = FloatVector.fromArray(FLOATS, a, candidate + u);
      FloatVector state = FloatVector.fromArray(FLOATS, before, in + u);
      z.fma(state.sub(n), n).intoArray(hidden, out + u);
    }
    for (int u = whole; u < units; u++) {
      float n = a[candidate + u];
      hidden[out + u] = Math.fma(a[at + u], before[in + u] - n, n);
    }
  }

  /** The gradients of {@code z}, from {@code at}, and of the candidate behind it. */
  static void candidateGradient(
      float[] a,
      int at,
      float[] before,
      int in,
      float[] dh,
      int up,
      float[] direct,
      int out,
      int units) {
    int whole = FLOATS.loopBound(units);
    int candidate = at + units;
    FloatVector one = FloatVector.broadcast(FLOATS, 1f);
    for (int u = 0; u < whole; u += COUNT) {
      FloatVector z = FloatVector.fromArray(FLOATS, a, at + u);
      FloatVector n = FloatVector.fromArray(FLOATS, a, candidate + u);
      FloatVector d = FloatVector.fromArray(FLOATS, dh, up + u);
      FloatVector state = FloatVector.fromArray(FLOATS, before, in + u);
      d.mul(one.sub(z)).mul(n.neg().fma(n, one)).intoArray(a, candidate + u);
      d.mul(state.sub(n)).mul(z.mul(one.sub(z))).intoArray(a, at + u);
      d.mul(z).intoArray(direct, out + u);
    }
    for (int u = whole; u < units; u++) {
      float z = a[at + u];
      float n = a[candidate + u];
      float d = dh[up + u];
      a[candidate + u] = d * (1 - z) * Math.fma(-n, n, 1);
      a[at + u] = d * (before[in + u] - n) * (z * (1 - z));
      direct[out + u] = d * z;
    }
  }

  /** The gradients of the reset gate, which comes after the product, and of what the state gave. */
  static void resetAfterGradient(float[] a, int at, float[] s, int of, int n) {
    int whole = FLOATS.loopBound(n);
    int update = at + n;
    int candidate = at + 2 * n;
    int ofUpdate = of + n;
    int ofCandidate = of + 2 * n;
    FloatVector one = FloatVector.broadcast(FLOATS, 1f);
    for (int u = 0; u < whole; u += COUNT) {
      FloatVector r = FloatVector.fromArray(FLOATS, a, at + u);
      FloatVector e = FloatVector.fromArray(FLOATS, a, candidate + u);
      FloatVector gave = FloatVector.fromArray(FLOATS, s, ofCandidate + u);
      FloatVector d = e.mul(gave).mul(r.mul(one.sub(r)));
      d.intoArray(a, at + u);
      d.intoArray(s, of + u);
      FloatVector.fromArray(FLOATS, a, update + u).intoArray(s, ofUpdate + u);
      e.mul(r).intoArray(s, ofCandidate + u);
    }
    for (int u = whole; u < n; u++) {
      float r = a[at + u];
      float e = a[candidate + u];
      a[at + u] = e * s[ofCandidate + u] * (r * (1 - r));
      s[of + u] = a[at + u];
      s[ofUpdate + u] = a[update + u];
      s[ofCandidate + u] = e * r;
    }
  }

  /** The gradient of a reset gate before the product, and what the state before gets of it. */
  static void resetGradient(
      float[] a,
      int at,
      float[] before,
      int in,
      float[] dreset,
      int up,
      float[] direct,
      int out,
      int n) {
    int whole = FLOATS.loopBound(n);
    FloatVector one = FloatVector.broadcast(FLOATS, 1f);
    for (int u = 0; u < whole; u += COUNT) {
      FloatVector r = FloatVector.fromArray(FLOATS, a, at + u);
      FloatVector d = FloatVector.fromArray(FLOATS, dreset, up + u);
      FloatVector state = FloatVector.fromArray(FLOATS, before, in + u);
      d.mul(state).mul(r.mul(one.sub(r))).intoArray(a, at + u);
      d.fma(r, FloatVector.fromArray(FLOATS, direct, out + u)).intoArray(direct, out + u);
    }
    for (int u = whole; u < n; u++) {
      float r = a[at + u];
      float d = dreset[up + u];
      a[at + u] = d * before[in + u] * (r * (1 - r));
      direct[out + u] = Math.fma(d, r, direct[out + u]);
    }
  }
}
