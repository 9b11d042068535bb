package dev.lanewise.simd;

import static dev.lanewise.kernels.Kernels.FLUSH_BELOW;
import static dev.lanewise.kernels.Kernels.FLUSH_SQUARES_BELOW;
import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;

import dev.lanewise.kernels.UpdateScalars;
import jdk.incubator.vector.FloatVector;

/** Optimizers on whole vectors; what is left of a range is done by the scalar specification. */
final class OptimizerKernels {
  private OptimizerKernels() {}

  static void sgd(UpdateScalars s, float[] w, int from, int to, float[] g, int shift) {
    FloatVector l2 = FloatVector.broadcast(FLOATS, s.l2);
    FloatVector step = FloatVector.broadcast(FLOATS, -s.rate);
    for (int i = from; i < to; i += COUNT) {
      FloatVector old = FloatVector.fromArray(FLOATS, w, i);
      FloatVector d = l2.fma(old, FloatVector.fromArray(FLOATS, g, shift + i));
      step.fma(d, old).intoArray(w, i);
    }
  }

  static void momentum(
      UpdateScalars s, float[] w, float[] u, int from, int to, float[] g, int shift) {
    FloatVector l2 = FloatVector.broadcast(FLOATS, s.l2);
    FloatVector beta = FloatVector.broadcast(FLOATS, s.beta1);
    FloatVector step = FloatVector.broadcast(FLOATS, -s.rate);
    for (int i = from; i < to; i += COUNT) {
      FloatVector old = FloatVector.fromArray(FLOATS, w, i);
      FloatVector d = l2.fma(old, FloatVector.fromArray(FLOATS, g, shift + i));
      FloatVector raw = beta.fma(FloatVector.fromArray(FLOATS, u, i), d);
      FloatVector moment = raw.blend(0, raw.abs().lt(FLUSH_BELOW));
      moment.intoArray(u, i);
      step.fma(moment, old).intoArray(w, i);
    }
  }

  static void nesterov(
      UpdateScalars s, float[] w, float[] u, int from, int to, float[] g, int shift) {
    FloatVector l2 = FloatVector.broadcast(FLOATS, s.l2);
    FloatVector beta = FloatVector.broadcast(FLOATS, s.beta1);
    FloatVector step = FloatVector.broadcast(FLOATS, -s.rate);
    for (int i = from; i < to; i += COUNT) {
      FloatVector old = FloatVector.fromArray(FLOATS, w, i);
      FloatVector d = l2.fma(old, FloatVector.fromArray(FLOATS, g, shift + i));
      FloatVector raw = beta.fma(FloatVector.fromArray(FLOATS, u, i), d);
      FloatVector moment = raw.blend(0, raw.abs().lt(FLUSH_BELOW));
      moment.intoArray(u, i);
      step.fma(beta.fma(moment, d), old).intoArray(w, i);
    }
  }

  static void rmsProp(
      UpdateScalars s, float[] w, float[] v, int from, int to, float[] g, int shift) {
    FloatVector l2 = FloatVector.broadcast(FLOATS, s.l2);
    FloatVector beta = FloatVector.broadcast(FLOATS, s.beta2);
    FloatVector step = FloatVector.broadcast(FLOATS, -s.rate);
    for (int i = from; i < to; i += COUNT) {
      FloatVector old = FloatVector.fromArray(FLOATS, w, i);
      FloatVector d = l2.fma(old, FloatVector.fromArray(FLOATS, g, shift + i));
      FloatVector square = d.mul(s.gain2).mul(d);
      FloatVector raw = beta.fma(FloatVector.fromArray(FLOATS, v, i), square);
      FloatVector mean = raw.blend(0, raw.abs().lt(FLUSH_SQUARES_BELOW));
      mean.intoArray(v, i);
      step.fma(d.div(mean.sqrt().add(s.epsilon)), old).intoArray(w, i);
    }
  }

  static void adam(
      UpdateScalars s, float[] w, float[] m, float[] v, int from, int to, float[] g, int shift) {
    FloatVector l2 = FloatVector.broadcast(FLOATS, s.l2);
    FloatVector beta1 = FloatVector.broadcast(FLOATS, s.beta1);
    FloatVector beta2 = FloatVector.broadcast(FLOATS, s.beta2);
    FloatVector rootCorrection = FloatVector.broadcast(FLOATS, s.rootCorrection);
    FloatVector epsilon = FloatVector.broadcast(FLOATS, s.epsilon);
    FloatVector step = FloatVector.broadcast(FLOATS, -s.rate);
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
      step.fma(mean.div(divisor), old.mul(s.keep)).intoArray(w, i);
    }
  }
}
