package dev.lanewise.layers;

import dev.lanewise.SettingException;
import dev.lanewise.kernels.Axis;

/** How much border an image gets before windows are laid on it. */
public sealed interface Padding {

  /** None: windows are inside of the image. */
  record Valid() implements Padding {}

  /**
   * As much as makes {@code ceil(size / stride)} windows, half of it on each side and what is odd
   * behind, as in Keras and TensorFlow.
   */
  record Same() implements Padding {}

  /**
   * Some pixels on each side, as in PyTorch.
   *
   * @param top above, at least 0
   * @param bottom below
   * @param left to the left
   * @param right to the right
   */
  record Explicit(int top, int bottom, int left, int right) implements Padding {

    /** Checks the numbers. */
    public Explicit {
      if (top < 0 || bottom < 0 || left < 0 || right < 0) {
        throw new SettingException(
            "Padding: each side must be at least 0; found top %s, bottom %s, left %s, right %s. To cut pixels off, use Crop2d."
                .formatted(top, bottom, left, right));
      }
    }
  }

  /** No border. */
  static Padding valid() {
    return new Valid();
  }

  /** A border that keeps the size of images, divided by the stride. */
  static Padding same() {
    return new Same();
  }

  /** As many pixels on all sides. */
  static Padding of(int pixels) {
    return of(pixels, pixels);
  }

  /** As many above as below, and as many left as right. */
  static Padding of(int vertical, int horizontal) {
    return new Explicit(vertical, vertical, horizontal, horizontal);
  }

  /** Pixels for each side. */
  static Padding of(int top, int bottom, int left, int right) {
    return new Explicit(top, bottom, left, right);
  }

  /** Windows along the height of an image. */
  default Axis rows(int size, int kernel, int stride, int dilation) {
    return switch (this) {
      case Valid() -> Axis.of(size, kernel, stride, dilation, 0, 0);
      case Same() -> same(size, kernel, stride, dilation);
      case Explicit(int top, int bottom, int left, int right) ->
          Axis.of(size, kernel, stride, dilation, top, bottom);
    };
  }

  /** Windows along its width. */
  default Axis columns(int size, int kernel, int stride, int dilation) {
    return switch (this) {
      case Valid() -> Axis.of(size, kernel, stride, dilation, 0, 0);
      case Same() -> same(size, kernel, stride, dilation);
      case Explicit(int top, int bottom, int left, int right) ->
          Axis.of(size, kernel, stride, dilation, left, right);
    };
  }

  private static Axis same(int size, int kernel, int stride, int dilation) {
    int windows = Math.ceilDiv(size, stride);
    long span = (kernel - 1L) * dilation + 1;
    long border = Math.max(0, (windows - 1L) * stride + span - size);
    return new Axis(
        size, kernel, stride, dilation, (int) Math.min(border / 2, Integer.MAX_VALUE), windows);
  }
}
