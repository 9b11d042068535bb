package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.Gradient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The gradient of a bias: the sum of the output gradients over the samples. */
final class BiasGradient implements Gradient {
  private final Kernels kernels;
  private final List<Slice> parts;
  private final List<List<Matrix>> columns;
  private final int positions;

  BiasGradient(Kernels kernels, List<Slice> parts, BatchColumns dy, int positions) {
    this.kernels = kernels;
    this.parts = parts;
    this.columns = parts.stream().map(slice -> columns(slice, dy)).toList();
    this.positions = positions;
  }

  /** The columns of a part, those that lie together as one matrix. */
  private static List<Matrix> columns(Slice slice, BatchColumns dy) {
    List<Matrix> columns = new ArrayList<>();
    int end = slice.firstColumn() + slice.columns();
    for (int from = slice.firstColumn(); from < end; ) {
      int to = Math.min((from / dy.width() + 1) * dy.width(), end);
      columns.add(dy.view(from, to));
      from = to;
    }
    return columns;
  }

  @Override
  public int terms(int samples) {
    return samples * positions;
  }

  @Override
  public void compute(int part, int from, int to, float[] gradient, int at, Scratch scratch) {
    List<Matrix> all = columns.get(part);
    int next = at;
    for (int i = 0; i < all.size(); i++) {
      kernels.reductions().columnSums(all.get(i), from, to, gradient, next);
      next += all.get(i).cols();
    }
    Slice slice = parts.get(part);
    Arrays.fill(gradient, next, at + slice.end() - slice.begin(), 0);
  }
}
