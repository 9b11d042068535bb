package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COPY_STRIDE;
import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
import static dev.lanewise.simd.Lanes.INPUTS;
import static dev.lanewise.simd.Lanes.MANY_REGISTERS;
import static dev.lanewise.simd.Lanes.PANEL;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** The loops around the register tiles: they cut matrices into tiles of the heights there are. */
final class DenseKernels {
  /** Rows that are copied at once: whole tiles, and few enough for a second-level cache. */
  private static final int COPIES = 66;

  private DenseKernels() {}

  static void affine(
      Matrix x, Panels w, float[] bias, Matrix y, int from, int to, Scratch scratch) {
    if (to - from == 1) {
      affineRow(x, from, w, bias, y);
      return;
    }
    int whole = w.cols() / PANEL;
    if (copies(to - from, w)) {
      for (int row = from; row < to; row += COPIES) {
        int last = Math.min(row + COPIES, to);
        affineOfCopies(x, w, bias, y, Math.min(row, last - 6), last, scratch);
      }
    } else {
      for (int panel = 0; panel < whole; panel++) {
        affinePanel(x, w, panel, bias, y, from, to);
      }
    }
    for (int column = whole * PANEL; column < w.cols(); column += COUNT) {
      int lanes = Math.min(COUNT, w.cols() - column);
      for (int row = from; row < to; row += 8) {
        AffineTiles.narrow(x, row, Math.min(row + 8, to) - 1, w, column, lanes, bias, y);
      }
    }
  }

  private static void affineRow(Matrix x, int row, Panels w, float[] bias, Matrix y) {
    int whole = w.cols() / PANEL;
    int panel = 0;
    for (; panel + 4 <= whole; panel += 4) {
      AffineTiles.oneRowOf4Panels(x, row, w, panel, bias, y);
    }
    if (panel + 2 <= whole) {
      AffineTiles.oneRowOf2Panels(x, row, w, panel, bias, y);
      panel += 2;
    }
    if (panel < whole) {
      AffineTiles.oneRowOfPanel(x, row, w, panel, bias, y);
    }
    for (int column = whole * PANEL; column < w.cols(); column += COUNT) {
      int lanes = Math.min(COUNT, w.cols() - column);
      AffineTiles.oneRowNarrow(x, row, w, column, lanes, bias, y);
    }
  }

  /** Whether the tile for few registers can read copies, and does so more than once. */
  private static boolean copies(int rows, Panels w) {
    return !MANY_REGISTERS
        && rows >= 6
        && w.cols() >= 2 * PANEL
        && w.rows() <= COPY_STRIDE
        && w.rows() % 2 == 0;
  }

  /** The whole panels for at least 6 rows; the last tile begins sooner if need be. */
  private static void affineOfCopies(
      Matrix x, Panels w, float[] bias, Matrix y, int from, int to, Scratch scratch) {
    float[] copies = scratch.array(0, (to - from) * COPY_STRIDE);
    for (int row = from; row < to; row++) {
      System.arraycopy(x.data(), x.row(row), copies, (row - from) * COPY_STRIDE, w.rows());
    }
    int whole = w.cols() / PANEL;
    for (int panel = 0; panel < whole; panel++) {
      for (int row = from; row < to; row += 6) {
        int first = Math.min(row, to - 6);
        AffineTiles.rows6OfCopies(
            copies,
            (first - from) * COPY_STRIDE,
            w.data(),
            w.row(panel, 0),
            w.rows(),
            bias,
            panel * PANEL,
            y.data(),
            y.row(first) + panel * PANEL,
            y.stride());
      }
    }
  }

