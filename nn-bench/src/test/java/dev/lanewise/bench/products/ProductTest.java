package dev.lanewise.bench.products;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.bench.products.Product.Pass;
import dev.lanewise.bench.turns.Entrant;
import dev.lanewise.bench.turns.Figure;
import dev.lanewise.bench.turns.Outcome;
import dev.lanewise.kernels.Backends;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProductTest {
  private static final Product PRODUCT = new Product(Pass.FORWARD, 2, 3, 1);

  @Test
  void elementsOfTheThreeProducts() {
    float[] x = {1, 2, 3, 4, 5, 6};
    float[] w = {1, 10, 100};
    float[] dy = {7, 8};

    assertEquals(654, PRODUCT.element(x, w, 1, 0));
    assertEquals(700, new Product(Pass.INPUT_GRADIENT, 2, 3, 1).element(dy, w, 0, 2));
    assertEquals(2 * 7 + 5 * 8, new Product(Pass.WEIGHT_GRADIENT, 2, 3, 1).element(x, dy, 1, 0));
  }

  @ParameterizedTest
  @EnumSource(Pass.class)
  void kernelsComputeEveryElement(Pass pass) {
    Product product = new Product(pass, 67, 50, 37);
    float[] a = numbers(product.sizeA());
    float[] b = numbers(product.sizeB());
    Multiplier.Multiplication result =
        new KernelMultiplier(Backends.select().backend().kernels()).prepare(product, a, b);
    result.run();

    for (int row = 0; row < product.rows(); row++) {
      for (int col = 0; col < product.cols(); col++) {
        assertEquals(product.element(a, b, row, col), result.get(row, col), 1e-3);
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
  void wrongProductIsRefused() {
    Multiplier<Product> zero = (_, _, _) -> new Zero();
    Exception e =
        assertThrows(IllegalStateException.class, () -> ProductMeasurement.prepare(zero, PRODUCT));
    assertTrue(e.toString().contains("forward 3x1, batch 2"), e.toString());
  }

  private record Zero() implements Multiplier.Multiplication {
    @Override
    public void run() {}

    @Override
    public float get(int row, int col) {
      return 0;
    }
  }

  @Test
  void everyProductHasAFigureOfItsOwn() {
    List<String> names = Product.all(false).stream().map(Product::toString).toList();

    assertEquals(6 * 3 * 3 + 2, new HashSet<>(names).size());
    assertTrue(names.containsAll(Product.all(true).stream().map(Product::toString).toList()));
  }

  @Test
  void tablesShowSharesAndRatios() {
    Outcome outcome = new Outcome();
    outcome.add(Contenders.PEAK, new Figure(Contenders.PEAK, 100));
    outcome.add(Entrant.LANEWISE, new Figure(PRODUCT.toString(), 90));
    outcome.add("MKL", new Figure(PRODUCT.toString(), 45));
    ProductReport report = new ProductReport(outcome, List.of(PRODUCT));

    assertEquals(
        """
        | layer | batch | product | Lanewise | of peak |  MKL | of peak |
        | ----- | ----: | ------: | -------: | ------: | ---: | ------: |
        | 3x1   |     2 | forward |     90.0 |    90 % | 45.0 |    45 % |
        """,
        report.table().text());
    assertEquals(
        """
        | library  | mean of peak | mean ratio | least | greatest | Lanewise faster |
        | -------- | -----------: | ---------: | ----: | -------: | --------------: |
        | Lanewise |         90 % |          - |     - |        - |               - |
        | MKL      |         45 % |       2.00 |  2.00 |     2.00 |          1 of 1 |
        """,
        report.summary().text());
  }

  @Test
  void aLibraryIsInTheTableOfWhatItComputes() {
    ConvolutionProduct convolution = ConvolutionProduct.all(true).getFirst();
    Outcome outcome = new Outcome();
    outcome.add(Contenders.PEAK, new Figure(Contenders.PEAK, 100));
    outcome.add(Entrant.LANEWISE, new Figure(PRODUCT.toString(), 90));
    outcome.add(Entrant.LANEWISE, new Figure(convolution.toString(), 80));
    outcome.add("MKL", new Figure(PRODUCT.toString(), 45));
    outcome.add("PyTorch", new Figure(convolution.toString(), 40));

    assertEquals(
        """
        | layer           | batch | product | Lanewise | of peak | PyTorch | of peak |
        | --------------- | ----: | ------: | -------: | ------: | ------: | ------: |
        | 26x26x32-64 3x3 |    32 | forward |     80.0 |    80 % |    40.0 |    40 % |
        """,
        new ProductReport(outcome, List.of(convolution)).table().text());
    assertTrue(
        ProductReport.text(outcome, List.of(PRODUCT), List.of(convolution))
            .contains("| Lanewise | of peak |  MKL | of peak |"));
  }
}
