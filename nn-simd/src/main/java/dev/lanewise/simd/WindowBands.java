package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.PANEL;
import static dev.lanewise.simd.Lanes.ROUND;

import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Scratch;
import java.util.Arrays;

/**
 * Bands of an image, as many rows of windows as fit a cache, copied with their border for a weight
 * gradient. Immutable.
 */
final class WindowBands {
  /** Floats of a band and of its gradients: about half of a second-level cache. */
  private static final int BAND = 64 * 1024;

  private final Axis rows;
  private final Axis columns;
  private final ImageRows copy;
  private final int rowFloats;
  private final int rowsOfBand;

  /** Where the windows of a band are, and those of a last band, filled up with zeros. */
  private final int[] table;

  private final int[] lastTable;

  WindowBands(Axis rows, Axis columns, ImageRows copy) {
    this.rows = rows;
    this.columns = columns;
    this.copy = copy;
    rowFloats = copy.length(columns.windows());
    int perRow = rows.stride() * rowFloats + columns.windows() * PANEL;
    rowsOfBand = Math.clamp(BAND / perRow, 1, rows.windows());
    int last = rows.windows() % rowsOfBand;
    table = tableOf(rowsOfBand);
    lastTable = last == 0 ? table : tableOf(last);
  }

  private int[] tableOf(int windowRows) {
    int windows = windowRows * columns.windows();
    int[] all = new int[Lanes.rounds(windows) * ROUND];
    for (int window = 0; window < all.length; window++) {
      int row = window / columns.windows();
      int column = window % columns.windows();
      all[window] =
          window < windows
              ? row * rows.stride() * rowFloats + column * copy.pitch()
              : imageRows(windowRows) * rowFloats;
    }
    return all;
  }

  /** Rows of the image that some rows of windows see. */
  private int imageRows(int windowRows) {
    return (windowRows - 1) * rows.stride() + rows.span();
  }

  /** The rows of windows of a band; the last one may have less. */
  int height() {
    return rowsOfBand;
  }

  /** Where the windows of a band are, and those that fill up its last round. */
  int[] table(int windowRows) {
    return windowRows == rowsOfBand ? table : lastTable;
  }

  /** Where a run of a row of taps begins, behind the beginning of a window. */
  int offset(int tapRow, int run) {
    return tapRow * rows.dilation() * rowFloats + copy.offset(run);
  }

  /**
   * Copies what the windows of rows {@code [row, end)} see, and zeros behind it for what fills up
   * the last round.
   */
  float[] copy(float[] x, int at, int pixel, int row, int end, Scratch scratch) {
    int count = imageRows(end - row);
    int zeros = (rows.kernel() - 1) * rows.dilation() * rowFloats + rowFloats;
    float[] band =
        scratch.kernel().array(ScratchSlots.BAND, imageRows(rowsOfBand) * rowFloats + zeros);
    for (int i = 0; i < count; i++) {
      int position = rows.position(row, 0) + i;
      int in = rows.contains(position) ? at + position * columns.size() * pixel : -1;
      copy.copy(x, in, pixel, 0, columns.windows(), band, i * rowFloats, scratch);
    }
    Arrays.fill(band, count * rowFloats, count * rowFloats + zeros, 0);
    return band;
  }
}
