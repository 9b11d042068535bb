package dev.lanewise.simd;

import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Scratch;

/**
 * How a row of an image is copied for tiles, with its border: either pixel by pixel, where
 * neighbouring windows share pixels, or window by window, so that a window's taps are together.
 * Pixels and windows may be filled up with zeros. Immutable.
 */
final class ImageRows {
  private final Axis columns;
  private final int channels;
  private final int pixel;
  private final boolean written;
  private final int run;
  private final int runs;
  private final int pitch;
  private final Spread spread;

  private ImageRows(
      Axis columns, int channels, int pixel, boolean written, int run, int runs, int pitch) {
    this.columns = columns;
    this.channels = channels;
    this.pixel = pixel;
    this.written = written;
    this.run = run;
    this.runs = runs;
    this.pitch = pitch;
    spread =
        written
            ? new Spread(columns.stride() * channels, columns.kernel() * channels, pitch)
            : new Spread(channels, channels, pixel);
  }

  /**
   * Pixel by pixel.
   *
   * @param channels floats of a pixel of an image: the channels of a group
   * @param pixel floats of a pixel of the copy
   */
  static ImageRows pixels(Axis columns, int channels, int pixel) {
    boolean together = columns.dilation() == 1;
    return new ImageRows(
        columns,
        channels,
        pixel,
        false,
        together ? columns.kernel() * pixel : pixel,
        together ? 1 : columns.kernel(),
        columns.stride() * pixel);
  }

  /** Window by window, each filled up to a length. */
  static ImageRows windows(Axis columns, int channels, int length) {
    return new ImageRows(columns, channels, channels, true, length, 1, length);
  }

  /** Whether windows are written out. */
  boolean written() {
    return written;
  }

  /** Floats of a window of this row that are together: all, or those of one tap. */
  int run() {
    return run;
  }

  /** How many such runs a window has. */
  int runs() {
    return runs;
  }

  /** Distance of neighbouring windows in the copy. */
  int pitch() {
    return pitch;
  }

  /** Distance of neighbouring taps in a run. */
  int tap() {
    return pixel;
  }

  /** The floats of the copy for some neighbouring windows. */
  int length(int windows) {
    return written ? windows * pitch : ((windows - 1) * columns.stride() + columns.span()) * pixel;
  }

  /** Where a run of a window begins, behind the beginning of the window. */
  int offset(int index) {
    return index * columns.dilation() * pixel;
  }

  /** The windows whose copy takes no more than so many floats; 0 if not even one does. */
  int fitting(int floats) {
    if (written) {
      return Math.min(columns.windows(), floats / pitch);
    }
    int pixels = floats / pixel;
    return pixels < columns.span()
        ? 0
        : Math.min(columns.windows(), (pixels - columns.span()) / columns.stride() + 1);
  }

  /**
   * Copies a row for the windows {@code [first, end)}.
   *
   * @param x images
   * @param at index of the row's first pixel and first channel; negative if the row is border
   * @param distance floats from pixel to pixel
   */
  void copy(
      float[] x, int at, int distance, int first, int end, float[] to, int out, Scratch scratch) {
    if (at < 0) {
      Copies.zero(to, out, out + length(end - first));
    } else if (written) {
      copyWindows(x, at, distance, first, end, to, out, scratch);
    } else {
      copyPixels(x, at, distance, first, end, to, out);
    }
  }

  private void copyPixels(
      float[] x, int at, int distance, int first, int end, float[] to, int out) {
    int begin = columns.position(first, 0);
    int last = columns.position(end - 1, columns.kernel() - 1) + 1;
    int inside = Math.clamp(begin, 0, columns.size());
    int outside = Math.clamp(last, inside, columns.size());
    int next = out + (inside - begin) * pixel;
    int behind = next + (outside - inside) * pixel;
    Copies.zero(to, out, next);
    if (distance == channels && pixel == channels) {
      Copies.copy(x, at + inside * distance, to, next, behind - next);
    } else if (distance == channels) {
      spread.copy(x, at + inside * distance, to, next, outside - inside);
    } else {
      for (int i = inside; i < outside; i++) {
        int pixelAt = next + (i - inside) * pixel;
        Copies.copy(x, at + i * distance, to, pixelAt, channels);
        Copies.zero(to, pixelAt + channels, pixelAt + pixel);
      }
    }
    Copies.zero(to, behind, out + (last - begin) * pixel);
  }

  private void copyWindows(
      float[] x, int at, int distance, int first, int end, float[] to, int out, Scratch scratch) {
    int begin = columns.position(first, 0);
    int last = columns.position(end - 1, columns.kernel() - 1) + 1;
    float[] line = scratch.kernel().array(ScratchSlots.LINE, (last - begin) * channels);
    copyPixels(x, at, distance, first, end, line, 0);
    if (columns.dilation() == 1) {
      spread.copy(line, 0, to, out, end - first);
      return;
    }
    int step = columns.stride() * channels;
    int used = columns.kernel() * channels;
    for (int window = 0; window < end - first; window++) {
      int next = out + window * pitch;
      for (int tap = 0; tap < columns.kernel(); tap++) {
        int in = window * step + offset(tap);
        Copies.copy(line, in, to, next + tap * channels, channels);
      }
      Copies.zero(to, next + used, next + pitch);
    }
  }
}
