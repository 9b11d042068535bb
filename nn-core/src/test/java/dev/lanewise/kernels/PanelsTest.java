package dev.lanewise.kernels;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.ShapeException;
import dev.lanewise.kernels.Panels.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PanelsTest {

  /** Layouts of all kinds: exact, padded, one panel, many panels, wider than the matrix. */
  private static List<Panels> layouts() {
    List<Panels> layouts = new ArrayList<>();
    for (int rows : new int[] {1, 2, 5, 48, 49, 100}) {
      for (int cols : new int[] {1, 3, 8, 15, 16, 17, 31, 32, 33, 65}) {
        layouts.add(Panels.allocate(rows, cols, cols, 1));
        layouts.add(Panels.allocate(rows, cols, 16, 16));
        layouts.add(Panels.allocate(rows, cols, 32, 16));
        layouts.add(Panels.allocate(rows, cols, 12, 4));
      }
    }
    return layouts;
  }

  private static float[] count(Panels p) {
    float[] values = new float[p.rows() * p.cols()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 1;
    }
    return values;
  }

  @Test
  void rowMajorValuesSurviveARoundTrip() {
    for (Panels p : layouts()) {
      p.set(count(p));
      assertArrayEquals(count(p), p.toRowMajor());
    }
  }

  @Test
  void indexFindsEachElement() {
    for (Panels p : layouts()) {
      p.set(count(p));
      for (int row = 0; row < p.rows(); row++) {
        for (int col = 0; col < p.cols(); col++) {
          assertEquals(row * p.cols() + col + 1, p.data()[p.index(row, col)]);
        }
      }
    }
  }

  @Test
  void everythingElseIsPaddingAndZero() {
    for (Panels p : layouts()) {
      p.set(count(p));
      long zeros = 0;
      for (float value : p.data()) {
        zeros += value == 0 ? 1 : 0;
      }
      assertEquals(p.size(), p.data().length);
      assertEquals(p.size() - p.rows() * p.cols(), zeros);
    }
  }

  @Test
  void panelsLieOneAfterTheOtherRowByRow() {
    Panels p = Panels.allocate(2, 5, 2, 2);
    p.set(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    assertArrayEquals(new float[] {1, 2, 6, 7, 3, 4, 8, 9, 5, 0, 10, 0}, p.data());
    assertEquals(3, p.count());
    assertEquals(1, p.panelColumns(2));
    assertEquals(2, p.panelStride(2));
  }

  @Test
  void slicesCoverEverythingExactlyOnce() {
    for (Panels p : layouts()) {
      for (int sliceRows : new int[] {1, 7, 48, 1000}) {
        int[] covered = new int[p.size()];
        for (Slice slice : p.slices(sliceRows)) {
          assertTrue(slice.to() - slice.from() <= sliceRows);
          for (int i = slice.begin(); i < slice.end(); i++) {
            covered[i]++;
          }
        }
        assertTrue(Arrays.stream(covered).allMatch(times -> times == 1));
      }
    }
  }

  @Test
  void aSliceKnowsItsPlace() {
    Panels p = Panels.allocate(5, 7, 4, 2);
    p.set(count(p));
    Slice last = p.slices(2).getLast();
    assertEquals(4, last.from());
    assertEquals(5, last.to());
    assertEquals(4, last.firstColumn());
    assertEquals(3, last.columns());
    assertEquals(4, last.stride());
    assertEquals(4 * 7 + 4 + 1, p.data()[last.begin()]);
  }

  @Test
  void indexChecksItsArguments() {
    Panels p = Panels.allocate(2, 3, 4, 4);
    assertThrows(IndexOutOfBoundsException.class, () -> p.index(2, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> p.index(0, 3));
  }

  @Test
  void refusesLayoutsThatCannotBe() {
    assertThrows(ShapeException.class, () -> Panels.allocate(0, 1, 1, 1));
    assertThrows(ShapeException.class, () -> Panels.allocate(1, 0, 1, 1));
    assertError(ShapeException.class, () -> Panels.allocate(2, 3, 5, 2), "5 columns", "2 lanes");
    assertError(
        ShapeException.class, () -> new Panels(new float[5], 2, 3, 3, 1), "6 floats", "found 5");
    assertError(ShapeException.class, () -> Panels.allocate(1 << 16, 1 << 16, 16, 16), "smaller");
  }
}
