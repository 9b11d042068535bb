package dev.lanewise.text;

import dev.lanewise.Matrix;
import dev.lanewise.ShapeException;
import java.util.Objects;

/** The check that every data set makes before it writes a sample into a batch. */
final class BatchRow {

  private BatchRow() {}

  /** Refuses a matrix of another width than the sample's, and a row outside of the matrix. */
  static void check(String role, Matrix batch, int width, int row) {
    if (batch.cols() != width) {
      throw new ShapeException(
          "A batch of %s needs %s columns, as many as the data set has; found %s. Allocate it as batch x %s."
              .formatted(role, width, batch.cols(), width));
    }
    Objects.checkIndex(row, batch.rows());
  }
}
