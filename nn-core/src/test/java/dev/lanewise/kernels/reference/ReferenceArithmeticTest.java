package dev.lanewise.kernels.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Panels;
import dev.lanewise.random.DropoutMask;
import dev.lanewise.random.NormalNumbers;
import org.junit.jupiter.api.Test;

/** The simple kernels by numbers that one can check in one's head. */
class ReferenceArithmeticTest {
  private final Kernels kernels = new ReferenceKernels();
  private final Matrix a = Matrix.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
  private final Matrix b = Matrix.of(new float[] {7, 8, -9, 0.5f, 11, 12}, 3, 2);
  private final Matrix y = Matrix.of(new float[6], 3, 2);

  @Test
  void sumsAndProductsOfSomeRows() {
    kernels.elements().add(a, b, y, 1, 2);
    assertArrayEquals(new float[] {0, 0, -6, 4.5f, 0, 0}, y.data());
    kernels.elements().multiply(a, b, y, 1, 3);
    assertArrayEquals(new float[] {0, 0, -27, 2, 55, 72}, y.data());
    kernels.elements().copy(a, y, 0, 2);
    assertArrayEquals(new float[] {1, 2, 3, 4, 55, 72}, y.data());
  }

  @Test
  void copiesGoToWindows() {
    Matrix wide = Matrix.of(new float[9], 3, 3);
    kernels.elements().copy(a, wide.columns(1, 3), 1, 3);
    assertArrayEquals(new float[] {0, 0, 0, 0, 3, 4, 0, 5, 6}, wide.data());
  }

  @Test
  void noiseIsOfTheRowAndTheColumn() {
    kernels.elements().gaussianNoise(a, y, 0.5f, 9, 2, 3);
    float n = NormalNumbers.normal(DropoutMask.rowKey(9, 2), 1);
    float noise = 0.5f * n;
    assertArrayEquals(new float[] {0, 0, 0, 0, y.data()[4], 6 + noise}, y.data());
    kernels.elements().gaussianDropout(a, y, 0.5f, 9, 2, 3);
    assertArrayEquals(new float[] {0, 0, 0, 0, y.data()[4], 6 * Math.fma(0.5f, n, 1)}, y.data());
  }

  @Test
  void weightsMultiplyLossesAndGradients() {
    float[] losses = {1, 2, 3};
    kernels.losses().weigh(new LossRows(b, b, a, losses), new float[] {9, 0, 0.5f}, 1, 3);
    assertArrayEquals(new float[] {1, 0, 1.5f}, losses);
    assertArrayEquals(new float[] {1, 2, 0, 0, 2.5f, 3}, a.data());
  }

  @Test
  void squaresAreSummedInDouble() {
    Panels m = Panels.allocate(2, 3, 2, 2);
    m.set(new float[] {1, 3e30f, 3, 4, 5, 1e-30f});
    double[] squares = {9, 9, 9};
    kernels.reductions().columnSquares(m, 0, squares);
    double large = 3e30f;
    assertArrayEquals(new double[] {17, large * large + 25, 9}, squares);
    kernels.reductions().columnSquares(m, 1, squares);
    assertArrayEquals(new double[] {17, large * large + 25, 9 + (double) 1e-30f * 1e-30f}, squares);
  }

  @Test
  void penaltiesPullToZero() {
    float[] w = {0, 2, -2, 0, -0f, Float.NaN};
    float[] g = {1, 1, 1, 1, 1};
    kernels.updates().addPenalty(0.5f, 0.25f, w, 1, 6, g, 0);
    assertArrayEquals(new float[] {2, 0, 1, 1, Float.NaN}, g);
  }

  @Test
  void gradientsAreClippedScaledAndAdded() {
    float[] g = {-9, -9, 0.5f, 9, Float.NEGATIVE_INFINITY, Float.NaN, 9};
    kernels.updates().clip(2, g, 1, 6);
    assertArrayEquals(new float[] {-9, -2, 0.5f, 2, -2, Float.NaN, 9}, g);
    kernels.updates().scale(0.25, g, 1, 3);
    assertArrayEquals(new float[] {-9, -0.5f, 0.125f, 2, -2, Float.NaN, 9}, g);
    kernels.updates().add(new float[] {4, 5, 6}, 1, 3, g, 0);
    assertArrayEquals(new float[] {-4, 5.5f, 0.125f, 2, -2, Float.NaN, 9}, g);
  }
}
