package dev.lanewise.simd;

import static dev.lanewise.kernels.Kernels.FLUSH_BELOW;
import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
import static jdk.incubator.vector.VectorOperators.GT;

import dev.lanewise.kernels.UpdateScalars;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Optimizers that step by the sign of a direction, on whole vectors: {@code to - from} is a
 * multiple of {@link Lanes#COUNT}.
 */
final class SignKernels {
  private SignKernels() {}

  static void lion(UpdateScalars s, float[] w, float[] m, int from, int to, float[] g, int shift) {
    FloatVector beta1 = FloatVector.broadcast(FLOATS, s.beta1);
    FloatVector beta2 = FloatVector.broadcast(FLOATS, s.beta2);
    FloatVector rate = FloatVector.broadcast(FLOATS, -s.rate);
    for (int i = from; i < to; i += COUNT) {
      FloatVector gradient = FloatVector.fromArray(FLOATS, g, shift + i);
      FloatVector old = FloatVector.fromArray(FLOATS, m, i);
      FloatVector c = beta1.fma(old, gradient.mul(s.gain1));
      FloatVector sign = c.blend(1, c.compare(GT, 0)).blend(-1, c.lt(0));
      rate.fma(sign, FloatVector.fromArray(FLOATS, w, i).mul(s.keep)).intoArray(w, i);
      FloatVector raw = beta2.fma(old, gradient.mul(s.gain2));
      raw.blend(0, raw.abs().lt(FLUSH_BELOW)).intoArray(m, i);
    }
  }

  static void rprop(
      UpdateScalars s, float[] w, float[] u, float[] v, int from, int to, float[] g, int shift) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    for (int i = from; i < to; i += COUNT) {
      FloatVector gradient = FloatVector.fromArray(FLOATS, g, shift + i);
      FloatVector agreement = gradient.mul(FloatVector.fromArray(FLOATS, u, i));
      VectorMask<Float> turned = agreement.lt(0);
      FloatVector factor = one.blend(s.grow, agreement.compare(GT, 0)).blend(s.shrink, turned);
      FloatVector last = FloatVector.fromArray(FLOATS, v, i);
      FloatVector size = last.blend(s.rate, last.eq(0)).mul(factor).max(s.least).min(s.most);
      FloatVector sign = gradient.blend(1, gradient.compare(GT, 0)).blend(-1, gradient.lt(0));
      FloatVector direction = sign.blend(0, turned);
      direction.intoArray(u, i);
      size.intoArray(v, i);
      size.neg().fma(direction, FloatVector.fromArray(FLOATS, w, i)).intoArray(w, i);
    }
  }
}
