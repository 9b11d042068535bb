package dev.lanewise.kernels;

import dev.lanewise.Matrix;

/**
 * The three products of a convolution of images, which are rows of a matrix, channels last. The
 * rules of {@link Kernels} hold, but that a chain is never cut into blocks. What lies outside of an
 * image counts as {@code +0} and takes part in the sums, so that an infinite weight gives NaN at
 * the border. Immutable.
 *
 * <p>Where {@link WinogradTiles} suit, results are defined by their transforms, and chains are
 * those of a point: over the channels, the units, or the tiles of images in their order. An
 * infinite number then gives NaN in all windows of its tiles.
 */
public interface ConvolutionKernel {

  /** Memory for weights as {@link #forward} reads them; {@link #prepare} fills it. */
  Filters filters(Panels w);

  /** Memory for weights as {@link #inputGradient} reads them; {@link #turn} fills it. */
  Filters turnedFilters(Panels w);

  /** Makes filters of what the weights are now. */
  void prepare(Filters w);

  /** Makes turned filters of what the weights are now. */
  void turn(Filters w);

  /**
   * Images of {@code y = bias + x * w}: for a window and a unit, a chain that starts with the bias,
   * over taps in their order, for each over the channels of the unit's group.
   *
   * @param x {@code images x height width channels}
   * @param w prepared, of {@link Convolution#weightRows} rows of {@link Convolution#groupUnits}
   *     columns
   * @param bias a number for each unit, from index 0
   * @param y {@code images x windows units}, overwritten
   */
  void forward(Matrix x, Filters w, float[] bias, Matrix y, int from, int to, Scratch scratch);

  /**
   * Images of the gradient with respect to {@code x}: for a pixel and a channel, a chain that
   * starts with zero, over those taps that reach the pixel from any window, there being one or not,
   * in descending order of rows and of columns, for each over the units of the channel's group.
   * Windows that do not exist have gradient {@code +0}.
   *
   * @param dy {@code images x windows units}
   * @param w turned
   * @param dx {@code images x height width channels}, overwritten
   */
  void inputGradient(Matrix dy, Filters w, Matrix dx, int from, int to, Scratch scratch);

  /**
   * The gradient with respect to {@code w}: for each weight a chain that starts with zero, over the
   * images {@code [from, to)} in their order and for each over its windows in theirs.
   *
   * @param w how the gradient lies; its own memory is not touched. Padding becomes zero.
   * @param gradient receives the gradient
   * @param start index in {@code gradient} of the first element
   */
  void weightGradient(
      Matrix x,
      Matrix dy,
      int from,
      int to,
      Panels w,
      float[] gradient,
      int start,
      Scratch scratch);
}
