package dev.lanewise.simd;

import static dev.lanewise.kernels.WinogradTiles.PIXELS;
import static dev.lanewise.kernels.WinogradTiles.WINDOWS;
import static dev.lanewise.simd.Lanes.COPY_STRIDE;
import static dev.lanewise.simd.Lanes.PANEL;
import static dev.lanewise.simd.WinogradTransforms.TILES;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.WinogradTiles;

/**
 * Neighbouring tiles of a row, which are transformed together, and go from and to images through
 * copies where they have pixels or windows that do not exist. Strips are numbered over all images.
 *
 * @param tiles what is cut into strips
 * @param length tiles of a strip; the last one of a row may have fewer
 * @param ofRow strips of a row
 * @param ofImage strips of an image
 */
record WinogradStrips(WinogradTiles tiles, int length, int ofRow, int ofImage) {

  /** Strips that are as long as they may be. */
  static WinogradStrips of(WinogradTiles tiles) {
    int across = Math.ceilDiv(tiles.columns().windows(), WINDOWS);
    int ofRow = Math.ceilDiv(across, TILES);
    int down = Math.ceilDiv(tiles.rows().windows(), WINDOWS);
    return new WinogradStrips(tiles, Math.ceilDiv(across, ofRow), ofRow, down * ofRow);
  }

  /** How many strips there are at once. */
  int together() {
    return TILES / length;
  }

  private int row(int strip) {
    return strip % ofImage / ofRow * WINDOWS;
  }

  private int column(int strip) {
    return strip % ofRow * length * WINDOWS;
  }

  /** The tiles of a strip. */
  int size(int strip) {
    return Math.min(length, Math.ceilDiv(tiles.columns().windows() - column(strip), WINDOWS));
  }

  /**
   * Transforms the pixels of a strip.
   *
   * @param image the first
   */
  void input(
      Matrix x, int image, int strip, int channels, float[] points, int out, Scratch scratch) {
    Axis columns = tiles.columns();
    int row = tiles.rows().position(row(strip), 0);
    int column = columns.position(column(strip), 0);
    int in = x.row(image + strip / ofImage);
    int size = size(strip);
    boolean inside = row >= 0 && row + PIXELS <= tiles.rows().size();
    int from = inside ? Math.clamp(Math.ceilDiv(-column, WINDOWS), 0, size) : size;
    int last = Math.floorDiv(columns.size() - PIXELS - column, WINDOWS);
    int to = Math.clamp(last + 1, from, size);
    copied(x.data(), in, row, column, 0, from, channels, points, out, scratch);
    if (from < to) {
      int rowFloats = columns.size() * channels;
      int first = in + row * rowFloats + (column + from * WINDOWS) * channels;
      int behind = out + from * COPY_STRIDE;
      WinogradTransforms.input(x.data(), first, rowFloats, channels, to - from, points, behind);
    }
    copied(x.data(), in, row, column, to, size, channels, points, out, scratch);
  }

  /** Transforms tiles {@code [from, to)} of a strip, of whose pixels some are outside. */
  private void copied(
      float[] x,
      int in,
      int row,
      int column,
      int from,
      int to,
      int channels,
      float[] points,
      int out,
      Scratch scratch) {
    if (from == to) {
      return;
    }
    Axis columns = tiles.columns();
    int width = (to - from) * WINDOWS + PIXELS - WINDOWS;
    int floats = width * channels;
    float[] copy = scratch.kernel().array(ScratchSlots.LINE, PIXELS * floats);
    int first = column + from * WINDOWS;
    int begin = Math.clamp(-first, 0, width);
    int end = Math.clamp(columns.size() - first, begin, width);
    for (int i = 0; i < PIXELS; i++) {
      int last = tiles.rows().contains(row + i) ? end : begin;
      int at = in + ((row + i) * columns.size() + first) * channels;
      copy(x, at, copy, i * floats, begin, last, width, channels);
    }
    int behind = out + from * COPY_STRIDE;
    WinogradTransforms.input(copy, 0, floats, channels, to - from, points, behind);
  }

  /** Copies pixels {@code [from, to)} of a row, and zeros for the others. */
  private static void copy(
      float[] x, int in, float[] copy, int out, int from, int to, int width, int channels) {
    Copies.zero(copy, out, out + from * channels);
    Copies.copy(x, in + from * channels, copy, out + from * channels, (to - from) * channels);
    Copies.zero(copy, out + to * channels, out + width * channels);
  }

  /** Transforms a panel of sums to the results of a strip. */
  void output(
      float[] sums,
      int in,
      float[] bias,
      int panel,
      Matrix y,
      int image,
      int strip,
      int units,
      Scratch scratch) {
    int first = panel * PANEL;
    int width = Math.min(PANEL, units - first);
    int size = size(strip);
    int rowStep = tiles.columns().windows() * units;
    int out = window(y, image, strip, units) + first;
    if (isWhole(strip)) {
      WinogradTransforms.output(sums, in, width, bias, first, size, y.data(), out, rowStep, units);
      return;
    }
    int floats = size * WINDOWS * PANEL;
    float[] copy = scratch.kernel().array(ScratchSlots.LINE, WINDOWS * floats);
    WinogradTransforms.output(sums, in, width, bias, first, size, copy, 0, floats, PANEL);
    for (int i = 0; i < rows(strip); i++) {
      for (int j = 0; j < columns(strip); j++) {
        Copies.copy(copy, i * floats + j * PANEL, y.data(), out + i * rowStep + j * units, width);
      }
    }
  }

  /**
   * Transforms the gradients of a strip's results, a panel of {@link WinogradTransforms#TILES}
   * tiles after the other.
   */
  void outputGradient(
      Matrix dy, int image, int strip, int units, float[] points, int out, Scratch scratch) {
    int size = size(strip);
    float[] from = dy.data();
    int in = window(dy, image, strip, units);
    int rowStep = tiles.columns().windows() * units;
    if (!isWhole(strip)) {
      int floats = size * WINDOWS * units;
      float[] copy = scratch.kernel().array(ScratchSlots.LINE, WINDOWS * floats);
      for (int i = 0; i < WINDOWS; i++) {
        int to = i < rows(strip) ? columns(strip) : 0;
        copy(from, in + i * rowStep, copy, i * floats, 0, to, size * WINDOWS, units);
      }
      from = copy;
      in = 0;
      rowStep = floats;
    }
    for (int panel = 0; panel * PANEL < units; panel++) {
      int first = panel * PANEL;
      int width = Math.min(PANEL, units - first);
      int to = out + panel * WinogradTiles.POINTS * WinogradTransforms.PANEL_POINT;
      WinogradTransforms.outputGradient(from, in + first, rowStep, units, width, size, points, to);
    }
  }

  /** Whether all windows of a strip exist. */
  private boolean isWhole(int strip) {
    return rows(strip) == WINDOWS && columns(strip) == size(strip) * WINDOWS;
  }

  private int rows(int strip) {
    return Math.min(WINDOWS, tiles.rows().windows() - row(strip));
  }

  private int columns(int strip) {
    return Math.min(size(strip) * WINDOWS, tiles.columns().windows() - column(strip));
  }

  private int window(Matrix y, int image, int strip, int units) {
    int window = row(strip) * tiles.columns().windows() + column(strip);
    return y.row(image + strip / ofImage) + window * units;
  }
}
