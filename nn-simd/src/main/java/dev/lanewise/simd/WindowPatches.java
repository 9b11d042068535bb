package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COPY_STRIDE;
import static dev.lanewise.simd.Lanes.IN_ORDER;
import static dev.lanewise.simd.Lanes.PANEL;
import static dev.lanewise.simd.Lanes.ROUND;

import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Scratch;

/**
 * The product of {@link WindowProduct} where its tiles do not fit: each window is copied as a row
 * of its own, whatever the strides, the number of windows and of channels. Deep windows are copied
 * and multiplied piece by piece, with the sums in scratch memory in between. Immutable.
 */
final class WindowPatches implements ImageProduct {
  /** Windows that are copied at once: whole tiles, and few enough for a second-level cache. */
  private static final int COPIES = 60;

  /** The rows of the lowest tile; tiles fit a multiple of it without overlapping. */
  private static final int LEAST_ROWS = 4;

  /** Floats of a window that are copied at once: whole rounds. */
  private static final int PIECE = COPY_STRIDE / ROUND * ROUND;

  private final Axis rows;
  private final Axis columns;
  private final int channels;
  private final int units;
  private final int taps;

  WindowPatches(Axis rows, Axis columns, int channels, int units) {
    this.rows = rows;
    this.columns = columns;
    this.channels = channels;
    this.units = units;
    taps = rows.kernel() * columns.kernel() * channels;
  }

  @Override
  public int depth() {
    return Lanes.rounds(taps) * ROUND;
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
    int windows = rows.windows() * columns.windows();
    int stride = Math.ceilDiv(units, PANEL) * PANEL;
    float[] copies = scratch.kernel().array(ScratchSlots.COPIES, COPIES * COPY_STRIDE);
    float[] sums = scratch.kernel().array(ScratchSlots.PADDED, COPIES * stride);
    for (int first = 0; first < windows; first += COPIES) {
      int count = Math.min(COPIES, windows - first);
      int computed = Math.ceilDiv(count, LEAST_ROWS) * LEAST_ROWS;
      for (int from = 0; from < depth(); from += PIECE) {
        int to = Math.min(from + PIECE, depth());
        for (int i = 0; i < computed; i++) {
          int window = first + Math.min(i, count - 1);
          copy(x, at, pixel, window, from, to, copies, i * COPY_STRIDE);
        }
        boolean begins = from == 0;
        for (int panel = 0; panel < stride; panel += PANEL) {
          int weights = wAt + panel * depth() + from * PANEL;
          float[] before = begins ? start : sums;
          int beginAt = panel;
          int step = begins ? 0 : stride;
          tiles(
              copies, computed, w, weights, to - from, before, beginAt, step, sums, panel, stride);
        }
      }
      for (int i = 0; i < count; i++) {
        int row = (first + i) / columns.windows();
        int column = (first + i) % columns.windows();
        Copies.copy(sums, i * stride, y, out + row * rowStep + column * columnStep, units);
      }
    }
  }

  private static void tiles(
      float[] copies,
      int count,
      float[] w,
      int at,
      int depth,
      float[] start,
      int from,
      int step,
      float[] y,
      int out,
      int stride) {
    for (int row = 0; row < count; ) {
      int height = Heights.next(count - row, count);
      Heights.product(
          height,
          copies,
          row * COPY_STRIDE,
          IN_ORDER,
          w,
          at,
          depth / ROUND,
          start,
          from + row * step,
          step,
          y,
          out + row * stride,
          stride);
      row += height;
    }
  }

  /** Copies a piece of a window, which ends with zeros if it is the last. */
  private void copy(
      float[] x, int at, int pixel, int window, int from, int to, float[] copies, int out) {
    int row = window / columns.windows();
    int column = window % columns.windows();
    boolean together = columns.dilation() == 1 && pixel == channels;
    int end = Math.min(to, taps);
    for (int k = from; k < end; ) {
      int tap = k / channels;
      int channel = k - tap * channels;
      int j = tap % columns.kernel();
      int h = rows.position(row, tap / columns.kernel());
      int v = columns.position(column, j);
      boolean inside = rows.contains(h) && columns.contains(v);
      int reach = together && inside ? columns.size() - v : 1;
      int ofRow = Math.min(reach, columns.kernel() - j) * channels - channel;
      int length = Math.min(ofRow, end - k);
      if (inside) {
        int in = at + (h * columns.size() + v) * pixel + channel;
        Copies.copy(x, in, copies, out + k - from, length);
      } else {
        Copies.zero(copies, out + k - from, out + k - from + length);
      }
      k += length;
    }
    Copies.zero(copies, out + end - from, out + to - from);
  }
}
