package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.reference.ReferenceKernels;
import org.junit.jupiter.api.Test;

class BatchColumnsTest {
  private static final Kernels KERNELS = new ReferenceKernels();
  private static final int LONG = KERNELS.tuning().blocking().samples();
  private static final int SHORT = LONG - 1;
  private static final int WIDTH = KERNELS.tuning().blocking().inputs();

  @Test
  void shortBatchesAreReadWhereTheyAre() {
    Matrix m = counting(SHORT, 50);
    BatchColumns columns = BatchColumns.ofInputs(KERNELS, m, true);
    assertEquals(50, columns.width());
    assertSame(m.data(), columns.view(3, 50).data());
    assertColumns(m, columns, 3, 50, 0, SHORT);
  }

  @Test
  void longBatchesAreReadFromCopies() {
    Matrix m = counting(LONG, 50);
    BatchColumns columns = BatchColumns.ofInputs(KERNELS, m, true);
    columns.refresh(0, 100);
    columns.refresh(100, LONG);
    assertEquals(WIDTH, columns.width());
    for (int from = 0; from < 50; from += WIDTH) {
      Matrix view = columns.view(from, Math.min(from + WIDTH, 50));
      assertNotSame(m.data(), view.data());
      assertEquals(WIDTH, view.stride(), "the rows of every block are equally far apart");
      assertColumns(m, columns, from, Math.min(from + WIDTH, 50), 0, LONG);
    }
    assertColumns(m, columns, WIDTH + 1, 2 * WIDTH - 2, 0, LONG);
  }

  @Test
  void onlyRowsThatAreRefreshedChange() {
    Matrix m = counting(LONG, 50);
    BatchColumns columns = BatchColumns.ofInputs(KERNELS, m, true);
    columns.refresh(7, 9);
    assertColumns(m, columns, WIDTH, 2 * WIDTH, 7, 9);
    assertEquals(0, columns.view(WIDTH, 2 * WIDTH).get(6, 0));
    assertEquals(0, columns.view(WIDTH, 2 * WIDTH).get(9, 0));
  }

  @Test
  void narrowMatricesAreNotCopied() {
    Matrix m = counting(LONG, WIDTH);
    assertSame(m.data(), BatchColumns.ofInputs(KERNELS, m, true).view(0, WIDTH).data());
  }

  @Test
  void whatNoGradientReadsIsNotCopied() {
    Matrix m = counting(LONG, 50);
    Panels weight = Panels.allocate(3, 50, 20, 4);
    assertSame(m.data(), BatchColumns.ofInputs(KERNELS, m, false).view(0, 50).data());
    assertSame(m.data(), BatchColumns.ofUnits(KERNELS, m, weight, false).view(0, 50).data());
  }

  @Test
  void blocksOfUnitsAreAsWideAsPanels() {
    Matrix m = counting(LONG, 50);
    Panels weight = Panels.allocate(3, 50, 20, 4);
    BatchColumns columns = BatchColumns.ofUnits(KERNELS, m, weight, true);
    columns.refresh(0, LONG);
    assertEquals(20, columns.width());
    assertColumns(m, columns, 40, 50, 0, LONG);
  }

  @Test
  void fewUnitsAreCopiedIfTheirWeightsArePaddedToAWholePanel() {
    Matrix m = counting(LONG, 10);
    BatchColumns padded = BatchColumns.ofUnits(KERNELS, m, Panels.allocate(3, 10, 16, 8), true);
    padded.refresh(0, LONG);
    assertEquals(16, padded.view(0, 10).stride());
    assertColumns(m, padded, 0, 10, 0, LONG);
    BatchColumns narrow = BatchColumns.ofUnits(KERNELS, m, Panels.allocate(3, 10, 16, 4), true);
    assertSame(m.data(), narrow.view(0, 10).data());
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
