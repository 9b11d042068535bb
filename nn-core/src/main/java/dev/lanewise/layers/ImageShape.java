package dev.lanewise.layers;

import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Windows;

/** Shapes of images and of sequences, and the windows on them. */
final class ImageShape {

  private ImageShape() {}

  /** The windows on images of a shape, or an error that names the layer. */
  static Windows windows(
      String layer, Shape input, Extent kernel, Extent stride, Extent dilation, Padding padding) {
    check(layer, input);
    try {
      Axis rows =
          padding.rows(
              input.dimensions().get(0), kernel.height(), stride.height(), dilation.height());
      Axis columns =
          padding.columns(
              input.dimensions().get(1), kernel.width(), stride.width(), dilation.width());
      return new Windows(rows, columns, input.channels());
    } catch (ShapeException e) {
      throw new ShapeException("%s on %s: %s".formatted(layer, input, e.getMessage()));
    }
  }

  /** Refuses what is no image. */
  static void check(String layer, Shape input) {
    check(layer, input, 3, "(height, width, channels)", "(28, 28, 1)");
  }

  /** Refuses what has not so many axes. */
  static void check(String layer, Shape input, int axes, String expected, String example) {
    if (input.dimensions().size() != axes) {
      throw new ShapeException(
          "%s takes samples of shape %s, such as %s; found %s. Give the input of the network that shape, or put a Reshape before the layer."
              .formatted(layer, expected, example, input));
    }
  }

  /** The shape of the output. */
  static Shape of(Windows windows, int channels) {
    return Shape.of(windows.rows().windows(), windows.columns().windows(), channels);
  }

  /** Refuses windows that see nothing of the image. */
  static Windows withoutEmpty(String layer, Windows windows) {
    check(layer, windows.rows());
    check(layer, windows.columns());
    return windows;
  }

  private static void check(String layer, Axis axis) {
    // From one before the image to the next, taps repeat after as many windows as it has pixels.
    int before = Math.ceilDiv(Math.max(0, axis.before()), axis.stride());
    int many = (int) Math.min(Math.min(before, axis.size() + 1L), axis.windows());
    for (int window = 0; window < many; window++) {
      if (!sees(axis, window)) {
        throw empty(layer, axis, window);
      }
    }
    if (!sees(axis, axis.windows() - 1)) {
      throw empty(layer, axis, axis.windows() - 1);
    }
  }

  /** Whether a tap of a window is in the image. */
  private static boolean sees(Axis axis, int window) {
    int first = axis.position(window, 0);
    int tap = Math.max(0, Math.ceilDiv(-first, axis.dilation()));
    return tap < axis.kernel() && axis.contains(axis.position(window, tap));
  }

  private static ShapeException empty(String layer, Axis axis, int window) {
    return new ShapeException(
        "%s: window %s along an axis of %s pixels (kernel %s, stride %s, dilation %s, %s pixels of border before) is all border; use less padding."
            .formatted(
                layer,
                window,
                axis.size(),
                axis.kernel(),
                axis.stride(),
                axis.dilation(),
                axis.before()));
  }
}
