package dev.lanewise.kernels;

import dev.lanewise.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses that add up over the elements. */
interface ElementLossContract extends KernelsUnderTest {
  List<Float> DELTAS = List.of(1f, 0.25f);

  @Test
  default void elementLossOfOrdinaryNumbers() {
    for (ElementLoss loss : ElementLoss.values()) {
      for (int cols : Sizes.COLUMNS) {
        for (float delta : DELTAS) {
          assertSameAndFinite(
              "%s of %d, delta %s".formatted(loss, cols, delta),
              (kernels, memory) ->
                  elementLoss(kernels, memory, loss, delta, cols, Values.uniform(-3, 3)));
        }
      }
    }
  }

  @Test
  default void elementLossWhereItsFormulaChanges() {
    for (ElementLoss loss : ElementLoss.values()) {
      for (int cols : Sizes.COLUMNS) {
        assertSameAndFinite(
            "%s of %d halves".formatted(loss, cols),
            (kernels, memory) -> elementLoss(kernels, memory, loss, 0.5f, cols, Values.halves(2)));
      }
    }
  }

  @Test
  default void elementLossOfSpecialNumbers() {
    for (ElementLoss loss : ElementLoss.values()) {
      for (int cols : Sizes.COLUMNS) {
        assertSameAsReference(
            "%s of %d special numbers".formatted(loss, cols),
            (kernels, memory) -> elementLoss(kernels, memory, loss, 1, cols, Values.special()));
      }
    }
  }

  @Test
  default void elementLossOfWideRows() {
    for (ElementLoss loss : ElementLoss.values()) {
      assertSameAndFinite(
          loss + " of wide rows",
          (kernels, memory) ->
              elementLoss(kernels, memory, loss, 1, Sizes.WIDE, Values.uniform(-3, 3)));
    }
  }

  private static void elementLoss(
      Kernels kernels, CallMemory memory, ElementLoss loss, float delta, int cols, Values values) {
    Matrix y = memory.input(9, cols, 1, 8, values);
    Matrix t = memory.input(9, cols, 1, 8, values);
    LossRows rows = new LossRows(y, t, memory.output(9, cols, 1, 8), memory.rowOutput(9, 1, 8));
    kernels.losses().elementLoss(loss, delta, rows, 0.7f, 1, 8, CallMemory.dirtyScratch());
  }
}
