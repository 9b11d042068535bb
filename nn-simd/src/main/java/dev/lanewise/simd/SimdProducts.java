package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.PANEL;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Products;
import dev.lanewise.kernels.Scratch;

/** Products on the Vector API: the loops of each are a class of their own, and so are its tiles. */
final class SimdProducts implements Products {

  @Override
  public Panels panels(int rows, int cols) {
    return Panels.allocate(rows, cols, PANEL, COUNT);
  }

  @Override
  public void affine(
      Matrix x,
      Panels w,
      int firstPanel,
      int endPanel,
      float[] bias,
      Matrix y,
      int from,
      int to,
      Scratch scratch) {
    int rest = w.panelStride(w.count() - 1);
    AffineKernels.affine(
        x, w.data(), firstPanel, endPanel, w.rows(), rest, bias, y, from, to, scratch);
  }

  @Override
  public void affineInputGradient(
      Matrix dy, Panels w, Matrix dx, int from, int to, Scratch scratch) {
    InputGradientKernels.inputGradient(dy, w, dx, from, to, scratch);
  }

  @Override
  public void affineWeightGradient(
      Matrix x,
      Matrix dy,
      int from,
      int to,
      Slice slice,
      float[] gradient,
      int at,
      Scratch scratch) {
    WeightGradientKernels.weightGradient(x, dy, from, to, slice, gradient, at, scratch);
  }

  @Override
  public void copyColumns(Matrix m, int column, Matrix block, int from, int to) {
    WeightGradientKernels.copyColumns(m, column, block, from, to);
  }
}
