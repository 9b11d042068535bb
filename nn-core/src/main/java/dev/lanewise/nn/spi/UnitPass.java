package dev.lanewise.nn.spi;

import dev.lanewise.kernels.Scratch;

/**
 * Work on all rows of a batch at once, in parts that compute some units or channels each. Different
 * parts may run on different threads at the same time. Must not allocate.
 */
public non-sealed interface UnitPass extends Pass {

  /** The number of parts; at least 1. */
  int parts();

  /**
   * Does one part, with temporary memory that belongs to the calling thread.
   *
   * @param part which one, from 0
   * @param samples rows of the batch, from row 0
   */
  void run(int part, int samples, Scratch scratch);
}
