package dev.lanewise.nn.spi;

import dev.lanewise.kernels.Scratch;

/**
 * Work on a range of rows of a batch, which do not depend on each other. Different ranges may run
 * on different threads at the same time. Must not allocate.
 */
@FunctionalInterface
public non-sealed interface RowPass extends Pass {

  /** Does the rows {@code [from, to)}, with temporary memory that belongs to the calling thread. */
  void run(int from, int to, Scratch scratch);

  /** Does nothing. */
  static RowPass nothing() {
    return (from, to, scratch) -> {};
  }
}
