package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.INPUTS;
import static dev.lanewise.simd.Lanes.MANY_REGISTERS;

import dev.lanewise.kernels.Blocking;
import dev.lanewise.kernels.Chunking;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.kernels.ConvolutionKernel;
import dev.lanewise.kernels.Elements;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Losses;
import dev.lanewise.kernels.Normalization;
import dev.lanewise.kernels.Parts;
import dev.lanewise.kernels.Pooling;
import dev.lanewise.kernels.Products;
import dev.lanewise.kernels.RecurrentCells;
import dev.lanewise.kernels.Reductions;
import dev.lanewise.kernels.RowNormalization;
import dev.lanewise.kernels.Tuning;
import dev.lanewise.kernels.Updates;
import dev.lanewise.kernels.WinogradTiles;

/** The kernels on the Vector API. None falls back to the reference without saying so. */
final class SimdKernels implements Kernels {
  /**
   * With few registers a tile is small and waits for memory more often, so that copies pay sooner.
   */
  private static final Blocking BLOCKING = new Blocking(INPUTS, MANY_REGISTERS ? 256 : 64);

  private static final Tuning TUNING =
      new Tuning(
          12,
          BLOCKING,
          new Parts(96 * 32, 48, 256),
          new Chunking(1 << 17, 1 << 18, 64, 16, 4, 1 << 20, 1 << 16));

  private final Products products = new SimdProducts();
  private final Pooling pooling = new SimdPooling();
  private final Normalization normalization = new SimdNormalization();
  private final RowNormalization rowNormalization = new SimdRowNormalization();
  private final Elements elements = new SimdElements();
  private final RecurrentCells recurrentCells = new SimdRecurrentCells();
  private final Reductions reductions = new SimdReductions();
  private final Losses losses = new SimdLosses();
  private final Updates updates = new SimdUpdates();

  @Override
  public Tuning tuning() {
    return TUNING;
  }

  @Override
  public Products products() {
    return products;
  }

  @Override
  public ConvolutionKernel convolution(Convolution geometry) {
    if (WinogradTiles.suit(geometry)) {
      return new WinogradConvolution(geometry);
    }
    return DepthwiseConvolution.suits(geometry)
        ? new DepthwiseConvolution(geometry)
        : new SimdConvolution(geometry);
  }

  @Override
  public Pooling pooling() {
    return pooling;
  }

  @Override
  public Normalization normalization() {
    return normalization;
  }

  @Override
  public RowNormalization rowNormalization() {
    return rowNormalization;
  }

  @Override
  public Elements elements() {
    return elements;
  }

  @Override
  public RecurrentCells recurrentCells() {
    return recurrentCells;
  }

  @Override
  public Reductions reductions() {
    return reductions;
  }

  @Override
  public Losses losses() {
    return losses;
  }

  @Override
  public Updates updates() {
    return updates;
  }
}
