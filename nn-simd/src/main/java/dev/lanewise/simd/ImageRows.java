package dev.lanewise.simd;

import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Scratch;

/**
 * How a row of an image is copied for tiles, with its border: either pixel by pixel, where
 * neighbouring windows share pixels, or window by window, so that a window's taps are together.
 *
 * @param columns windows along the row
 * @param channels floats of a pixel of the copy: the channels of a group
 * @param written whether windows are written out
 * @param run floats of a window of this row: of one tap if taps of a pixel-wise copy are apart
 * @param runs how many runs a window has
 * @param pitch distance of neighbouring windows in the copy
 */
record ImageRows(Axis columns, int channels, boolean written, int run, int runs, int pitch) {

  /** Pixel by pixel. */
  static ImageRows pixels(Axis columns, int channels) {
    boolean together = columns.dilation() == 1;
    return new ImageRows(
        columns,
        channels,
        false,
        together ? columns.kernel() * channels : channels,
        together ? 1 : columns.kernel(),
        columns.stride() * channels);
  }

  /** Window by window, each filled up with zeros to a length. */
  static ImageRows windows(Axis columns, int channels, int length) {
    return new ImageRows(columns, channels, true, length, 1, length);
  }

  /** The floats of the copy for some neighbouring windows. */
  int length(int windows) {
    return written
        ? windows * pitch
        : ((windows - 1) * columns.stride() + columns.span()) * channels;
  }

  /** Where a run of a window begins, behind the beginning of the window. */
  int offset(int index) {
    return index * columns.dilation() * channels;
  }

  /** The windows whose copy takes no more than so many floats; 0 if not even one does. */
  int fitting(int floats) {
    if (written) {
      return Math.min(columns.windows(), floats / pitch);
    }
    int pixels = floats / channels;
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
    int next = out + (inside - begin) * channels;
    Copies.zero(to, out, next);
    if (distance == channels) {
      Copies.copy(x, at + inside * distance, to, next, (outside - inside) * channels);
    } else {
      for (int pixel = inside; pixel < outside; pixel++) {
        int pixelAt = next + (pixel - inside) * channels;
        Copies.copy(x, at + pixel * distance, to, pixelAt, channels);
      }
    }
    Copies.zero(to, next + (outside - inside) * channels, out + (last - begin) * channels);
  }

  private void copyWindows(
      float[] x, int at, int distance, int first, int end, float[] to, int out, Scratch scratch) {
    int begin = columns.position(first, 0);
    int last = columns.position(end - 1, columns.kernel() - 1) + 1;
    float[] line = scratch.kernel().array(ScratchSlots.LINE, (last - begin) * channels);
    copyPixels(x, at, distance, first, end, line, 0);
    int taps = columns.kernel();
    int step = columns.stride() * channels;
    int used = taps * channels;
    for (int window = 0; window < end - first; window++) {
      int in = window * step;
      int next = out + window * pitch;
      if (columns.dilation() == 1) {
        Copies.copy(line, in, to, next, used);
      } else {
        for (int tap = 0; tap < taps; tap++) {
          Copies.copy(line, in + offset(tap), to, next + tap * channels, channels);
        }
      }
      Copies.zero(to, next + used, next + pitch);
    }
  }
}
