package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.GradientStep;
import dev.lanewise.nn.spi.TrainingBinding;
import java.util.ArrayList;
import java.util.List;

/** The gradient of a weight matrix, {@code dw = x^T dy}. */
final class WeightGradient implements GradientStep {
  /**
   * Floats of a part: long enough for the processor to fetch weights and optimizer state ahead,
   * short enough for many parts.
   */
  private static final int PART_FLOATS = 96 * 32;

  /** Divides the rows of a part, so that they are whole tiles and, mostly, whole panels. */
  private static final int ROW_STEP = 48;

  /** A product of operands that lie together. */
  private record Product(Slice slice, Matrix x, Matrix dy) {}

  private final Kernels kernels;
  private final List<Slice> slices;
  private final List<List<Product>> products;

  WeightGradient(TrainingBinding at, BatchColumns x, BatchColumns dy) {
    this.kernels = at.kernels();
    Panels weight = at.parameter(0);
    int rows = PART_FLOATS / weight.panelStride(0) / ROW_STEP * ROW_STEP;
    this.slices = weight.slices(Math.max(rows, ROW_STEP));
    this.products = slices.stream().map(slice -> products(slice, x, dy)).toList();
  }

  private static List<Product> products(Slice slice, BatchColumns x, BatchColumns dy) {
    int column = slice.firstColumn();
    Matrix deltas = dy.view(column, column + slice.columns());
    List<Product> products = new ArrayList<>();
    for (int from = slice.from(); from < slice.to(); ) {
      int to = Math.min((from / x.width() + 1) * x.width(), slice.to());
      Slice rows = new Slice(slice.panels(), slice.panel(), from, to);
      products.add(new Product(rows, x.view(from, to), deltas));
      from = to;
    }
    return products;
  }

  @Override
  public int parts() {
    return slices.size();
  }

  @Override
  public int begin(int part) {
    return slices.get(part).begin();
  }

  @Override
  public int end(int part) {
    return slices.get(part).end();
  }

  @Override
  public void compute(int part, int from, int to, float[] gradient, int at, Scratch scratch) {
    List<Product> all = products.get(part);
    int shift = at - begin(part);
    for (int i = 0; i < all.size(); i++) {
      Product p = all.get(i);
      kernels
          .products()
          .affineWeightGradient(
              p.x, p.dy, from, to, p.slice, gradient, p.slice.begin() + shift, scratch);
    }
  }
}
