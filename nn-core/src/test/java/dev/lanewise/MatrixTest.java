package dev.lanewise;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MatrixTest {
  private static final float[] COUNT = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

  @Test
  void elementsLieAtOffsetAndStride() {
    Matrix m = new Matrix(COUNT, 1, 3, 2, 4);
    assertEquals(1, m.get(0, 0));
    assertEquals(2, m.get(0, 1));
    assertEquals(10, m.get(2, 1));
    assertEquals(9, m.row(2));
  }

  @Test
  void aWindowMayEndWithTheArray() {
    assertEquals(11, new Matrix(COUNT, 2, 2, 2, 8).get(1, 1));
    assertError(ShapeException.class, () -> new Matrix(COUNT, 3, 2, 2, 8), "13", "found 12");
  }

  @Test
  void columnsAreAWindowOfTheSameMemory() {
    Matrix m = new Matrix(COUNT, 1, 3, 3, 4).columns(1, 3);
    assertEquals(new Matrix(COUNT, 2, 3, 2, 4), m);
    assertEquals(11, m.get(2, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> m.columns(1, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> m.columns(2, 1));
  }

  @Test
  void emptyWindowsAreAllowed() {
    assertEquals(0, new Matrix(COUNT, 12, 0, 5, 5).rows());
  }

  @Test
  void ofTakesAWholeArray() {
    assertEquals(7, Matrix.of(COUNT, 3, 4).get(1, 3));
    assertError(ShapeException.class, () -> Matrix.of(COUNT, 3, 5), "3 x 5", "15", "found 12");
  }

  @Test
  void getChecksItsArguments() {
    Matrix m = new Matrix(COUNT, 0, 2, 3, 4);
    assertThrows(IndexOutOfBoundsException.class, () -> m.get(2, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> m.get(0, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> m.get(-1, 0));
  }

  @Test
  void aWindowWithoutRowsNeedsNoMemory() {
    Matrix none = new Matrix(new float[0], 0, 0, 12, 12);
    assertEquals(5, none.columns(7, 12).cols());
    assertEquals(0, none.split(3).rows());
  }

  @Test
  void refusesNegativeAndOverlappingRows() {
    assertThrows(ShapeException.class, () -> new Matrix(COUNT, -1, 1, 1, 1));
    assertThrows(ShapeException.class, () -> new Matrix(COUNT, 0, -1, 1, 1));
    assertThrows(ShapeException.class, () -> new Matrix(COUNT, 0, 1, -1, 1));
    assertError(ShapeException.class, () -> new Matrix(COUNT, 0, 2, 3, 2), "3 cols", "stride 2");
    assertThrows(ShapeException.class, () -> new Matrix(COUNT, 0, 1 << 20, 1, 1 << 20));
  }

  @Test
  void allocatedRowsArePaddedAndNotAMultipleOfAKilobyteApart() {
    for (int cols = 1; cols <= 1100; cols++) {
      Matrix m = Matrix.allocate(3, cols);
      assertEquals(0, m.stride() % 16);
      assertTrue(m.stride() >= cols && m.stride() <= cols + 32);
      assertTrue(m.stride() % 256 != 0);
      assertTrue(m.row(2) + cols - 1 + 16 <= m.data().length);
    }
  }

  @Test
  void refusesToAllocateMoreThanAnArrayHolds() {
    assertError(ShapeException.class, () -> Matrix.allocate(1 << 20, 1 << 12), "smaller batch");
  }
}
