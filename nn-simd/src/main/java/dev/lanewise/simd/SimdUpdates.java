package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.FLOATS;

import dev.lanewise.kernels.Rule;
import dev.lanewise.kernels.UpdateScalars;
import dev.lanewise.kernels.Updates;
import dev.lanewise.kernels.reference.ReferenceUpdates;

/** Updates in whole vectors; the few elements left of a range are done by the specification. */
final class SimdUpdates implements Updates {
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
}
