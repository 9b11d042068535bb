package dev.lanewise.nn.spi;

import dev.lanewise.kernels.Scratch;

/**
 * The gradient of one parameter over samples of a batch, in parts that can be computed on different
 * threads. The parts cut the parameter's memory, from 0 to its size, into contiguous pieces. Who
 * calls it cuts long batches ({@link dev.lanewise.kernels.SumTree}). Must not allocate.
 */
public interface GradientStep {

  /** The number of parts; at least 1. */
  int parts();

  /** Index in the parameter's memory of a part's first element. */
  int begin(int part);

  /** Index in the parameter's memory behind a part's last element. */
  int end(int part);

  /**
   * Computes a part of the gradient, summed over the samples {@code [from, to)} of the batch in a
   * chain that starts with zero.
   *
   * @param gradient receives the part, laid out like the parameter
   * @param at index in {@code gradient} of the part's first element
   * @param scratch temporary memory, of which the layer has {@link Scratch#layer}
   */
  void compute(int part, int from, int to, float[] gradient, int at, Scratch scratch);
}
