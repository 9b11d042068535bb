package dev.lanewise.simd;

import static dev.lanewise.kernels.Kernels.SUM_LANES;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.RowNormalization;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;

/** Statistics of rows, row by row with the loops of {@link RowNormalizationKernels}. */
final class SimdRowNormalization implements RowNormalization {

  @Override
  public void moments(Matrix x, float[] means, float[] squares, int from, int to, Scratch scratch) {
    float[] sums = scratch.kernel().array(ScratchSlots.ROW_SUMS, SUM_LANES);
    float[] others = scratch.kernel().array(ScratchSlots.ROW_PRODUCTS, SUM_LANES);
    int cols = x.cols();
    float factor = 1f / cols;
    for (int row = from; row < to; row++) {
      double sum = 0;
      for (int c = 0; c < cols; ) {
        int end = SumTree.endOfColumns(c, cols);
        RowNormalizationKernels.sums(x.data(), x.row(row) + c, end - c, sums);
        sum += RowSums.fold(sums);
        c = end;
      }
      float estimate = (float) sum * factor;
      double distances = 0;
      double squared = 0;
      for (int c = 0; c < cols; ) {
        int end = SumTree.endOfColumns(c, cols);
        RowNormalizationKernels.distances(
            x.data(), x.row(row) + c, end - c, estimate, sums, others);
        distances += RowSums.fold(sums);
        squared += RowSums.fold(others);
        c = end;
      }
      float rest = (float) distances;
      float shift = rest * factor;
      means[row] = estimate + shift;
      squares[row] = Math.max(0, Math.fma(-shift, rest, (float) squared));
    }
  }

  @Override
  public void normalize(
      Matrix x,
      float[] means,
      float[] factors,
      float[] scale,
      float[] shift,
      Matrix y,
      int from,
      int to) {
    for (int row = from; row < to; row++) {
      RowNormalizationKernels.normalize(
          x.data(),
          x.row(row),
          means[row],
          factors[row],
          scale,
          shift,
          y.data(),
          y.row(row),
          x.cols());
    }
  }

  @Override
  public void gradientSums(
      Matrix x,
      float[] means,
      float[] scale,
      Matrix dy,
      float[] sums,
      float[] products,
      int from,
      int to,
      Scratch scratch) {
    float[] partial = scratch.kernel().array(ScratchSlots.ROW_SUMS, SUM_LANES);
    float[] partialProducts = scratch.kernel().array(ScratchSlots.ROW_PRODUCTS, SUM_LANES);
    int cols = x.cols();
    for (int row = from; row < to; row++) {
      double sum = 0;
      double product = 0;
      for (int c = 0; c < cols; ) {
        int end = SumTree.endOfColumns(c, cols);
        RowNormalizationKernels.products(
            x.data(),
            x.row(row) + c,
            means[row],
            scale,
            c,
            dy.data(),
            dy.row(row) + c,
            end - c,
            partial,
            partialProducts);
        sum += RowSums.fold(partial);
        product += RowSums.fold(partialProducts);
        c = end;
      }
      sums[row] = (float) sum;
      products[row] = (float) product;
    }
  }

  @Override
  public void normalizeGradient(
      Matrix x,
      float[] means,
      float[] factors,
      float[] offsets,
      float[] slopes,
      float[] scale,
      Matrix dy,
      Matrix dx,
      int from,
      int to) {
    for (int row = from; row < to; row++) {
      RowNormalizationKernels.gradient(
          x.data(),
          x.row(row),
          means[row],
          factors[row],
          offsets[row],
          slopes[row],
          scale,
          dy.data(),
          dy.row(row),
          dx.data(),
          dx.row(row),
          x.cols());
    }
  }

  @Override
  public void columnSums(
      Matrix x,
      float[] means,
      float[] factors,
      Matrix dy,
      int from,
      int to,
      float[] sums,
      float[] products,
      int at,
      int productsAt) {
    for (int c = 0; c < x.cols(); c += Lanes.COUNT) {
      RowNormalizationKernels.columnSums(
          x.data(),
          x.row(from) + c,
          x.stride(),
          means,
          factors,
          dy.data(),
          dy.row(from) + c,
          dy.stride(),
          from,
          to,
          sums,
          products,
          at + c,
          productsAt + c,
          x.cols() - c);
    }
  }
}
