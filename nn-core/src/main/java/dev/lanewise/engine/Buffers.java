package dev.lanewise.engine;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;

/** How the rows of a value lie in memory. */
final class Buffers {

  private Buffers() {}

  /**
   * Allocates a value for a batch. Rows of vectors are padded to whole cache lines; those of values
   * with several positions follow each other, so that they can be split.
   */
  static Matrix allocate(int rows, Shape sample) {
    return sample.positions() == 1
        ? Matrix.allocate(rows, sample.size())
        : Matrix.allocateDense(rows, sample.size());
  }

  /** A matrix without rows, for what nobody reads or writes. */
  static Matrix none(Shape sample) {
    return new Matrix(new float[0], 0, 0, sample.size(), sample.size());
  }
}
