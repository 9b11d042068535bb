package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.PANEL;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;
import java.util.Arrays;

/**
 * {@code y = bias + x w} for more inputs than one chain has: block by block, from copies of some
 * rows, with the sums of blocks in scratch memory. Arguments are those of {@link AffineKernels}.
 */
final class DeepAffineKernels {
  /** Rows of the smallest number of tiles. */
  private static final int LEAST_ROWS = 6;

  private DeepAffineKernels() {}

  /** At most {@link AffineKernels#COPIES} rows. */
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
    boolean one = to - from == 1;
    int rows = one ? 1 : Math.max(LEAST_ROWS, to - from);
    int columns = (end - first) * PANEL;
    int blocks = SumTree.blocks(depth);
    float[] start = scratch.kernel().array(ScratchSlots.START, columns);
    Arrays.fill(start, 0, columns, 0);
    System.arraycopy(bias, first * PANEL, start, 0, columns(y, first, columns));
    for (int block = 0; block < blocks; block++) {
      int k = block * SumTree.BLOCK;
      int steps = SumTree.end(k, depth) - k;
      float[] sums =
          scratch.kernel().array(ScratchSlots.SUMS + SumTree.slot(block), rows * columns);
      if (one) {
        row(x, from, k, steps, w, first, end, depth, rest, start, sums, y.cols(), scratch);
      } else {
        rows(x, from, to, k, steps, w, first, end, depth, rest, start, sums, y.cols(), scratch);
      }
      SumTree.fold(scratch.kernel(), ScratchSlots.SUMS, block, blocks, rows * columns);
      Arrays.fill(start, 0, columns, 0);
    }
    float[] sums = scratch.kernel().array(ScratchSlots.SUMS, 0);
    for (int row = from; row < to; row++) {
      int out = y.row(row) + first * PANEL;
      System.arraycopy(sums, (row - from) * columns, y.data(), out, columns(y, first, columns));
    }
  }

  /** A block of one row, which needs no copy. */
  private static void row(
      Matrix x,
      int row,
      int k,
      int steps,
      float[] w,
      int first,
      int end,
      int depth,
      int rest,
      float[] start,
      float[] sums,
      int cols,
      Scratch scratch) {
    int pitch = PANEL * depth;
    int x0 = x.row(row) + k;
    int whole = rest < PANEL && end * PANEL > cols ? end - 1 : end;
    AffineKernels.row(
        x.data(), x0, w, first * pitch + k * PANEL, pitch, steps, whole - first, start, 0, sums, 0);
    if (whole < end) {
      float[] weights = padded(w, whole * pitch + k * rest, steps, rest, scratch);
      int column = (whole - first) * PANEL;
      RowTiles.ofPanel(x.data(), x0, weights, 0, steps, start, column, sums, column);
    }
  }

  /** A block of some rows. */
  private static void rows(
      Matrix x,
      int from,
      int to,
      int k,
      int steps,
      float[] w,
      int first,
      int end,
      int depth,
      int rest,
      float[] start,
      float[] sums,
      int cols,
      Scratch scratch) {
    int rows = Math.max(LEAST_ROWS, to - from);
    int columns = (end - first) * PANEL;
    float[] copies = AffineKernels.copies(x, k, steps, from, rows, to - 1, scratch);
    for (int panel = first; panel < end; panel++) {
      boolean narrow = rest < PANEL && (panel + 1) * PANEL > cols;
      int at = panel * PANEL * depth + k * (narrow ? rest : PANEL);
      float[] weights = narrow ? padded(w, at, steps, rest, scratch) : w;
      int column = (panel - first) * PANEL;
      int begin = narrow ? 0 : at;
      AffineKernels.tilesOfCopies(
          copies, rows, weights, begin, steps, start, column, sums, column, columns, scratch);
    }
  }

  /** How many of the panels' columns there are. */
  private static int columns(Matrix y, int first, int columns) {
    return Math.min(columns, y.cols() - first * PANEL);
  }

  /** A block of a narrow panel in the form of a whole one. */
  private static float[] padded(float[] w, int at, int steps, int rest, Scratch scratch) {
    float[] panel = scratch.kernel().array(ScratchSlots.PADDED, steps * PANEL);
    for (int step = 0; step < steps; step++) {
      System.arraycopy(w, at + step * rest, panel, step * PANEL, rest);
      Arrays.fill(panel, step * PANEL + rest, (step + 1) * PANEL, 0);
    }
    return panel;
  }
}
