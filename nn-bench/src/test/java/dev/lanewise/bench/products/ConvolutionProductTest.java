package dev.lanewise.bench.products;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.bench.products.Product.Pass;
import dev.lanewise.kernels.Backends;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionProductTest {

  /** Two images of 2 x 2 pixels, one channel, one unit, windows of 3 x 3. */
  @Test
  void elementsOfTheThreeProducts() {
    float[] x = {1, 2, 3, 4, 5, 6, 7, 8};
    float[] w = {100, 200, 300, 400, 500, 600, 700, 800, 900};
    float[] dy = {1, 10, 100, 1000, 2, 0, 0, 0};

    ConvolutionProduct forward = product(Pass.FORWARD);
    assertEquals(1 * 500 + 2 * 600 + 3 * 800 + 4 * 900, forward.element(x, w, 0, 0));
    assertEquals(5 * 100 + 6 * 200 + 7 * 400 + 8 * 500, forward.element(x, w, 1, 3));
    ConvolutionProduct dx = product(Pass.INPUT_GRADIENT);
    assertEquals(1 * 500 + 10 * 400 + 100 * 200 + 1000 * 100, dx.element(dy, w, 0, 0));
    assertEquals(2 * 900, dx.element(dy, w, 1, 3));
    ConvolutionProduct dw = product(Pass.WEIGHT_GRADIENT);
    assertEquals(1 + 2 * 10 + 3 * 100 + 4 * 1000 + 5 * 2, dw.element(x, dy, 4, 0));
    assertEquals(4 + 8 * 2, dw.element(x, dy, 8, 0));
  }

  private static ConvolutionProduct product(Pass pass) {
    return new ConvolutionProduct(pass, 2, 2, 1, 1, 3, 1);
  }

  @ParameterizedTest
  @CsvSource({"5, 3, 7, 3, 1", "6, 4, 8, 3, 2", "4, 5, 3, 1, 1", "4, 64, 60, 3, 1"})
  void kernelsComputeEveryElement(int side, int channels, int units, int kernel, int stride) {
    for (Pass pass : Pass.values()) {
      ConvolutionProduct product =
          new ConvolutionProduct(pass, 6, side, channels, units, kernel, stride);
      float[] a = numbers(product.sizeA());
      float[] b = numbers(product.sizeB());
      Multiplier.Multiplication result =
          new KernelConvolver(Backends.select().backend().kernels()).prepare(product, a, b);
      result.run();

      for (int row = 0; row < product.rows(); row++) {
        for (int col = 0; col < product.cols(); col++) {
          double expected = product.element(a, b, row, col);
          assertEquals(expected, result.get(row, col), 1e-2, product + ", " + row + ", " + col);
        }
      }
    }
  }

  private static float[] numbers(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i % 7 - i % 5 * 0.5f;
    }
    return values;
  }

  @Test
  void everyProductHasAFigureOfItsOwn() {
    List<String> names =
        ConvolutionProduct.all(false).stream().map(ConvolutionProduct::toString).toList();

    assertEquals(10 * 3, new HashSet<>(names).size());
    assertEquals("forward 28x28x1-32 3x3, batch 32", names.getFirst());
    assertEquals(6, ConvolutionProduct.all(true).size());
    assertTrue(
        names.containsAll(
            ConvolutionProduct.all(true).stream().map(ConvolutionProduct::toString).toList()));
  }

  @Test
  void operationsCountTheBorder() {
    assertEquals(2.0 * 2 * 4 * 9, product(Pass.FORWARD).operations());
    assertEquals(16, new ConvolutionProduct(Pass.FORWARD, 2, 32, 1, 1, 3, 2).outputSide());
  }
}
