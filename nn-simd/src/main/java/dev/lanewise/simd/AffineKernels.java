package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COPY_STRIDE;
import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.IN_ORDER;
import static dev.lanewise.simd.Lanes.MANY_REGISTERS;
import static dev.lanewise.simd.Lanes.PANEL;
import static dev.lanewise.simd.Lanes.ROUND;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;
import java.util.Arrays;

/**
 * The loops around {@link AffineTiles} and {@link RoundTiles}: they cut {@code y = bias + x w} into
 * tiles of the heights there are. Weights lie in panels from index 0: {@code depth} rows of {@code
 * y}'s columns, where a row of a last, narrower panel takes {@code rest} floats; the panels {@code
 * [first, end)} are computed.
 */
final class AffineKernels {
  /** Rows that are copied at once: whole tiles, and few enough for a second-level cache. */
  static final int COPIES = 66;

  /** Floats of a cache line. */
  private static final int LINE = 16;

  private AffineKernels() {}

  static void affine(
      Matrix x,
      float[] w,
      int first,
      int end,
      int depth,
      int rest,
      float[] bias,
      Matrix y,
      int from,
      int to,
      Scratch scratch) {
    int whole = Math.min(end, y.cols() / PANEL);
    int padded = rest == PANEL ? end : whole;
    if (depth > SumTree.CHAIN) {
      for (int row = from; row < to; row += COPIES) {
        int last = Math.min(row + COPIES, to);
        DeepAffineKernels.affine(x, w, first, end, depth, rest, bias, y, row, last, scratch);
      }
      return;
    }
    if (to - from == 1) {
      int pitch = PANEL * depth;
      int column = first * PANEL;
      int panels = whole - first;
      float[] c = y.data();
      int out = y.row(from) + column;
      row(x.data(), x.row(from), w, first * pitch, pitch, depth, panels, bias, column, c, out);
    } else if (copiesPay(to - from, padded - first)) {
      for (int row = from; row < to; row += COPIES) {
        int last = Math.min(row + COPIES, to);
        int begin = Math.min(row, last - 6);
        panelsOfCopies(x, w, first, padded, depth, bias, y, begin, last, scratch);
      }
      whole = padded;
    } else {
      for (int panel = first; panel < whole; panel++) {
        panel(x, w, panel * PANEL * depth, depth, bias, y, panel * PANEL, from, to);
      }
    }
    for (int column = whole * PANEL; column < Math.min(end * PANEL, y.cols()); column += COUNT) {
      int lanes = Math.min(COUNT, y.cols() - column);
      int at = whole * PANEL * depth + column - whole * PANEL;
      narrow(x, w, at, rest, depth, bias, y, column, lanes, from, to);
    }
  }

  /**
   * One row for neighbouring whole panels.
   *
   * @param a has the row from index {@code x0}
   * @param at the first panel; the others are {@code pitch} behind each other
   * @param start what sums begin with, from index {@code column}
   * @param y receives them from index {@code out}
   */
  static void row(
      float[] a,
      int x0,
      float[] w,
      int at,
      int pitch,
      int depth,
      int panels,
      float[] start,
      int column,
      float[] y,
      int out) {
    int panel = 0;
    for (; panel + 4 <= panels; panel += 4) {
      int columns = panel * PANEL;
      RowTiles.of4Panels(
          a, x0, w, at + panel * pitch, pitch, depth, start, column + columns, y, out + columns);
    }
    if (panel + 2 <= panels) {
      int columns = panel * PANEL;
      RowTiles.of2Panels(
          a, x0, w, at + panel * pitch, pitch, depth, start, column + columns, y, out + columns);
      panel += 2;
    }
    if (panel < panels) {
      int columns = panel * PANEL;
      RowTiles.ofPanel(
          a, x0, w, at + panel * pitch, depth, start, column + columns, y, out + columns);
    }
  }

  /** Whether the tile for few registers reads copies. */
  private static boolean copiesPay(int rows, int panels) {
    return !MANY_REGISTERS && rows >= 6 && panels > 0;
  }

  /**
   * Copies some columns of {@code rows} rows, with zeros that fill up a last round.
   *
   * @param last the last row there is; it fills up
   */
  static float[] copies(
      Matrix x, int column, int depth, int from, int rows, int last, Scratch scratch) {
    float[] copies = scratch.kernel().array(ScratchSlots.COPIES, rows * COPY_STRIDE);
    int length = Math.ceilDiv(depth, ROUND) * ROUND;
    for (int row = 0; row < rows; row++) {
      int copy = row * COPY_STRIDE;
      int in = x.row(Math.min(from + row, last)) + column;
      System.arraycopy(x.data(), in, copies, copy, depth);
      Arrays.fill(copies, copy + depth, copy + length, 0);
    }
    return copies;
  }

