package dev.lanewise.simd;

import static dev.lanewise.kernels.Kernels.FLUSH_BELOW;
import static dev.lanewise.kernels.Kernels.FLUSH_SQUARES_BELOW;
import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;

import dev.lanewise.kernels.UpdateScalars;
import jdk.incubator.vector.FloatVector;

/** Kin of Adam on whole vectors; what is left of a range is done by the scalar specification. */
final class AdaptiveKernels {
  private AdaptiveKernels() {}

  static void adadelta(
      UpdateScalars s, float[] w, float[] u, float[] v, int from, int to, float[] g, int shift) {
    FloatVector l2 = FloatVector.broadcast(FLOATS, s.l2);
    FloatVector beta = FloatVector.broadcast(FLOATS, s.beta2);
    FloatVector rate = FloatVector.broadcast(FLOATS, -s.rate);
    for (int i = from; i < to; i += COUNT) {
      FloatVector old = FloatVector.fromArray(FLOATS, w, i);
      FloatVector d = l2.fma(old, FloatVector.fromArray(FLOATS, g, shift + i));
      FloatVector square = d.mul(s.gain2).mul(d);
      FloatVector rawGradients = beta.fma(FloatVector.fromArray(FLOATS, v, i), square);
      FloatVector gradients = rawGradients.blend(0, rawGradients.abs().lt(FLUSH_BELOW));
      gradients.intoArray(v, i);
      FloatVector oldSteps = FloatVector.fromArray(FLOATS, u, i);
      FloatVector ratio = oldSteps.add(s.epsilon).sqrt().div(gradients.add(s.epsilon).sqrt());
      FloatVector step = ratio.mul(d);
      FloatVector rawSteps = beta.fma(oldSteps, step.mul(s.gain2).mul(step));
      rawSteps.blend(0, rawSteps.abs().lt(FLUSH_BELOW)).intoArray(u, i);
      rate.fma(step, old).intoArray(w, i);
    }
  }

  static void nadam(
      UpdateScalars s, float[] w, float[] m, float[] v, int from, int to, float[] g, int shift) {
    FloatVector l2 = FloatVector.broadcast(FLOATS, s.l2);
    FloatVector beta1 = FloatVector.broadcast(FLOATS, s.beta1);
    FloatVector beta2 = FloatVector.broadcast(FLOATS, s.beta2);
    FloatVector rootCorrection = FloatVector.broadcast(FLOATS, s.rootCorrection);
    FloatVector epsilon = FloatVector.broadcast(FLOATS, s.epsilon);
    FloatVector rate = FloatVector.broadcast(FLOATS, s.rate);
    for (int i = from; i < to; i += COUNT) {
      FloatVector old = FloatVector.fromArray(FLOATS, w, i);
      FloatVector d = l2.fma(old, FloatVector.fromArray(FLOATS, g, shift + i));
      FloatVector rawMean = beta1.fma(FloatVector.fromArray(FLOATS, m, i), d.mul(s.gain1));
      FloatVector mean = rawMean.blend(0, rawMean.abs().lt(FLUSH_BELOW));
      mean.intoArray(m, i);
      FloatVector square = d.mul(s.gain2).mul(d);
      FloatVector rawSpread = beta2.fma(FloatVector.fromArray(FLOATS, v, i), square);
      FloatVector spread = rawSpread.blend(0, rawSpread.abs().lt(FLUSH_SQUARES_BELOW));
      spread.intoArray(v, i);
      FloatVector divisor = spread.sqrt().fma(rootCorrection, epsilon);
      FloatVector direction = rate.fma(mean, d.mul(s.gradientRate));
      old.sub(direction.div(divisor)).intoArray(w, i);
    }
  }

  static void adamax(
      UpdateScalars s, float[] w, float[] m, float[] u, int from, int to, float[] g, int shift) {
    FloatVector l2 = FloatVector.broadcast(FLOATS, s.l2);
    FloatVector beta = FloatVector.broadcast(FLOATS, s.beta1);
    FloatVector rate = FloatVector.broadcast(FLOATS, -s.rate);
    for (int i = from; i < to; i += COUNT) {
      FloatVector old = FloatVector.fromArray(FLOATS, w, i);
      FloatVector d = l2.fma(old, FloatVector.fromArray(FLOATS, g, shift + i));
      FloatVector raw = beta.fma(FloatVector.fromArray(FLOATS, m, i), d.mul(s.gain1));
      FloatVector mean = raw.blend(0, raw.abs().lt(FLUSH_BELOW));
      mean.intoArray(m, i);
      FloatVector kept = FloatVector.fromArray(FLOATS, u, i).mul(s.beta2);
      FloatVector largest = kept.max(d.abs().add(s.epsilon));
      largest.intoArray(u, i);
      rate.fma(mean.div(largest), old).intoArray(w, i);
    }
  }
}
