package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.INPUTS;
import static dev.lanewise.simd.Lanes.MANY_REGISTERS;
import static dev.lanewise.simd.Lanes.PANEL;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.Blocking;
import dev.lanewise.kernels.ElementLoss;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.Updates;

/**
 * The kernels on the Vector API. Each method leads to the class that does the work; none falls back
 * to the reference.
 */
final class SimdKernels implements Kernels {
  /**
   * With few registers a tile is small and waits for memory more often, so that copies pay sooner.
   */
  private static final Blocking BLOCKING = new Blocking(INPUTS, MANY_REGISTERS ? 256 : 64);

  private final Updates updates = new SimdUpdates();

  @Override
  public int rowTile() {
    return 12;
  }

  @Override
  public Panels panels(int rows, int cols) {
    return Panels.allocate(rows, cols, PANEL, COUNT);
  }

  @Override
  public Blocking blocking() {
    return BLOCKING;
  }

  @Override
  public void copyColumns(Matrix m, int column, Matrix block, int from, int to) {
    WeightGradientKernels.copyColumns(m, column, block, from, to);
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
  public void columnSums(Matrix m, int from, int to, float[] out, int at) {
    WeightGradientKernels.columnSums(m, from, to, out, at);
  }

  @Override
  public void activate(Activation f, Matrix x, Matrix y, int from, int to, Scratch scratch) {
    ActivationKernels.apply(f, x, y, from, to, scratch);
  }

  @Override
  public void activationGradient(
      Activation f, Matrix xy, Matrix dy, Matrix dx, int from, int to, Scratch scratch) {
    ActivationGradientKernels.apply(f, xy, dy, dx, from, to, scratch);
  }

  @Override
  public void dropout(Matrix x, Matrix y, float rate, long key, int from, int to) {
    DropoutKernel.apply(x, y, rate, key, from, to);
  }

  @Override
  public void softmax(Matrix x, Matrix y, int from, int to, Scratch scratch) {
    SoftmaxKernels.softmax(x, y, from, to, scratch);
  }

  @Override
  public void softmaxGradient(Matrix y, Matrix dy, Matrix dx, int from, int to, Scratch scratch) {
    SoftmaxKernels.gradient(y, dy, dx, from, to, scratch);
  }

  @Override
  public void softmaxCrossEntropy(
      LossRows rows, float smoothing, float scale, int from, int to, Scratch scratch) {
    SoftmaxKernels.crossEntropy(rows, smoothing, scale, from, to, scratch);
  }

  @Override
  public void elementLoss(
      ElementLoss loss,
      float delta,
      LossRows rows,
      float scale,
      int from,
      int to,
      Scratch scratch) {
    LossKernels.apply(loss, delta, rows, scale, from, to, scratch);
  }

  @Override
  public Updates updates() {
    return updates;
  }
}
