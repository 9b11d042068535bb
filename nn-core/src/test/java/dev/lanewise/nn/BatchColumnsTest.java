package dev.lanewise.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.lanewise.Matrix;
import org.junit.jupiter.api.Test;

class BatchColumnsTest {
  private static final int SHORT = 255;
  private static final int LONG = 256;

  @Test
  void shortBatchesAreReadWhereTheyAre() {
    Matrix m = counting(SHORT, 50);
    BatchColumns columns = new BatchColumns(m, 24);
    assertEquals(50, columns.width());
    assertSame(m.data(), columns.view(3, 50).data());
    assertColumns(m, columns, 3, 50, 0, SHORT);
  }

  @Test
  void longBatchesAreReadFromCopies() {
    Matrix m = counting(LONG, 50);
    BatchColumns columns = new BatchColumns(m, 24);
    columns.refresh(0, 100);
    columns.refresh(100, LONG);
    assertEquals(24, columns.width());
    for (int from = 0; from < 50; from += 24) {
      Matrix view = columns.view(from, Math.min(from + 24, 50));
      assertNotSame(m.data(), view.data());
      assertEquals(view.cols(), view.stride(), "rows follow each other");
      assertColumns(m, columns, from, Math.min(from + 24, 50), 0, LONG);
    }
    assertColumns(m, columns, 30, 41, 0, LONG);
  }

  @Test
  void onlyRowsThatAreRefreshedChange() {
    Matrix m = counting(LONG, 50);
    BatchColumns columns = new BatchColumns(m, 24);
    columns.refresh(7, 9);
    assertColumns(m, columns, 24, 48, 7, 9);
    assertEquals(0, columns.view(24, 48).get(6, 0));
    assertEquals(0, columns.view(24, 48).get(9, 0));
  }

  @Test
  void narrowMatricesAreNotCopied() {
    Matrix m = counting(LONG, 24);
    assertSame(m.data(), new BatchColumns(m, 24).view(0, 24).data());
  }

  private static Matrix counting(int rows, int cols) {
    Matrix m = Matrix.allocate(rows, cols);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = i + 1;
    }
    return m;
  }

  private static void assertColumns(
      Matrix m, BatchColumns columns, int from, int to, int firstRow, int lastRow) {
    Matrix view = columns.view(from, to);
    assertEquals(to - from, view.cols());
    for (int row = firstRow; row < lastRow; row++) {
      for (int c = from; c < to; c++) {
        assertEquals(m.get(row, c), view.get(row, c - from));
      }
    }
  }
}
