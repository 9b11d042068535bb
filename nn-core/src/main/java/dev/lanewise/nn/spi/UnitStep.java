package dev.lanewise.nn.spi;

import dev.lanewise.kernels.Scratch;

/**
 * A layer's forward step on all rows of a batch, in parts that compute some of its units each.
 * Different parts may run on different threads at the same time. Must not allocate.
 */
public interface UnitStep {

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
