package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Simple functions of {@code n} neighbouring elements, in place where one likes. */
final class ArithmeticKernels {

  private ArithmeticKernels() {}

  static void add(float[] a, int first, float[] b, int second, float[] y, int out, int n) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector v = FloatVector.fromArray(FLOATS, a, first + i);
      v.add(FloatVector.fromArray(FLOATS, b, second + i)).intoArray(y, out + i);
    }
    for (int i = whole; i < n; i++) {
      y[out + i] = a[first + i] + b[second + i];
    }
  }

  static void multiply(float[] a, int first, float[] b, int second, float[] y, int out, int n) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector v = FloatVector.fromArray(FLOATS, a, first + i);
      v.mul(FloatVector.fromArray(FLOATS, b, second + i)).intoArray(y, out + i);
    }
    for (int i = whole; i < n; i++) {
      y[out + i] = a[first + i] * b[second + i];
    }
  }

  static void scale(float factor, float[] y, int at, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector.fromArray(FLOATS, y, at + i, mask).mul(factor).intoArray(y, at + i, mask);
    }
  }

  static void clip(float limit, float[] y, int at, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector v = FloatVector.fromArray(FLOATS, y, at + i, mask);
      v.max(-limit).min(limit).intoArray(y, at + i, mask);
    }
  }

  static void addPenalty(float l1, float l2, float[] w, int in, float[] g, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector v = FloatVector.fromArray(FLOATS, w, in + i, mask);
      FloatVector sign = v.blend(1, v.compare(GT, 0)).blend(-1, v.lt(0));
      FloatVector penalty = sign.mul(l1).add(v.mul(l2));
      FloatVector.fromArray(FLOATS, g, out + i, mask).add(penalty).intoArray(g, out + i, mask);
    }
  }
}
