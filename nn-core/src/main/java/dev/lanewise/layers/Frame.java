package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.nn.spi.RowPass;
import java.util.Arrays;

/**
 * A picture in its frame: an image, and a larger one around it.
 *
 * @param picture shape of the smaller image
 * @param whole shape of the larger one
 * @param top pixels of the frame above the picture
 * @param left pixels to its left
 */
record Frame(Shape picture, Shape whole, int top, int left) {

  /** A frame around a picture, or an error that names the layer. */
  static Frame around(String layer, Shape picture, int top, int bottom, int left, int right) {
    long height = (long) picture.dimensions().get(0) + top + bottom;
    long width = (long) picture.dimensions().get(1) + left + right;
    if (Math.max(height, width) > Integer.MAX_VALUE) {
      throw new ShapeException(
          "%s on %s: an image of %s x %s pixels is too large; use less padding."
              .formatted(layer, picture, height, width));
    }
    Shape whole = Shape.of((int) height, (int) width, picture.channels());
    return new Frame(picture, whole, top, left);
  }

  /** What is left when the frame is cut off, or an error that names the layer. */
  static Frame within(String layer, Shape whole, int top, int bottom, int left, int right) {
    long height = (long) whole.dimensions().get(0) - top - bottom;
    long width = (long) whole.dimensions().get(1) - left - right;
    if (height < 1 || width < 1) {
      throw new ShapeException(
          "%s on %s: at least one pixel must be left in both directions; found %s x %s. Cut off fewer."
              .formatted(layer, whole, height, width));
    }
    return new Frame(Shape.of((int) height, (int) width, whole.channels()), whole, top, left);
  }

  /** Copies pictures into frames of zeros. */
  RowPass surround(Matrix pictures, Matrix wholes) {
    int size = whole.size();
    int begin = begin();
    Lines lines = new Lines(height(), length(picture), length(picture), length(whole));
    return (from, to, scratch) -> {
      for (int row = from; row < to; row++) {
        int at = wholes.row(row);
        Arrays.fill(wholes.data(), at, at + size, 0);
        lines.copy(pictures.data(), pictures.row(row), wholes.data(), at + begin);
      }
    };
  }

  /** Copies pictures out of frames. */
  RowPass cut(Matrix wholes, Matrix pictures) {
    int begin = begin();
    Lines lines = new Lines(height(), length(picture), length(whole), length(picture));
    return (from, to, scratch) -> {
      for (int row = from; row < to; row++) {
        int at = wholes.row(row) + begin;
        lines.copy(wholes.data(), at, pictures.data(), pictures.row(row));
      }
    };
  }

  /** Lines of pixels, and how far they are apart before and behind. */
  private record Lines(int count, int length, int step, int newStep) {
    void copy(float[] from, int in, float[] to, int out) {
      for (int i = 0; i < count; i++) {
        System.arraycopy(from, in + i * step, to, out + i * newStep, length);
      }
    }
  }

  private int height() {
    return picture.dimensions().get(0);
  }

  private static int length(Shape image) {
    return image.dimensions().get(1) * image.channels();
  }

  private int begin() {
    return top * length(whole) + left * whole.channels();
  }
}
