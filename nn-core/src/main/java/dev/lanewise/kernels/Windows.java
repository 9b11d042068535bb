package dev.lanewise.kernels;

/**
 * Windows on images of {@code height x width x channels}, channels last, so that an image is a row
 * of a matrix. Windows have an order, row by row, and so have the taps of each.
 *
 * @param rows how they lie along the height
 * @param columns how they lie along the width
 * @param channels floats of a pixel, at least 1
 */
public record Windows(Axis rows, Axis columns, int channels) {

  /** The taps of a window. */
  public int taps() {
    return rows.kernel() * columns.kernel();
  }

  /** The windows of an image. */
  public int count() {
    return rows.windows() * columns.windows();
  }

  /** The floats of an image. */
  public int imageSize() {
    return rows.size() * columns.size() * channels;
  }
}
