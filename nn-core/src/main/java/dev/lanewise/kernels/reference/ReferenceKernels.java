package dev.lanewise.kernels.reference;

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

/** The specification of {@link Kernels} in scalar Java, and what runs without a vector unit. */
public final class ReferenceKernels implements Kernels {
  private static final Tuning TUNING =
      new Tuning(
          ReferenceProducts.TILE,
          new Blocking(2 * ReferenceProducts.TILE, ReferenceProducts.LONG_BATCH),
          new Parts(96 * 32, 48, 256),
          new Chunking(1 << 17, 1 << 18, 64, 16, 4, 1 << 20, 1 << 16));

  private final Products products = new ReferenceProducts();
  private final Pooling pooling = new ReferencePooling();
  private final Normalization normalization = new ReferenceNormalization();
  private final RowNormalization rowNormalization = new ReferenceRowNormalization();
  private final Elements elements = new ReferenceElements();
  private final RecurrentCells recurrentCells = new ReferenceRecurrentCells();
  private final Reductions reductions = new ReferenceReductions();
  private final Losses losses = new ReferenceLosses();
  private final Updates updates = new ReferenceUpdates();

  /** Creates the kernels; they have no state. */
  public ReferenceKernels() {}

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
    return WinogradTiles.suit(geometry)
        ? new ReferenceWinograd(geometry)
        : new ReferenceConvolution(geometry);
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
