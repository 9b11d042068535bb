package dev.lanewise.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.kernels.Panels.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartsTest {
  private static final Parts PARTS = new Parts(96 * 32, 48, 256);

  /** Whole steps of rows, as many as the floats allow, at least one. */
  @ParameterizedTest
  @CsvSource({"32, 96", "16, 192", "8, 384", "10, 288", "64, 48", "65, 48", "128, 48"})
  void rowsOfAPart(int panelCols, int rows) {
    List<Slice> slices = PARTS.slices(Panels.allocate(784, panelCols, panelCols, 1));
    assertEquals(rows, slices.getFirst().to());
    assertEquals(Math.ceilDiv(784, rows), slices.size());
    assertEquals(784, slices.getLast().to());
  }

  @Test
  void partsFollowEachOther() {
    Panels weight = Panels.allocate(784, 130, 32, 16);
    int end = 0;
    for (Slice slice : PARTS.slices(weight)) {
      assertEquals(end, slice.begin());
      end = slice.end();
    }
    assertEquals(weight.size(), end);
  }
}
