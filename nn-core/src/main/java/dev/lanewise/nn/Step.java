package dev.lanewise.nn;

import dev.lanewise.kernels.Scratch;

/**
 * One layer's work on a range of rows of a batch, bound to its buffers. Different ranges may run on
 * different threads at the same time. Must not allocate.
 */
@FunctionalInterface
public interface Step {

  /** Does the rows {@code [from, to)}, with temporary memory that belongs to the calling thread. */
  void run(int from, int to, Scratch scratch);
}