  private static void affinePanel(
      Matrix x, Panels w, int panel, float[] bias, Matrix y, int from, int to) {
    int row = from;
    if (MANY_REGISTERS) {
      for (; row + 12 <= to; row += 12) {
        AffineTiles.rows12(x, row, w, panel, bias, y);
      }
      if (row + 8 <= to) {
        AffineTiles.rows8(x, row, w, panel, bias, y);
        row += 8;
      }
    } else {
      for (; row + 6 <= to; row += 6) {
        AffineTiles.rows6(x, row, w, panel, bias, y);
      }
    }
    for (; row < to; row += 4) {
      AffineTiles.upTo4Rows(x, row, Math.min(row + 4, to) - 1, w, panel, bias, y);
    }
  }

  static void weightGradient(
      Matrix x, Matrix dy, int samples, Slice slice, float[] gradient, int at) {
    if (dy.cols() == PANEL) {
      panelGradient(x, dy, samples, gradient, at);
      return;
    }
    int stride = slice.stride();
    for (int column = 0; column < dy.cols(); column += COUNT) {
      int lanes = Math.min(COUNT, dy.cols() - column);
      for (int input = 0; input < x.cols(); input += 8) {
        int last = Math.min(input + 8, x.cols()) - 1;
        int out = at + input * stride + column;
        GradientTiles.narrow(x, input, last, dy, column, lanes, samples, gradient, out, stride);
      }
    }
  }

  private static void panelGradient(Matrix x, Matrix dy, int samples, float[] gradient, int at) {
    int input = 0;
    if (MANY_REGISTERS) {
      for (; input + 12 <= x.cols(); input += 12) {
        GradientTiles.rows12(x, input, dy, samples, gradient, at + input * PANEL);
      }
    } else if (x.cols() >= 6) {
      boolean blocks = x.stride() == INPUTS && dy.stride() == PANEL && samples % 2 == 0;
      // The last tile begins sooner if need be, and computes some rows a second time.
      for (; input < x.cols(); input += 6) {
        int first = Math.min(input, x.cols() - 6);
        if (blocks) {
          GradientTiles.rows6OfBlocks(x, first, dy, samples, gradient, at + first * PANEL);
        } else {
          GradientTiles.rows6(x, first, dy, samples, gradient, at + first * PANEL);
        }
      }
    }
    for (; input < x.cols(); input += 4) {
      int last = Math.min(input + 4, x.cols()) - 1;
      GradientTiles.upTo4Rows(x, input, last, dy, samples, gradient, at + input * PANEL);
    }
  }

  static void copyColumns(Matrix m, int column, Matrix block, int from, int to) {
    int cols = block.cols();
    if (cols >= COUNT && cols <= 2 * COUNT) {
      copyTwoVectors(m, column, block, from, to);
      return;
    }
    for (int row = from; row < to; row++) {
      System.arraycopy(m.data(), m.row(row) + column, block.data(), block.row(row), cols);
    }
  }

  /** The second vector ends where the columns end, and overlaps the first if need be. */
  private static void copyTwoVectors(Matrix m, int column, Matrix block, int from, int to) {
    float[] source = m.data();
    float[] target = block.data();
    int second = block.cols() - COUNT;
    for (int row = from; row < to; row++) {
      int in = m.row(row) + column;
      int out = block.row(row);
      FloatVector.fromArray(FLOATS, source, in).intoArray(target, out);
      FloatVector.fromArray(FLOATS, source, in + second).intoArray(target, out + second);
    }
  }

  static void columnSums(Matrix m, int samples, int from, int to, float[] out, int at) {
    Arrays.fill(out, at, at + to - from, 0);
    int bound = from + FLOATS.loopBound(to - from);
    for (int s = 0; s < samples; s++) {
      addRow(m.data(), m.row(s), from, bound, out, at - from);
      for (int c = bound; c < to; c++) {
        out[at + c - from] += m.data()[m.row(s) + c];
      }
    }
  }

  private static void addRow(float[] m, int row, int from, int bound, float[] out, int shift) {
    for (int c = from; c < bound; c += COUNT) {
      FloatVector sum = FloatVector.fromArray(FLOATS, out, shift + c);
      sum.add(FloatVector.fromArray(FLOATS, m, row + c)).intoArray(out, shift + c);
    }
  }
}
