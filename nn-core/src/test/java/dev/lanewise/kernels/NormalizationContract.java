package dev.lanewise.kernels;

import dev.lanewise.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Statistics of channels. */
interface NormalizationContract extends KernelsUnderTest {
  int ROWS = 9;

  List<Values> NUMBERS = List.of(Values.uniform(-3, 3), Values.special());

  @Test
  default void momentsOfColumns() {
    for (int cols : Sizes.COLUMNS) {
      for (Values values : NUMBERS) {
        assertSameAsReference(
            "moments of " + cols,
            (kernels, memory) -> {
              Matrix x = memory.input(ROWS, cols, 1, 7, values);
              FloatRange means = memory.output(cols);
              FloatRange squares = memory.output(cols);
              kernels
                  .normalization()
                  .moments(x, 1, 7, means.data(), squares.data(), means.from(), squares.from());
            });
      }
    }
  }

  @Test
  default void normalizes() {
    for (int cols : Sizes.COLUMNS) {
      for (Values values : NUMBERS) {
        assertSameAsReference(
            "normalize " + cols,
            (kernels, memory) -> {
              Matrix x = memory.input(ROWS, cols, 1, 7, values);
              float[] mean = memory.inputFromZero(cols, values);
              float[] scale = memory.inputFromZero(cols, values);
              float[] shift = memory.inputFromZero(cols, values);
              Matrix y = memory.output(ROWS, cols, 1, 7);
              kernels.normalization().normalize(x, mean, scale, shift, y, 1, 7);
            });
      }
    }
  }

  @Test
  default void sumsOfGradientsOfChannels() {
    for (int cols : Sizes.COLUMNS) {
      for (Values values : NUMBERS) {
        assertSameAsReference(
            "sums of gradients " + cols,
            (kernels, memory) -> {
              Matrix x = memory.input(ROWS, cols, 1, 7, values);
              Matrix dy = memory.input(ROWS, cols, 1, 7, values);
              float[] mean = memory.inputFromZero(cols, values);
              FloatRange sums = memory.output(cols);
              FloatRange products = memory.output(cols);
              kernels
                  .normalization()
                  .gradientSums(
                      x,
                      mean,
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

  @Test
  default void gradientOfNormalization() {
    for (int cols : Sizes.COLUMNS) {
      for (Values values : NUMBERS) {
        assertSameAsReference(
            "gradient of normalization " + cols,
            (kernels, memory) -> {
              Matrix x = memory.input(ROWS, cols, 1, 7, values);
              Matrix dy = memory.input(ROWS, cols, 1, 7, values);
              float[] mean = memory.inputFromZero(cols, values);
              float[] scale = memory.inputFromZero(cols, values);
              float[] offset = memory.inputFromZero(cols, values);
              float[] slope = memory.inputFromZero(cols, values);
              Matrix dx = memory.output(ROWS, cols, 1, 7);
              kernels
                  .normalization()
                  .normalizeGradient(x, mean, scale, offset, slope, dy, dx, 1, 7);
            });
      }
    }
  }
}
