package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COPY_STRIDE;
import static dev.lanewise.simd.Lanes.MANY_REGISTERS;
import static dev.lanewise.simd.Lanes.PANEL;
import static dev.lanewise.simd.Lanes.ROUND;

import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Scratch;

/**
 * Rows of windows. A tile is some rows of windows at one column: rows of the image are copied to a
 * constant distance from each other, with border and stride, and a table says where in the copies
 * the taps of a window are, so that one loop walks all of them.
 */
final class WindowProduct implements ImageProduct {
  /** The rows of the largest tile. */
  private static final int MOST_ROWS = MANY_REGISTERS ? 12 : 6;

  /** Copies of image rows for a tile; with more the table's gain is lost in the cache. */
  private static final int MOST_COPIES = 80;

  /** Units from which copying each window costs less than rows that fit the tiles badly. */
  private static final int MANY_UNITS = 64;

  private final Axis rows;
  private final Axis columns;
  private final int units;
  private final int depth;
  private final ImageRows copy;
  private final int ofClass;
  private final int[] table;

  /**
   * A product.
   *
   * @param channels the channels of the group
   * @param units the columns of the weights
   */
  WindowProduct(Axis rows, Axis columns, int channels, int units) {
    this.rows = rows;
    this.columns = columns;
    this.units = units;
    copy = copy(columns, channels);
    depth = rows.kernel() * copy.runs() * copy.run();
    int reach = (rows.kernel() - 1) * rows.dilation();
    ofClass = MOST_ROWS + reach / rows.stride();
    table = table();
  }

  /** Whether rows fit the tiles and the cache; else windows are copied one by one. */
  boolean suits() {
    return rows.windows() >= 4
        && copy.fitting(COPY_STRIDE) > 0
        && (long) ofClass * rows.stride() <= MOST_COPIES
        && !(units >= MANY_UNITS && Heights.computed(rows.windows()) * 10 > rows.windows() * 11);
  }

  /**
   * Pixels where whole rounds of taps are together; else windows or pixels that are filled up,
   * pixels if that makes no more rounds.
   */
  private static ImageRows copy(Axis columns, int channels) {
    ImageRows pixels = ImageRows.pixels(columns, channels, channels);
    if (pixels.run() % ROUND == 0) {
      return pixels;
    }
    int filled = Lanes.rounds(channels) * ROUND;
    int length = Lanes.rounds(columns.kernel() * channels) * ROUND;
    return columns.kernel() * filled <= length
        ? ImageRows.pixels(columns, channels, filled)
        : ImageRows.windows(columns, channels, length);
  }

  private int[] table() {
    int roundsOfRun = copy.run() / ROUND;
    int[] all = new int[depth / ROUND];
    for (int round = 0; round < all.length; round++) {
      int run = round / roundsOfRun;
      int row = run / copy.runs();
      int offset = copy.offset(run % copy.runs()) + round % roundsOfRun * ROUND;
      all[round] = slot(row * rows.dilation()) * COPY_STRIDE + offset;
    }
    return all;
  }

  /** Which copy a row of the image becomes, counted from the first one that a tile reads. */
  private int slot(int row) {
    return row % rows.stride() * ofClass + row / rows.stride();
  }

  @Override
  public int depth() {
    return depth;
  }

  @Override
  public int depthOfTap() {
    return copy.tap();
  }

  @Override
  public int depthOfRow() {
    return copy.runs() * copy.run();
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
    float[] copies =
        scratch.kernel().array(ScratchSlots.COPIES, ofClass * rows.stride() * COPY_STRIDE);
    int block = copy.fitting(COPY_STRIDE);
    for (int done = 0; done < rows.windows(); ) {
      int height = Heights.next(rows.windows() - done, rows.windows());
      int row = Math.min(done, rows.windows() - height);
      for (int first = 0; first < columns.windows(); first += block) {
        int end = Math.min(first + block, columns.windows());
        copyRows(x, at, pixel, row, height, first, end, copies, scratch);
        int to = out + row * rowStep + first * columnStep;
        panels(height, end - first, copies, w, wAt, start, y, to, rowStep, columnStep, scratch);
      }
      done += height;
    }
  }

  private void copyRows(
      float[] x,
      int at,
      int pixel,
      int row,
      int height,
      int first,
      int end,
      float[] copies,
      Scratch scratch) {
    int needed = (height - 1) * rows.stride() + rows.span();
    for (int i = 0; i < needed; i++) {
      int position = rows.position(row, 0) + i;
      int in = rows.contains(position) ? at + position * columns.size() * pixel : -1;
      copy.copy(x, in, pixel, first, end, copies, slot(i) * COPY_STRIDE, scratch);
    }
  }

  private void panels(
      int height,
      int windows,
      float[] copies,
      float[] w,
      int wAt,
      float[] start,
      float[] y,
      int out,
      int rowStep,
      int columnStep,
      Scratch scratch) {
    int rounds = table.length;
    for (int panel = 0; panel * PANEL < units; panel++) {
      int weights = wAt + panel * PANEL * depth;
      int begin = panel * PANEL;
      int to = out + panel * PANEL;
      int width = Math.min(PANEL, units - panel * PANEL);
      if (width == PANEL) {
        for (int window = 0; window < windows; window++) {
          int base = window * copy.pitch();
          int next = to + window * columnStep;
          Heights.product(
              height, copies, base, table, w, weights, rounds, start, begin, 0, y, next, rowStep);
        }
      } else {
        float[] results = scratch.kernel().array(ScratchSlots.PADDED, MOST_ROWS * PANEL);
        for (int window = 0; window < windows; window++) {
          int base = window * copy.pitch();
          Heights.product(
              height, copies, base, table, w, weights, rounds, start, begin, 0, results, 0, PANEL);
          for (int row = 0; row < height; row++) {
            int next = to + window * columnStep + row * rowStep;
            Copies.copy(results, row * PANEL, y, next, width);
          }
        }
      }
    }
  }
}
