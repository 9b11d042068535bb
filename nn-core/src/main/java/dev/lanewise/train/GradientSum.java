package dev.lanewise.train;

import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;
import dev.lanewise.nn.GradientStep;

/** The gradient of a part of a parameter over all samples of a batch, in {@link SumTree} order. */
final class GradientSum {
  /** The scratch slots of sums begin behind it; kernels use those from 0. */
  static final int SLOT = 15;

  private GradientSum() {}

  /** Computes a part; {@code gradient[at]} receives its first element. */
  static void compute(
      GradientStep step, int part, int samples, float[] gradient, int at, Scratch scratch) {
    int length = step.end(part) - step.begin(part);
    int blocks = Math.ceilDiv(samples, SumTree.SAMPLES);
    for (int block = 0; block < blocks; block++) {
      int slot = SumTree.slot(block);
      float[] sum = slot == 0 ? gradient : scratch.array(SLOT + slot, length);
      int from = block * SumTree.SAMPLES;
      int to = Math.min(from + SumTree.SAMPLES, samples);
      step.compute(part, from, to, sum, slot == 0 ? at : 0, scratch);
      for (int left = SumTree.merges(block, blocks); left > 0; left--) {
        float[] right = scratch.array(SLOT + slot, length);
        slot--;
        if (slot == 0) {
          SumTree.add(right, 0, gradient, at, length);
        } else {
          SumTree.add(right, 0, scratch.array(SLOT + slot, length), 0, length);
        }
      }
    }
  }
}
