package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.nn.spi.RowPass;
import java.util.Arrays;
import java.util.Optional;

/** Zeros in rows and vectors. */
final class Zeros {

  private Zeros() {}

  /**
   * Allocates a vector of which kernels can load whole lanes at any element: where they cannot,
   * they have to check each lane, which takes long and may allocate.
   */
  static float[] vector(int numbers) {
    return Matrix.allocate(1, numbers).data();
  }

  static void fill(Matrix m, int from, int to) {
    for (int row = from; row < to; row++) {
      Arrays.fill(m.data(), m.row(row), m.row(row) + m.cols(), 0);
    }
  }

  /** The gradient, if anybody wants it, of inputs that have none: tokens and lengths. */
  static RowPass gradient(Optional<Matrix> wanted) {
    return wanted
        .<RowPass>map(dx -> (from, to, scratch) -> fill(dx, from, to))
        .orElse(RowPass.nothing());
  }
}