  /** Panels with {@link Lanes#PANEL} weights in a row, padding included, for at least 6 rows. */
  private static void panelsOfCopies(
      Matrix x,
      float[] w,
      int first,
      int end,
      int depth,
      float[] bias,
      Matrix y,
      int from,
      int to,
      Scratch scratch) {
    int rows = to - from;
    float[] copies = copies(x, 0, depth, from, rows, to - 1, scratch);
    // It has to go somewhere: into the padding of the first copy.
    copies[COPY_STRIDE - 1] = fetch(y, first * PANEL, Math.min(end * PANEL, y.cols()), from, to);
    for (int panel = first; panel < end; panel++) {
      int at = panel * PANEL * depth;
      int column = panel * PANEL;
      if (column + PANEL <= y.cols()) {
        int out = y.row(from) + column;
        tilesOfCopies(copies, rows, w, at, depth, bias, column, y.data(), out, y.stride(), scratch);
      } else {
        paddedPanel(copies, rows, w, at, depth, bias, y, from, column, scratch);
      }
    }
  }

  /**
   * Reads a number of each cache line that is going to be written. Lines that are not in a cache
   * are fetched together that way, while stores wait for one after the other: recurrent layers gain
   * a tenth, transformers a twentieth.
   */
  private static float fetch(Matrix y, int column, int end, int from, int to) {
    float[] data = y.data();
    float even = 0;
    float odd = 0;
    for (int row = from; row < to; row++) {
      int last = y.row(row) + end;
      for (int i = y.row(row) + column; i < last; i += 2 * LINE) {
        even += data[i];
        odd += data[Math.min(i + LINE, last - 1)];
      }
    }
    return even + odd;
  }

  /** The last panel, with a bias and results that are padded as its weights are. */
  private static void paddedPanel(
      float[] copies,
      int rows,
      float[] w,
      int at,
      int depth,
      float[] bias,
      Matrix y,
      int from,
      int column,
      Scratch scratch) {
    int columns = y.cols() - column;
    float[] paddedBias = scratch.kernel().array(ScratchSlots.START, PANEL);
    System.arraycopy(bias, column, paddedBias, 0, columns);
    float[] results = scratch.kernel().array(ScratchSlots.PADDED, rows * PANEL);
    tilesOfCopies(copies, rows, w, at, depth, paddedBias, 0, results, 0, PANEL, scratch);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(results, row * PANEL, y.data(), y.row(from + row) + column, columns);
    }
  }

  /**
   * At least 6 rows of copies for one panel, in tiles of 6 and at last of 4, which begin sooner if
   * need be. Steps that make no whole round take their weights from a round that is filled up.
   */
  static void tilesOfCopies(
      float[] copies,
      int rows,
      float[] w,
      int at,
      int depth,
      float[] bias,
      int column,
      float[] y,
      int out,
      int stride,
      Scratch scratch) {
    int rounds = depth / ROUND;
    int done = rounds * ROUND;
    float[] rest = scratch.kernel().array(ScratchSlots.REST, ROUND * PANEL);
    if (done < depth) {
      Lanes.copyToRound(w, at + done * PANEL, rest, (depth - done) * PANEL);
    }
    for (int row = 0; row < rows; ) {
      int left = rows - row;
      boolean six = left == 5 || left == 6 || left > 8;
      int tile = six ? 6 : 4;
      int first = Math.min(row, rows - tile);
      int copy = first * COPY_STRIDE;
      int to = out + first * stride;
      tile(six, copies, copy, w, at, rounds, bias, column, 0, y, to, stride);
      if (done < depth) {
        tile(six, copies, copy + done, rest, 0, 1, y, to, stride, y, to, stride);
      }
      row += tile;
    }
  }

  private static void tile(
      boolean six,
      float[] copies,
      int copy,
      float[] w,
      int at,
      int rounds,
      float[] sums,
      int from,
      int step,
      float[] y,
      int out,
      int stride) {
    int wStep = ROUND * PANEL;
    if (six) {
      RoundTiles.product6(
          copies, copy, IN_ORDER, w, at, wStep, rounds, sums, from, step, y, out, stride);
    } else {
      RoundTiles.product4(
          copies, copy, IN_ORDER, w, at, wStep, rounds, sums, from, step, y, out, stride);
    }
  }

  private static void panel(
      Matrix x,
      float[] w,
      int at,
      int depth,
      float[] bias,
      Matrix y,
      int column,
      int from,
      int to) {
    int row = from;
    if (MANY_REGISTERS) {
      for (; row + 12 <= to; row += 12) {
        AffineTiles.rows12(x, row, w, at, depth, bias, y, column);
      }
      if (row + 8 <= to) {
        AffineTiles.rows8(x, row, w, at, depth, bias, y, column);
        row += 8;
      }
    }
    for (; row < to; row += 4) {
      int last = Math.min(row + 4, to) - 1;
      AffineTiles.upTo4Rows(x, row, last, w, at, depth, bias, y, column);
    }
  }

  private static void narrow(
      Matrix x,
      float[] w,
      int at,
      int stride,
      int depth,
      float[] bias,
      Matrix y,
      int column,
      int lanes,
      int from,
      int to) {
    if (to - from == 1) {
      RowTiles.narrow(x, from, w, at, stride, depth, bias, y, column, lanes);
      return;
    }
    for (int row = from; row < to; row += 8) {
      int last = Math.min(row + 8, to) - 1;
      AffineTiles.narrow(x, row, last, w, at, stride, depth, bias, y, column, lanes);
    }
  }
}
