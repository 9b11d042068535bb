package dev.lanewise.nn.spi;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Scratch;

/**
 * One layer's work on a range of rows of a batch, bound to its buffers. Different ranges may run on
 * different threads at the same time. Must not allocate.
 */
@FunctionalInterface
public interface Step {

  /** Does the rows {@code [from, to)}, with temporary memory that belongs to the calling thread. */
  void run(int from, int to, Scratch scratch);

  /** Copies rows of {@code x} to {@code y}, which has as many columns. */
  static Step copy(Matrix x, Matrix y) {
    return (from, to, scratch) -> {
      for (int row = from; row < to; row++) {
        System.arraycopy(x.data(), x.row(row), y.data(), y.row(row), x.cols());
      }
    };
  }
}
