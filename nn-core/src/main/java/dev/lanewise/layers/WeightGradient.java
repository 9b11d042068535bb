package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.Gradient;
import java.util.ArrayList;
import java.util.List;

/** The gradient of a weight matrix, {@code dw = x^T dy}. */
final class WeightGradient implements Gradient {

  /** A product of operands that lie together. */
  private record Product(Slice slice, Matrix x, Matrix dy) {}

  private final Kernels kernels;
  private final List<Slice> parts;
  private final List<List<Product>> products;
  private final int positions;

  WeightGradient(
      Kernels kernels, List<Slice> parts, BatchColumns x, BatchColumns dy, int positions) {
    this.kernels = kernels;
    this.parts = parts;
    this.products = parts.stream().map(slice -> products(slice, x, dy)).toList();
    this.positions = positions;
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
  public int terms(int samples) {
    return samples * positions;
  }

  @Override
  public void compute(int part, int from, int to, float[] gradient, int at, Scratch scratch) {
    List<Product> all = products.get(part);
    int shift = at - parts.get(part).begin();
    for (int i = 0; i < all.size(); i++) {
      Product p = all.get(i);
      kernels
          .products()
          .affineWeightGradient(
              p.x, p.dy, from, to, p.slice, gradient, p.slice.begin() + shift, scratch);
    }
  }
}
