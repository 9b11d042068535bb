package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.PANEL;
import static dev.lanewise.simd.Lanes.ROUND;

import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Scratch;
import java.util.Arrays;

/**
 * Windows for few units, with neighbouring windows of a row along the lanes: units would leave most
 * lanes of a panel empty. Bands of an image, as many rows of windows as fit a cache, are copied
 * channel by channel into lines, with their border; where windows are some pixels apart, a line for
 * each remainder of columns. What a tile computes is turned around to its windows.
 */
final class PlanarProduct implements ImageProduct {
  /** Floats of a band: about a quarter of a second-level cache. */
  private static final int BAND = 32 * 1024;

  private final Axis rows;
  private final Axis columns;
  private final int channels;
  private final int units;
  private final int steps;

  /** The floats of a line: tiles may be wider than the image. */
  private final int line;

  private final int rowFloats;
  private final int rowsOfBand;
  private final int[] table;

  PlanarProduct(Axis rows, Axis columns, int channels, int units) {
    this.rows = rows;
    this.columns = columns;
    this.channels = channels;
    this.units = units;
    steps = rows.kernel() * columns.kernel() * channels;
    line =
        (Math.ceilDiv(columns.windows(), PANEL) * PANEL)
            + (columns.span() - 1) / columns.stride()
            + 1;
    // A last plane of zeros is what fills up the last round.
    rowFloats = (channels + 1) * columns.stride() * line;
    rowsOfBand = Math.clamp(BAND / ((long) rows.stride() * rowFloats), 1, rows.windows());
    table = table();
  }

  /** Whether lanes are used better by windows than by units. */
  static boolean suits(Axis columns, int channels, int units) {
    int byWindows = Math.ceilDiv(columns.windows(), PANEL) * computed(units);
    long line = (long) columns.windows() + columns.span() + PANEL;
    return units <= COUNT
        && byWindows * 10 <= columns.windows() * 7
        && line * columns.stride() * (channels + 1) <= BAND;
  }

  /** The units of all tiles. */
  private static int computed(int units) {
    return units / 6 * 6 + (units % 6 == 0 ? 0 : height(units % 6));
  }

  /** The height of the next tile. */
  private static int height(int left) {
    return left > 4 ? 6 : 4;
  }

  private int[] table() {
    int[] all = new int[depth()];
    Arrays.fill(all, channels * columns.stride() * line);
    int step = 0;
    for (int i = 0; i < rows.kernel(); i++) {
      for (int j = 0; j < columns.kernel(); j++) {
        for (int c = 0; c < channels; c++) {
          all[step] = i * rows.dilation() * rowFloats + slot(c, j * columns.dilation());
          step++;
        }
      }
    }
    return all;
  }

  /** Where a position of a channel lies, counted from the first window's first tap. */
  private int slot(int channel, int position) {
    int stride = columns.stride();
    return (channel * stride + position % stride) * line + position / stride;
  }

  @Override
  public int depth() {
    return Lanes.rounds(steps) * ROUND;
  }

  @Override
  public int depthOfTap() {
    return channels;
  }

  @Override
  public int depthOfRow() {
    return columns.kernel() * channels;
  }

  @Override
  public void run(
      float[] x,
      int at,
      int pixel,
      float[] w,
      int wAt,
      float[] start,
      float[] y,
      int out,
      int rowStep,
      int columnStep,
      Scratch scratch) {
    int begun = computed(units) * PANEL;
    float[] sums = scratch.kernel().array(ScratchSlots.PADDED, 2 * begun);
    for (int unit = 0; unit < computed(units); unit++) {
      Arrays.fill(sums, unit * PANEL, (unit + 1) * PANEL, unit < units ? start[unit] : 0);
    }
    float[] band = scratch.kernel().array(ScratchSlots.COPIES, imageRows(rowsOfBand) * rowFloats);
    for (int row = 0; row < rows.windows(); row++) {
      int ofBand = row % rowsOfBand;
      if (ofBand == 0) {
        copy(x, at, pixel, row, Math.min(rowsOfBand, rows.windows() - row), band);
      }
      for (int column = 0; column < columns.windows(); column += PANEL) {
        int base = ofBand * rows.stride() * rowFloats + column;
        tiles(w, wAt, band, base, sums, begun);
        int count = Math.min(PANEL, columns.windows() - column);
        store(sums, begun, y, out + row * rowStep + column * columnStep, columnStep, count);
      }
    }
  }

  /** Rows of the image that some rows of windows see. */
  private int imageRows(int windowRows) {
    return (windowRows - 1) * rows.stride() + rows.span();
  }

  private void copy(float[] x, int at, int pixel, int row, int windowRows, float[] band) {
    int begin = columns.position(0, 0);
    int last = columns.position(columns.windows() - 1, columns.kernel() - 1) + 1;
    int inside = Math.clamp(begin, 0, columns.size());
    int outside = Math.clamp(last, inside, columns.size());
    for (int i = 0; i < imageRows(windowRows); i++) {
      int position = rows.position(row, 0) + i;
      Copies.zero(band, i * rowFloats, (i + 1) * rowFloats);
      if (rows.contains(position)) {
        int in = at + (position * columns.size() + inside) * pixel;
        for (int c = 0; c < channels; c++) {
          copyLine(x, in + c, pixel, inside - begin, outside - begin, c, band, i * rowFloats);
        }
      }
    }
  }

  private void copyLine(
      float[] x, int in, int pixel, int from, int to, int channel, float[] band, int out) {
    if (columns.stride() == 1 && pixel == 1) {
      Copies.copy(x, in, band, out + slot(channel, 0) + from, to - from);
    } else if (columns.stride() == 1) {
      int line = out + slot(channel, 0);
      for (int i = 0; i < to - from; i++) {
        band[line + from + i] = x[in + i * pixel];
      }
    } else {
      for (int i = 0; i < to - from; i++) {
        band[out + slot(channel, from + i)] = x[in + i * pixel];
      }
    }
  }

  private void tiles(float[] w, int wAt, float[] band, int base, float[] sums, int results) {
    int rounds = table.length / ROUND;
    int next = ROUND * PANEL;
    for (int unit = 0; unit < units; ) {
      int height = height(units - unit);
      int from = unit * PANEL;
      int to = results + from;
      if (height == 6) {
        RoundTiles.planarProduct6(
            w, wAt + unit, next, band, base, table, rounds, sums, from, PANEL, sums, to, PANEL);
      } else {
        RoundTiles.planarProduct4(
            w, wAt + unit, next, band, base, table, rounds, sums, from, PANEL, sums, to, PANEL);
      }
      unit += height;
    }
  }

  /**
   * Turns the results of some windows around, four units at a time; the last four begin sooner if
   * need be.
   */
  private void store(float[] sums, int from, float[] y, int out, int columnStep, int count) {
    if (units < 4) {
      for (int unit = 0; unit < units; unit++) {
        for (int window = 0; window < count; window++) {
          y[out + window * columnStep + unit] = sums[from + window + unit * PANEL];
        }
      }
    }
    for (int unit = 0; unit < units && units >= 4; unit += 4) {
      int first = Math.min(unit, units - 4);
      storeFour(sums, from + first * PANEL, y, out + first, columnStep, count);
    }
  }

  private static void storeFour(
      float[] sums, int from, float[] y, int out, int columnStep, int count) {
    for (int window = 0; window < count; window++) {
      int in = from + window;
      int to = out + window * columnStep;
      y[to] = sums[in];
      y[to + 1] = sums[in + PANEL];
      y[to + 2] = sums[in + 2 * PANEL];
      y[to + 3] = sums[in + 3 * PANEL];
    }
  }
}
