package dev.lanewise.kernels.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.kernels.ConvolutionKernel;
import dev.lanewise.kernels.Filters;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.Windows;
import dev.lanewise.kernels.WinogradTiles;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tiles give the sums of windows, but for rounding. */
class ReferenceWinogradTest {
  private static final int IMAGES = 3;

  /** Of the largest result. */
  private static final double TOLERANCE = 1e-6;

  @Test
  void productsAreThoseOfWindows() {
    for (Convolution at : List.of(of(9, 1, 0, 8, 1, 1, 64), of(6, -1, 3, 5, 2, 0, 32))) {
      assertTrue(WinogradTiles.suitGradient(at));
      List<float[]> tiles = products(at, new ReferenceWinograd(at));
      List<float[]> windows = products(at, new ReferenceConvolution(at));
      for (int i = 0; i < tiles.size(); i++) {
        assertNear(i + " of " + at, windows.get(i), tiles.get(i));
      }
    }
  }

  @Test
  void aSquareOfZerosAndOneIsExact() {
    Convolution at = of(4, 0, 0, 4, 0, 0, 32);
    ConvolutionKernel kernel = new ReferenceWinograd(at);
    Matrix x = Matrix.allocate(1, at.windows().imageSize());
    x.data()[5 * 32] = 1;
    float[] weights = new float[at.weightRows() * at.units()];
    for (int tap = 0; tap < 9; tap++) {
      weights[tap * 32 * 32] = tap;
    }
    Filters filters = kernel.filters(new Panels(weights, at.weightRows(), 32, 32, 1));
    kernel.prepare(filters);
    Matrix y = Matrix.allocate(1, at.outputSize());
    kernel.forward(x, filters, new float[32], y, 0, 1, new Scratch());
    for (int window = 0; window < 4; window++) {
      int tap = (1 - window / 2) * 3 + 1 - window % 2;
      assertEquals(tap, y.data()[window * 32], "window " + window);
      assertEquals(0, y.data()[window * 32 + 1]);
    }
  }

  @Test
  void onlyPlainWindowsOfThreeAreTiled() {
    assertTrue(WinogradTiles.suit(of(9, 1, 1, 9, 1, 1, 32)));
    Axis plain = Axis.of(9, 3, 1, 1, 1, 1);
    for (Axis other :
        List.of(
            Axis.of(9, 3, 2, 1, 1, 1),
            Axis.of(9, 3, 1, 2, 2, 2),
            Axis.of(9, 5, 1, 1, 2, 2),
            Axis.of(3, 3, 1, 1, 0, 0),
            Axis.of(1, 3, 1, 1, 1, 3))) {
      assertFalse(WinogradTiles.suit(new Convolution(new Windows(plain, other, 32), 32, 1)));
      assertFalse(WinogradTiles.suit(new Convolution(new Windows(other, plain, 32), 32, 1)));
    }
    assertFalse(WinogradTiles.suit(new Convolution(new Windows(plain, plain, 64), 64, 2)));
    assertFalse(WinogradTiles.suit(new Convolution(new Windows(plain, plain, 16), 48, 1)));
    assertFalse(WinogradTiles.suit(new Convolution(new Windows(plain, plain, 40), 64, 1)));
    assertFalse(WinogradTiles.suit(new Convolution(new Windows(plain, plain, 64), 272, 1)));
  }

  private static Convolution of(
      int height, int above, int below, int width, int left, int right, int channels) {
    Axis rows = Axis.of(height, 3, 1, 1, above, below);
    Axis columns = Axis.of(width, 3, 1, 1, left, right);
    return new Convolution(new Windows(rows, columns, channels), 32, 1);
  }

  private static List<float[]> products(Convolution at, ConvolutionKernel kernel) {
    Random random = new Random(1);
    Matrix x = Matrix.allocateDense(IMAGES, at.windows().imageSize());
    Matrix dy = Matrix.allocateDense(IMAGES, at.outputSize());
    Matrix y = Matrix.allocateDense(IMAGES, at.outputSize());
    Matrix dx = Matrix.allocateDense(IMAGES, at.windows().imageSize());
    Panels w = Panels.allocate(at.weightRows(), at.units(), at.units(), 1);
    Panels dw = Panels.allocate(at.weightRows(), at.units(), at.units(), 1);
    float[] bias = new float[at.units()];
    List.of(x.data(), dy.data(), w.data(), bias).forEach(values -> fill(values, random));
    Filters filters = kernel.filters(w);
    kernel.prepare(filters);
    kernel.forward(x, filters, bias, y, 0, IMAGES, new Scratch());
    Filters turned = kernel.turnedFilters(w);
    kernel.turn(turned);
    kernel.inputGradient(dy, turned, dx, 0, IMAGES, new Scratch());
    kernel.weightGradient(x, dy, 0, IMAGES, w, dw.data(), 0, new Scratch());
    return List.of(y.data(), dx.data(), dw.data());
  }

  private static void fill(float[] values, Random random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat(-1, 1);
    }
  }

  private static void assertNear(String label, float[] expected, float[] actual) {
    double largest = 0;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      error = Math.max(error, Math.abs((double) expected[i] - actual[i]));
    }
    assertTrue(error <= TOLERANCE * largest, label + ": " + error + " of " + largest);
  }
}
