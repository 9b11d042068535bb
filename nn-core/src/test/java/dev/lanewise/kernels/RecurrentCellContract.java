package dev.lanewise.kernels;

import dev.lanewise.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps of recurrent layers. */
interface RecurrentCellContract extends KernelsUnderTest {
  int ROWS_OF_CELLS = 6;

  List<Values> OF_CELLS = List.of(Values.uniform(-3, 3), Values.special());

  /** A call on units and numbers. */
  interface OnUnits {
    void run(RecurrentCells cells, Cells memory);
  }

  /** Memory of a call, of which the rows from 1 to 4 are used. */
  record Cells(CallMemory memory, int units, Values values) {
    Matrix in(int parts) {
      return memory.input(ROWS_OF_CELLS, parts * units, 1, 5, values);
    }

    Matrix out() {
      return memory.output(ROWS_OF_CELLS, units, 1, 5);
    }

    Matrix inPlace(int parts) {
      return memory.inPlace(ROWS_OF_CELLS, parts * units, 1, 5, values);
    }
  }

  private void check(String name, OnUnits call) {
    for (int units : Sizes.COLUMNS) {
      for (Values values : OF_CELLS) {
        assertSameAsReference(
            name + " of " + units,
            (kernels, memory) ->
                call.run(kernels.recurrentCells(), new Cells(memory, units, values)));
      }
    }
  }

  @Test
  default void stepsOfLongShortTermMemories() {
    check(
        "lstm",
        (cells, of) ->
            cells.lstm(of.inPlace(4), of.in(4), of.in(1), of.out(), of.out(), of.out(), 1, 5));
    check(
        "lstm in place",
        (cells, of) -> {
          Matrix cell = of.inPlace(1);
          Matrix hidden = of.out();
          cells.lstm(of.inPlace(4), of.in(4), cell, cell, hidden, hidden, 1, 5);
        });
    check(
        "gradient of lstm",
        (cells, of) ->
            cells.lstmGradient(of.inPlace(4), of.in(1), of.in(1), of.in(1), of.inPlace(1), 1, 5));
  }

  @Test
  default void stepsOfGatedRecurrentUnits() {
    check("gru", (cells, of) -> cells.gru(of.inPlace(3), of.in(3), of.in(1), of.out(), 1, 5));
    check(
        "gru in place",
        (cells, of) -> {
          Matrix hidden = of.inPlace(1);
          cells.gru(of.inPlace(3), of.in(3), hidden, hidden, 1, 5);
        });
    check(
        "gradient of gru",
        (cells, of) ->
            cells.gruGradient(of.inPlace(3), of.inPlace(3), of.in(1), of.in(1), of.out(), 1, 5));
  }

  @Test
  default void stepsWithResetBefore() {
    check(
        "reset", (cells, of) -> cells.gruReset(of.inPlace(3), of.in(3), of.in(1), of.out(), 1, 5));
    check(
        "candidate",
        (cells, of) -> cells.gruCandidate(of.inPlace(3), of.in(3), of.in(1), of.out(), 1, 5));
    check(
        "candidate in place",
        (cells, of) -> {
          Matrix hidden = of.inPlace(1);
          cells.gruCandidate(of.inPlace(3), of.in(3), hidden, hidden, 1, 5);
        });
    check(
        "gradient of candidate",
        (cells, of) ->
            cells.gruCandidateGradient(of.inPlace(3), of.in(1), of.in(1), of.out(), 1, 5));
    check(
        "gradient of reset",
        (cells, of) ->
            cells.gruResetGradient(of.inPlace(3), of.in(1), of.in(1), of.inPlace(1), 1, 5));
  }
}
