package dev.lanewise.nn;

import dev.lanewise.kernels.Scratch;

/**
 * The gradient of one parameter over the whole batch, in parts that can be computed on different
 * threads. The parts cut the parameter's memory, from 0 to its size, into contiguous pieces. Must
 * not allocate.
 */
public interface GradientStep {

  /** The number of parts; at least 1. */
  int parts();

  /** Index in the parameter's memory of a part's first element. */
  int begin(int part);

  /** Index in the parameter's memory behind a part's last element. */
  int end(int part);

  /**
   * Computes a part of the gradient, summed over the batch.
   *
   * @param gradient receives the part, laid out like the parameter
   * @param at index in {@code gradient} of the part's first element
   */
  void compute(int part, float[] gradient, int at, Scratch scratch);
}
