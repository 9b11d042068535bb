package dev.lanewise.bench.products;

import dev.lanewise.Matrix;
import dev.lanewise.bench.products.Product.Pass;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.layers.BatchColumns;
import dev.lanewise.nn.spi.RowPass;
import java.util.List;

/**
 * Lanewise's kernels, called as a trainer calls them: weights lie in panels, since an optimizer's
 * step leaves them so; the weight gradient is computed in slices, each of which replaces the one
 * before.
 *
 * @param kernels a backend's
 */
public record KernelMultiplier(Kernels kernels) implements Multiplier<Product> {
  /** Rows at once, as many as a trainer takes of a long batch. */
  private static final int ROWS = 64;

  private static final int SLICE_ROWS = 48;

  @Override
  public Multiplication prepare(Product product, float[] a, float[] b) {
    if (product.pass() == Pass.WEIGHT_GRADIENT) {
      return new Gradient(
          kernels,
          matrix(a, product.batch(), product.inputs()),
          matrix(b, product.batch(), product.units()));
    }
    Matrix left = matrix(a, product.rows(), product.inner());
    Matrix result = Matrix.allocate(product.rows(), product.cols());
    if (product.pass() == Pass.INPUT_GRADIENT) {
      Panels w = kernels.products().panels(product.cols(), product.inner());
      w.set(b);
      return new ByRows(
          (from, to, scratch) ->
              kernels.products().affineInputGradient(left, w, result, from, to, scratch),
          result,
          new Scratch());
    }
    Panels w = kernels.products().panels(product.inner(), product.cols());
    w.set(b);
    float[] bias = new float[product.cols()];
    return new ByRows(
        (from, to, scratch) -> kernels.products().affine(left, w, bias, result, from, to, scratch),
        result,
        new Scratch());
  }

  private static Matrix matrix(float[] values, int rows, int cols) {
    Matrix matrix = Matrix.allocate(rows, cols);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, row * cols, matrix.data(), matrix.row(row), cols);
    }
    return matrix;
  }

  /** A product whose rows are computed some at once. */
  private record ByRows(RowPass product, Matrix result, Scratch scratch) implements Multiplication {
    @Override
    public void run() {
      for (int from = 0; from < result.rows(); from += ROWS) {
        product.run(from, Math.min(from + ROWS, result.rows()), scratch);
      }
    }

    @Override
    public float get(int row, int col) {
      return result.get(row, col);
    }
  }

  private record Gradient(
      Kernels kernels,
      int samples,
      BatchColumns x,
      BatchColumns dy,
      List<Slice> slices,
      float[] values,
      Scratch scratch)
      implements Multiplication {

    Gradient(Kernels kernels, Matrix x, Matrix dy) {
      Panels w = kernels.products().panels(x.cols(), dy.cols());
      BatchColumns inputs = BatchColumns.ofInputs(kernels, x, true);
      int sliceRows = Math.min(SLICE_ROWS, inputs.width());
      this(
          kernels,
          x.rows(),
          inputs,
          BatchColumns.ofUnits(kernels, dy, w, true),
          w.slices(sliceRows),
          new float[sliceRows * w.panelStride(0)],
          new Scratch());
    }

    @Override
    public void run() {
      x.refresh(0, samples);
      dy.refresh(0, samples);
      for (int i = 0; i < slices.size(); i++) {
        compute(slices.get(i));
      }
    }

    private void compute(Slice slice) {
      Matrix inputs = x.view(slice.from(), slice.to());
      Matrix units = dy.view(slice.firstColumn(), slice.firstColumn() + slice.columns());
      kernels.products().affineWeightGradient(inputs, units, 0, samples, slice, values, 0, scratch);
    }

    @Override
    public float get(int row, int col) {
      Slice slice =
          slices.stream()
              .filter(s -> row >= s.from() && row < s.to())
              .filter(s -> col >= s.firstColumn() && col < s.firstColumn() + s.columns())
              .findFirst()
              .orElseThrow();
      compute(slice);
      return values[(row - slice.from()) * slice.stride() + col - slice.firstColumn()];
    }
  }
}
