package dev.lanewise.nn.spi;

import dev.lanewise.kernels.Scratch;
import java.util.Optional;

/**
 * Work on a range of rows of a batch, which do not depend on each other. Different ranges may run
 * on different threads at the same time. Must not allocate.
 */
@FunctionalInterface
public non-sealed interface RowPass extends Pass {

  /** Does the rows {@code [from, to)}, with temporary memory that belongs to the calling thread. */
  void run(int from, int to, Scratch scratch);

  /** What divides the number of the first row; 1, 2, 4, 8 or 16. */
  default int step() {
    return 1;
  }

  /**
   * What must be done once whenever parameters have changed, before any row; fast, and by one
   * thread. Whoever wraps a pass must hand this on, or the pass works with what nothing was put in.
   */
  default Optional<Runnable> preparation() {
    return Optional.empty();
  }

  /** Does nothing. */
  static RowPass nothing() {
    return (from, to, scratch) -> {};
  }

  /** A pass whose rows begin at a multiple of 1, 2, 4, 8 or 16. */
  static RowPass inSteps(int step, RowPass pass) {
    return new Decorated(pass, step, pass.preparation());
  }

  /** A pass that needs something done whenever parameters have changed. */
  static RowPass prepared(Runnable preparation, RowPass pass) {
    return new Decorated(pass, pass.step(), Optional.of(preparation));
  }
}
