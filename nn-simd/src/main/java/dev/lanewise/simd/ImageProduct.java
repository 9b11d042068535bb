package dev.lanewise.simd;

import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Scratch;

/**
 * The product of the windows of an image with weights, for one group of channels: {@code y = start
 * + windows w}. Implementations differ in what of an image they copy, and in what lies along the
 * lanes of a vector. Immutable.
 */
sealed interface ImageProduct permits WindowProduct, WindowPatches, PlanarProduct {

  /**
   * The one that suits a geometry.
   *
   * @param channels the channels of the group
   * @param units the columns of the weights
   */
  static ImageProduct of(Axis rows, Axis columns, int channels, int units) {
    if (PlanarProduct.suits(columns, channels, units)) {
      return new PlanarProduct(rows, columns, channels, units);
    }
    WindowProduct product = new WindowProduct(rows, columns, channels, units);
    return product.suits() ? product : new WindowPatches(rows, columns, channels, units);
  }

  /**
   * The weights of a unit in the form that {@link #run} takes: for each row of taps, whole rounds.
   */
  int depth();

  /** The weights of a unit for one tap, filled up unless those of a row are. */
  int depthOfTap();

  /** The weights of a unit for one row of taps, filled up. */
  int depthOfRow();

  /**
   * One image.
   *
   * @param x images; the first channel of the group is at index {@code at}
   * @param pixel floats from pixel to pixel
   * @param w weights in panels of {@link Lanes#PANEL} columns and {@link #depth} rows
   * @param start what sums begin with, for whole panels
   * @param y the first window's first unit is at index {@code out}
   * @param rowStep floats from a row of windows to the next
   * @param columnStep floats from a window to the next
   */
  void run(
      float[] x,
      int at,
      int pixel,
      float[] w,
      int wAt,
      float[] start,
      float[] y,
      int out,
      int rowStep,
      int columnStep,
      Scratch scratch);
}
