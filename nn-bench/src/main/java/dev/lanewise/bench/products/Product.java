package dev.lanewise.bench.products;

import java.util.ArrayList;
import java.util.List;

/**
 * A product of training, {@code C = A B}, where A or B may be the transpose of what lies in memory.
 * Every matrix lies in memory row by row, without padding.
 *
 * @param pass which product of a layer
 * @param batch samples
 * @param inputs of the layer
 * @param units of the layer
 */
public record Product(Pass pass, int batch, int inputs, int units) implements Calculation {

  /** Which product of a layer. */
  public enum Pass {
    /** {@code y = x w}. */
    FORWARD("forward"),
    /** {@code dx = dy w^T}. */
    INPUT_GRADIENT("dx"),
    /** {@code dw = x^T dy}. */
    WEIGHT_GRADIENT("dw");

    private final String label;

    Pass(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /** All products that are compared, or a few of them. */
  static List<Product> all(boolean quick) {
    List<Product> products = new ArrayList<>();
    int[][] layers =
        quick
            ? new int[][] {{784, 128}, {512, 512}}
            : new int[][] {{784, 128}, {128, 10}, {784, 512}, {512, 512}, {512, 10}, {2048, 2048}};
    for (int[] layer : layers) {
      for (int batch : quick ? new int[] {128} : new int[] {32, 128, 1024}) {
        for (Pass pass : Pass.values()) {
          products.add(new Product(pass, batch, layer[0], layer[1]));
        }
      }
    }
    if (!quick) {
      products.add(new Product(Pass.FORWARD, 512, 512, 512));
      products.add(new Product(Pass.FORWARD, 1024, 1024, 1024));
    }
    return List.copyOf(products);
  }

  @Override
  public int sizeA() {
    return rows() * inner();
  }

  @Override
  public int sizeB() {
    return inner() * cols();
  }

  @Override
  public int rows() {
    return pass == Pass.WEIGHT_GRADIENT ? inputs : batch;
  }

  @Override
  public int cols() {
    return pass == Pass.INPUT_GRADIENT ? inputs : units;
  }

  @Override
  public int inner() {
    return switch (pass) {
      case FORWARD -> inputs;
      case INPUT_GRADIENT -> units;
      case WEIGHT_GRADIENT -> batch;
    };
  }

  /** Whether A is {@code inner x rows} in memory. */
  boolean transposedA() {
    return pass == Pass.WEIGHT_GRADIENT;
  }

  /** Whether B is {@code cols x inner} in memory. */
  boolean transposedB() {
    return pass == Pass.INPUT_GRADIENT;
  }

  /** Columns of what lies in memory of A. */
  int strideA() {
    return transposedA() ? rows() : inner();
  }

  /** Columns of what lies in memory of B. */
  int strideB() {
    return transposedB() ? inner() : cols();
  }

  @Override
  public double operations() {
    return 2.0 * batch * inputs * units;
  }

  @Override
  public double element(float[] a, float[] b, int row, int col) {
    double sum = 0;
    for (int k = 0; k < inner(); k++) {
      float left = a[transposedA() ? k * strideA() + row : row * strideA() + k];
      float right = b[transposedB() ? col * strideB() + k : k * strideB() + col];
      sum += (double) left * right;
    }
    return sum;
  }

  /** Inputs and units, as the table names a layer. */
  @Override
  public String layer() {
    return inputs + "x" + units;
  }

  /** The name of the figure. */
  @Override
  public String toString() {
    return "%s %s, batch %d".formatted(pass, layer(), batch);
  }
}
