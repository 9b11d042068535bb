package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.FLOATS;

import dev.lanewise.kernels.Rule;
import dev.lanewise.kernels.UpdateScalars;
import dev.lanewise.kernels.Updates;
import dev.lanewise.kernels.reference.ReferenceUpdates;

/** Updates on the Vector API; optimizers run on whole vectors. */
final class SimdUpdates implements Updates {
  /** For what is left of a range, and for what is computed in double. */
  private final Updates scalar = new ReferenceUpdates();

  @Override
  public void apply(
      Rule rule, UpdateScalars s, float[] w, float[][] state, int from, int to, float[] g, int at) {
    int shift = at - from;
    int end = from + FLOATS.loopBound(to - from);
    switch (rule) {
      case SGD -> OptimizerKernels.sgd(s, w, from, end, g, shift);
      case MOMENTUM -> OptimizerKernels.momentum(s, w, state[0], from, end, g, shift);
      case NESTEROV -> OptimizerKernels.nesterov(s, w, state[0], from, end, g, shift);
      case RMS_PROP -> OptimizerKernels.rmsProp(s, w, state[0], from, end, g, shift);
      case ADAM -> OptimizerKernels.adam(s, w, state[0], state[1], from, end, g, shift);
      case ADADELTA -> AdaptiveKernels.adadelta(s, w, state[0], state[1], from, end, g, shift);
      case NADAM -> AdaptiveKernels.nadam(s, w, state[0], state[1], from, end, g, shift);
      case ADAMAX -> AdaptiveKernels.adamax(s, w, state[0], state[1], from, end, g, shift);
      case LION -> SignKernels.lion(s, w, state[0], from, end, g, shift);
      case RPROP -> SignKernels.rprop(s, w, state[0], state[1], from, end, g, shift);
    }
    scalar.apply(rule, s, w, state, end, to, g, shift + end);
  }

  @Override
  public void addPenalty(float l1, float l2, float[] w, int from, int to, float[] g, int at) {
    ArithmeticKernels.addPenalty(l1, l2, w, from, g, at, to - from);
  }

  @Override
  public void clip(float limit, float[] g, int from, int to) {
    ArithmeticKernels.clip(limit, g, from, to - from);
  }

  @Override
  public void scale(double factor, float[] g, int from, int to) {
    scalar.scale(factor, g, from, to);
  }

  @Override
  public void add(float[] x, int from, int to, float[] g, int at) {
    ArithmeticKernels.add(g, at, x, from, g, at, to - from);
  }
}
