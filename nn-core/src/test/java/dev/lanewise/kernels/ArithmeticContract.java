package dev.lanewise.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Matrix;
import dev.lanewise.random.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Sums, products and copies of elements, Gaussian noise, weights of samples, and squares. */
interface ArithmeticContract extends KernelsUnderTest {

  /** A function of two matrices. */
  @FunctionalInterface
  interface OfTwo {
    void apply(Elements elements, Matrix a, Matrix b, Matrix y, int from, int to);
  }

  /** A function of a matrix, a deviation and a key. */
  @FunctionalInterface
  interface Noise {
    void apply(Elements elements, Matrix x, Matrix y, float deviation, long key);
  }

  @Test
  default void sums() {
    ofTwo("sum", Elements::add);
  }

  @Test
  default void productsOfElements() {
    ofTwo("product", Elements::multiply);
  }

  private void ofTwo(String name, OfTwo function) {
    for (int cols : Sizes.COLUMNS) {
      assertSameAsReference(
          name + " of " + cols,
          (kernels, memory) -> {
            Matrix a = memory.input(9, cols, 2, 7, Values.special());
            Matrix b = memory.input(9, cols, 2, 7, Values.special());
            function.apply(kernels.elements(), a, b, memory.output(9, cols, 2, 7), 2, 7);
          });
      assertSameAsReference(
          name + " to the first of " + cols,
          (kernels, memory) -> {
            Matrix a = memory.inPlace(9, cols, 2, 7, Values.special());
            Matrix b = memory.input(9, cols, 2, 7, Values.special());
            function.apply(kernels.elements(), a, b, a, 2, 7);
          });
      assertSameAsReference(
          name + " to the second of " + cols,
          (kernels, memory) -> {
            Matrix a = memory.input(9, cols, 2, 7, Values.special());
            Matrix b = memory.inPlace(9, cols, 2, 7, Values.special());
            function.apply(kernels.elements(), a, b, b, 2, 7);
          });
    }
  }

  @Test
  default void copies() {
    for (int cols : Sizes.COLUMNS) {
      assertSameAsReference(
          "copy of " + cols,
          (kernels, memory) -> {
            Matrix x = memory.input(9, cols, 2, 7, Values.special());
            kernels.elements().copy(x, memory.output(9, cols, 2, 7), 2, 7);
          });
    }
  }

  @Test
  default void gaussianNoise() {
    noise(
        "Gaussian noise", (e, x, y, deviation, key) -> e.gaussianNoise(x, y, deviation, key, 3, 8));
  }

  @Test
  default void gaussianDropout() {
    noise(
        "Gaussian dropout",
        (e, x, y, deviation, key) -> e.gaussianDropout(x, y, deviation, key, 3, 8));
  }

  private void noise(String name, Noise noise) {
    for (float deviation : new float[] {0, 0.1f, 2}) {
      for (int cols : Sizes.COLUMNS) {
        long key = Seeds.mix(cols);
        assertSameAsReference(
            "%s %s of %d".formatted(name, deviation, cols),
            (kernels, memory) -> {
              Matrix x = memory.input(9, cols, 3, 8, Values.special());
              noise.apply(kernels.elements(), x, memory.output(9, cols, 3, 8), deviation, key);
            });
        assertSameAsReference(
            "%s %s in place of %d".formatted(name, deviation, cols),
            (kernels, memory) -> {
              Matrix x = memory.inPlace(9, cols, 3, 8, Values.special());
              noise.apply(kernels.elements(), x, x, deviation, -key);
            });
      }
    }
  }

  @Test
  default void weightsOfSamples() {
    for (int cols : Sizes.COLUMNS) {
      assertSameAsReference(
          "weights of samples of " + cols,
          (kernels, memory) -> {
            Matrix none = memory.input(9, cols, 0, 0, Values.constant(0));
            Matrix dy = memory.inPlace(9, cols, 2, 7, Values.special());
            float[] losses = memory.inPlaceFrom(2, 5, Values.special());
            float[] weights = memory.inputFromZero(9, Values.special());
            kernels.losses().weigh(new LossRows(none, none, dy, losses), weights, 2, 7);
          });
    }
  }

  @Test
  default void columnSquares() {
    for (int cols : Sizes.COLUMNS) {
      for (Values values : new Values[] {Values.uniform(-1, 1), Values.special()}) {
        assertSameAsReference(
            "squares of " + cols,
            (kernels, memory) -> {
              Panels m = memory.weights(kernels, 19, cols, values);
              double[] squares = new double[cols];
              for (int panel = 0; panel < m.count(); panel++) {
                kernels.reductions().columnSquares(m, panel, squares);
              }
              memory.result(bits(squares));
            });
      }
    }
  }

  @Test
  default void columnSquaresOfAPanelLeaveOthersAlone() {
    Panels m = tested().products().panels(3, 130);
    double[] squares = new double[130];
    Arrays.fill(squares, -1);
    tested().reductions().columnSquares(m, m.count() - 1, squares);
    for (int c = 0; c < squares.length; c++) {
      assertEquals(c < (m.count() - 1) * m.panelCols() ? -1 : 0, squares[c]);
    }
  }

  /** Doubles as floats that hold 16 bits each. All NaN are alike. */
  private static float[] bits(double[] values) {
    float[] parts = new float[4 * values.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = (Double.doubleToLongBits(values[i / 4]) >>> (16 * (i % 4))) & 0xFFFF;
    }
    return parts;
  }
}
