package dev.lanewise.engine;

import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;
import dev.lanewise.nn.spi.GradientStep;

/** The gradient of a part of a parameter over all samples of a batch, in {@link SumTree} order. */
public final class GradientSum {
  /** The first of the engine's slots of sums, behind that of {@link ParameterUpdates}. */
  private static final int SLOT = 1;

  private GradientSum() {}

  /** Computes a part; returns an array of the scratch memory that begins with it. */
  public static float[] of(GradientStep step, int part, int samples, Scratch scratch) {
    int length = step.end(part) - step.begin(part);
    int blocks = Math.ceilDiv(samples, SumTree.SAMPLES);
    for (int block = 0; block < blocks; block++) {
      float[] sums = scratch.engine().array(SLOT + SumTree.slot(block), length);
      int from = block * SumTree.SAMPLES;
      int to = Math.min(from + SumTree.SAMPLES, samples);
      step.compute(part, from, to, sums, 0, scratch);
      SumTree.fold(scratch.engine(), SLOT, block, blocks, length);
    }
    return scratch.engine().array(SLOT, length);
  }
}
