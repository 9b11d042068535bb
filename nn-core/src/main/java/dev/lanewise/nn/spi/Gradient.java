package dev.lanewise.nn.spi;

import dev.lanewise.kernels.Scratch;

/**
 * The gradient of one parameter, computed part by part when all rows have gone backward. The parts
 * are those that {@link TrainingBinding#parts} names. Different parts may run on different threads
 * at the same time. Must not allocate.
 */
@FunctionalInterface
public interface Gradient {

  /**
   * How many terms the sum over some samples has: as many, or more if the parameter is applied to
   * each position of a sample, or fewer if the passes have added up those of neighbouring samples.
   */
  default int terms(int samples) {
    return samples;
  }

  /**
   * Computes a part of the gradient, summed over the terms {@code [from, to)} of the batch in a
   * chain that starts with zero. Long batches are cut by the caller ({@link
   * dev.lanewise.kernels.SumTree}).
   *
   * @param part which part of the parameter, from 0
   * @param from the first term
   * @param to behind the last term
   * @param gradient receives the part, laid out like the parameter
   * @param at index in {@code gradient} of the part's first element
   * @param scratch temporary memory
   */
  void compute(int part, int from, int to, float[] gradient, int at, Scratch scratch);
}
