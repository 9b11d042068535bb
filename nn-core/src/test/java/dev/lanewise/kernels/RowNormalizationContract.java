package dev.lanewise.kernels;

import dev.lanewise.Matrix;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Statistics of rows. */
interface RowNormalizationContract extends KernelsUnderTest {
  int ROWS_OF_ALL = 9;

  List<Values> MANY = List.of(Values.uniform(-3, 3), Values.special());

  private static List<Integer> columns() {
    return Stream.concat(Sizes.COLUMNS.stream(), Stream.of(Sizes.WIDE)).toList();
  }

  private static Matrix input(CallMemory memory, int cols, Values values) {
    return memory.input(ROWS_OF_ALL, cols, 1, 7, values);
  }

  @Test
  default void momentsOfRows() {
    for (int cols : columns()) {
      for (Values values : MANY) {
        assertSameAsReference(
            "moments of rows of " + cols,
            (kernels, memory) ->
                kernels
                    .rowNormalization()
                    .moments(
                        input(memory, cols, values),
                        memory.rowOutput(ROWS_OF_ALL, 1, 7),
                        memory.rowOutput(ROWS_OF_ALL, 1, 7),
                        1,
                        7,
                        CallMemory.dirtyScratch()));
      }
    }
  }

  @Test
  default void normalizesRows() {
    for (int cols : Sizes.COLUMNS) {
      for (Values values : MANY) {
        assertSameAsReference(
            "normalize rows of " + cols,
            (kernels, memory) ->
                kernels
                    .rowNormalization()
                    .normalize(
                        input(memory, cols, values),
                        memory.inputFromZero(ROWS_OF_ALL, values),
                        memory.inputFromZero(ROWS_OF_ALL, values),
                        memory.inputFromZero(cols, values),
                        memory.inputFromZero(cols, values),
                        memory.output(ROWS_OF_ALL, cols, 1, 7),
                        1,
                        7));
        assertSameAsReference(
            "normalize rows in place " + cols,
            (kernels, memory) -> {
              Matrix x = memory.inPlace(ROWS_OF_ALL, cols, 1, 7, values);
              float[] ofRows = memory.inputFromZero(ROWS_OF_ALL, values);
              float[] ofColumns = memory.inputFromZero(cols, values);
              kernels
                  .rowNormalization()
                  .normalize(x, ofRows, ofRows, ofColumns, ofColumns, x, 1, 7);
            });
      }
    }
  }

  @Test
  default void sumsOfGradientsOfRows() {
    for (int cols : columns()) {
      for (Values values : MANY) {
        assertSameAsReference(
            "sums of gradients of rows of " + cols,
            (kernels, memory) ->
                kernels
                    .rowNormalization()
                    .gradientSums(
                        input(memory, cols, values),
                        memory.inputFromZero(ROWS_OF_ALL, values),
                        memory.inputFromZero(cols, values),
                        input(memory, cols, values),
                        memory.rowOutput(ROWS_OF_ALL, 1, 7),
                        memory.rowOutput(ROWS_OF_ALL, 1, 7),
                        1,
                        7,
                        CallMemory.dirtyScratch()));
      }
    }
  }

  @Test
  default void gradientOfNormalizedRows() {
    for (int cols : Sizes.COLUMNS) {
      for (Values values : MANY) {
        assertSameAsReference(
            "gradient of normalized rows of " + cols,
            (kernels, memory) ->
                kernels
                    .rowNormalization()
                    .normalizeGradient(
                        input(memory, cols, values),
                        memory.inputFromZero(ROWS_OF_ALL, values),
                        memory.inputFromZero(ROWS_OF_ALL, values),
                        memory.inputFromZero(ROWS_OF_ALL, values),
                        memory.inputFromZero(ROWS_OF_ALL, values),
                        memory.inputFromZero(cols, values),
                        input(memory, cols, values),
                        memory.output(ROWS_OF_ALL, cols, 1, 7),
                        1,
                        7));
      }
    }
  }

  @Test
  default void sumsOfColumnsOfNormalizedRows() {
    for (int cols : Sizes.COLUMNS) {
      for (Values values : MANY) {
        assertSameAsReference(
            "sums of columns of normalized rows " + cols,
            (kernels, memory) -> {
              Matrix x = input(memory, cols, values);
              float[] means = memory.inputFromZero(ROWS_OF_ALL, values);
              float[] factors = memory.inputFromZero(ROWS_OF_ALL, values);
              Matrix dy = input(memory, cols, values);
              FloatRange sums = memory.output(cols);
              FloatRange products = memory.output(cols);
              kernels
                  .rowNormalization()
                  .columnSums(
                      x,
                      means,
                      factors,
                      dy,
                      1,
                      7,
                      sums.data(),
                      products.data(),
                      sums.from(),
                      products.from());
            });
      }
    }
  }
}
