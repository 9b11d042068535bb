package dev.lanewise.kernels;

import dev.lanewise.Matrix;

/**
 * The largest number or the mean of each window of images, and what lies between pixels, channel by
 * channel. What lies outside of an image takes no part; each window has at least one tap inside.
 * The rules of {@link Kernels} hold.
 */
public interface Pooling {

  /**
   * The largest: of the taps in their order, the first that no other exceeds; NaN if there is one.
   *
   * @param x {@code images x height width channels}
   * @param y {@code images x windows channels}, overwritten
   */
  void maximum(Windows at, Matrix x, Matrix y, int from, int to);

  /**
   * Its gradient: that of a window goes to its first tap that equals the largest, or that is NaN if
   * the largest is; a pixel adds up what it gets in the order of the windows, starting with zero.
   *
   * @param y what {@link #maximum} gave for {@code x}
   * @param dx overwritten
   */
  void maximumGradient(Windows at, Matrix x, Matrix y, Matrix dy, Matrix dx, int from, int to);

  /**
   * The sum of a window times a factor: each row of taps is a sum that starts with its first, and
   * so is the sum of the rows.
   *
   * @param factors one for each window
   */
  void sum(Windows at, float[] factors, Matrix x, Matrix y, int from, int to);

  /**
   * Its gradient: a pixel adds up, in the order of the windows and starting with zero, their
   * gradients, each times its factor.
   */
  void sumGradient(Windows at, float[] factors, Matrix dy, Matrix dx, int from, int to);

  /**
   * Images of another size: each pixel is a chain that starts with zero, {@code sum = fma(x, row
   * weight * column weight, sum)}, over the terms of its row, for each over those of its column.
   * With {@link Interpolation#transposed} on both axes it is its own gradient.
   *
   * @param x {@code images x rows.size() columns.size() channels}
   * @param y {@code images x rows.count() columns.count() channels}, overwritten
   */
  void interpolate(
      Interpolation rows,
      Interpolation columns,
      int channels,
      Matrix x,
      Matrix y,
      int from,
      int to);
}
