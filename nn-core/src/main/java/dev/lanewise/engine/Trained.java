package dev.lanewise.engine;

import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;
import dev.lanewise.nn.spi.Gradient;
import java.util.List;

/**
 * A parameter that is trained, and how to get its gradient.
 *
 * @param name its full name, such as {@code 0.weight}
 * @param values its memory
 * @param parts the parts in which its gradient is computed
 * @param gradients those of the operations that use it, in their order; their sum is its gradient
 */
record Trained(String name, Panels values, List<Slice> parts, List<Gradient> gradients) {
  /** The first of the engine's slots of sums, behind that of {@link ParameterUpdates}. */
  private static final int SUM = 1;

  /** The first of its slots of the sums of a second operation. */
  private static final int NEXT = SUM + Integer.SIZE;

  /**
   * Computes a part over all samples of a batch; returns an array of the scratch memory that begins
   * with it.
   */
  float[] gradient(int part, int samples, Scratch scratch) {
    Slice slice = parts.get(part);
    int length = slice.end() - slice.begin();
    float[] sum = sum(gradients.getFirst(), part, length, samples, SUM, scratch);
    for (int i = 1; i < gradients.size(); i++) {
      float[] next = sum(gradients.get(i), part, length, samples, NEXT, scratch);
      SumTree.add(next, sum, length);
    }
    return sum;
  }

  /** Sums over the terms in {@link SumTree} order. */
  private static float[] sum(
      Gradient gradient, int part, int length, int samples, int slot, Scratch scratch) {
    int terms = gradient.terms(samples);
    int blocks = Math.ceilDiv(terms, SumTree.SAMPLES);
    for (int block = 0; block < blocks; block++) {
      float[] sums = scratch.engine().array(slot + SumTree.slot(block), length);
      int from = block * SumTree.SAMPLES;
      int to = Math.min(from + SumTree.SAMPLES, terms);
      gradient.compute(part, from, to, sums, 0, scratch);
      SumTree.fold(scratch.engine(), slot, block, blocks, length);
    }
    return scratch.engine().array(slot, length);
  }
}
