package dev.lanewise.layers;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Windows;

/** The windows of pooling layers. */
final class PoolWindows {

  private PoolWindows() {}

  /** Windows, each of which sees something of the image. */
  static Windows of(
      String layer,
      Shape input,
      Extent kernel,
      Extent stride,
      Extent dilation,
      Padding padding,
      boolean ceiling) {
    Windows windows = ImageShape.windows(layer, input, kernel, stride, dilation, padding);
    return ImageShape.withoutEmpty(
        layer,
        ceiling
            ? new Windows(
                oneMore(windows.rows(), after(padding, windows.rows(), true)),
                oneMore(windows.columns(), after(padding, windows.columns(), false)),
                windows.channels())
            : windows);
  }

  /** Windows on a sequence, which is an image of one column. */
  static Windows ofSequence(
      String layer,
      Shape input,
      int kernel,
      int stride,
      int dilation,
      Padding padding,
      boolean ceiling) {
    ImageShape.check(layer, input, 2, "(time, features)", "(100, 16)");
    Shape image = Shape.of(input.positions(), 1, input.channels());
    Padding vertical =
        padding instanceof Padding.Explicit(int top, int bottom, int left, int right)
            ? Padding.of(top, bottom, 0, 0)
            : padding;
    return of(
        layer,
        image,
        new Extent(kernel, 1),
        new Extent(stride, 1),
        new Extent(dilation, 1),
        vertical,
        ceiling);
  }

  /** Refuses numbers below 1. */
  static void check(String layer, int kernel, int stride, int dilation) {
    if (kernel < 1 || stride < 1 || dilation < 1) {
      throw new SettingException(
          "%s: kernel, stride and dilation must be at least 1; found %s, %s and %s."
              .formatted(layer, kernel, stride, dilation));
    }
  }

  /**
   * One over the number of taps that count, for each window.
   *
   * @param countsBorder whether those of the border do
   */
  static float[] factors(Windows windows, Padding padding, boolean countsBorder) {
    float[] factors = new float[windows.count()];
    int columns = windows.columns().windows();
    int below = after(padding, windows.rows(), true);
    int behind = after(padding, windows.columns(), false);
    for (int window = 0; window < factors.length; window++) {
      int rows = counted(windows.rows(), window / columns, below, countsBorder);
      int ofRow = counted(windows.columns(), window % columns, behind, countsBorder);
      factors[window] = 1f / (rows * ofRow);
    }
    return factors;
  }

  private static int counted(Axis axis, int window, int after, boolean countsBorder) {
    int begin = axis.position(window, 0);
    int end = begin + axis.kernel();
    return countsBorder
        ? Math.min(end, axis.size() + after) - begin
        : Math.min(end, axis.size()) - Math.max(begin, 0);
  }

  /** The border behind the image, as far as windows were asked for on it. */
  static int after(Padding padding, Axis axis, boolean rows) {
    return padding instanceof Padding.Explicit(int top, int bottom, int left, int right)
        ? rows ? bottom : right
        : Math.max(0, axis.position(axis.windows() - 1, axis.kernel() - 1) + 1 - axis.size());
  }

  /** One window that sees all of an image, or of a sequence, channel by channel. */
  static Windows all(String layer, Shape input) {
    int axes = input.dimensions().size();
    if (axes != 2 && axes != 3) {
      throw new ShapeException(
          "%s takes samples of shape (height, width, channels) or (time, features); found %s. Give the input of the network such a shape."
              .formatted(layer, input));
    }
    int height = input.dimensions().getFirst();
    int width = axes == 3 ? input.dimensions().get(1) : 1;
    return new Windows(
        Axis.of(height, height, 1, 1, 0, 0), Axis.of(width, width, 1, 1, 0, 0), input.channels());
  }

  /** With one more window, if pixels are left that none sees, and it begins on the image. */
  private static Axis oneMore(Axis axis, int after) {
    long next = (long) axis.position(axis.windows() - 1, 0) + axis.stride();
    long seen = axis.position(axis.windows() - 1, axis.kernel() - 1);
    return seen + 1 < (long) axis.size() + after && next < axis.size()
        ? new Axis(
            axis.size(),
            axis.kernel(),
            axis.stride(),
            axis.dilation(),
            axis.before(),
            axis.windows() + 1)
        : axis;
  }
}
