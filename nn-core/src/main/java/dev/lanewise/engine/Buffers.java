package dev.lanewise.engine;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.nn.Wiring;

/** How the rows of a value lie in memory. */
final class Buffers {

  private Buffers() {}

  /**
   * Allocates a value of a network, or its gradient, for a batch. Rows of vectors are padded to
   * whole cache lines; those of values that somebody sees as several positions follow each other,
   * so that they can be split.
   */
  static Matrix ofValue(int rows, Wiring wiring, int value) {
    return allocate(rows, wiring.shape(value), wiring.split().contains(value));
  }

  /** Allocates a value of an operation's own. */
  static Matrix allocate(int rows, Shape sample) {
    return allocate(rows, sample, sample.positions() > 1);
  }

  private static Matrix allocate(int rows, Shape sample, boolean split) {
    return split ? Matrix.allocateDense(rows, sample.size()) : Matrix.allocate(rows, sample.size());
  }

  /** A matrix without rows, for what nobody reads or writes. */
  static Matrix none(Shape sample) {
    return new Matrix(new float[0], 0, 0, sample.size(), sample.size());
  }
}
