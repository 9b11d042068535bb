package dev.lanewise.data;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;

/**
 * A finite collection of samples with random access: inputs and their targets as floats.
 *
 * <p>Workers read different samples of a batch at the same time, so {@link #read} must be
 * thread-safe, and it should not allocate. A data set does not shuffle; the trainer asks for
 * samples in shuffled order.
 */
public interface Dataset {

  /** The number of samples; at least 1. */
  int size();

  /** The shape of one input. */
  Shape inputShape();

  /**
   * The number of target values of one sample: 1 for a class index (stored as a float, exact up to
   * 2^24) or a single regression value, otherwise the number of outputs.
   */
  int targetColumns();

  /**
   * Writes one sample into a row of a batch.
   *
   * @param index the sample, from 0 to {@code size() - 1}
   * @param inputs {@code batch x inputShape().size()}; row {@code row} is overwritten
   * @param targets {@code batch x targetColumns()}; row {@code row} is overwritten
   * @param row the row of the batch to write
   */
  void read(int index, Matrix inputs, Matrix targets, int row);

  /**
   * Touches the memory of a sample that will be read soon. A trainer fetches all samples of a chunk
   * before it reads the first, so that their cache misses overlap instead of adding up. Does
   * nothing unless overridden; a data set that wraps another one should pass the call on.
   *
   * @param index the sample, from 0 to {@code size() - 1}
   * @return any value that depends on the sample's memory, so that no compiler removes the loads
   */
  default float fetch(int index) {
    return 0;
  }
}
