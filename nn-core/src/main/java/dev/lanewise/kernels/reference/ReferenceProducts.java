package dev.lanewise.kernels.reference;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Products;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;
import java.util.Arrays;

/**
 * The specification of {@link Products}.
 *
 * <p>The inner loops work on arrays from index 0 because the just-in-time compiler of JDK 25 turns
 * {@code y[i] = fma(a, x[i], y[i])} into vector code only if the two arrays are indexed alike;
 * hence the rows of weights that are copied to scratch memory. Weights are plain row-major.
 */
final class ReferenceProducts implements Products {
  /** Rows of a product that share copied rows of weights. */
  static final int TILE = 8;

  /** Rows of a product that share copied columns of weights, which are slow to copy. */
  private static final int TILE_OF_COLUMNS = 64;

  /** Samples whose columns lie on more pages than a processor keeps in mind. */
  static final int LONG_BATCH = 256;

  /** The most rows that have sums at the same time. */
  private static final int MOST_ROWS = Math.max(TILE, TILE_OF_COLUMNS);

  /** Terms that are added to a sum at once, while it is in a register. */
  private static final int TERMS = 4;

  /** The first of as many arrays of scratch memory as there are terms: their factors. */
  private static final int FACTORS = 0;

  /** Behind them the sums, {@link #MOST_ROWS} arrays for each slot of {@link SumTree}. */
  private static final int SUMS = FACTORS + TERMS;

  @Override
  public Panels panels(int rows, int cols) {
    return Panels.allocate(rows, cols, cols, 1);
  }

  @Override
  public void affine(
      Matrix x,
      Panels w,
      int firstPanel,
      int endPanel,
      float[] bias,
      Matrix y,
      int from,
      int to,
      Scratch scratch) {
    for (int row = from; row < to; row += TILE) {
      for (int panel = firstPanel; panel < endPanel; panel++) {
        affineTile(x, w, panel, bias, y, row, Math.min(row + TILE, to), scratch);
      }
    }
  }

  private static void affineTile(
      Matrix x, Panels w, int panel, float[] bias, Matrix y, int from, int to, Scratch scratch) {
    int n = w.panelColumns(panel);
    int column = panel * w.panelCols();
    int blocks = SumTree.blocks(w.rows());
    for (int block = 0, k = 0; block < blocks; block++) {
      int slot = SumTree.slot(block);
      for (int row = from; row < to; row++) {
        float[] start = sums(slot, row - from, n, scratch);
        if (block == 0) {
          System.arraycopy(bias, column, start, 0, n);
        } else {
          Arrays.fill(start, 0, n, 0);
        }
      }
      int end = SumTree.end(k, w.rows());
      addInputs(x, w, panel, k, end, slot, from, to, scratch);
      fold(block, blocks, to - from, n, scratch);
      k = end;
    }
    for (int row = from; row < to; row++) {
      float[] sums = sums(0, row - from, n, scratch);
      System.arraycopy(sums, 0, y.data(), y.row(row) + column, n);
    }
  }

  private static void addInputs(
      Matrix x,
      Panels w,
      int panel,
      int first,
      int end,
      int slot,
      int from,
      int to,
      Scratch scratch) {
    int n = w.panelColumns(panel);
    int k = first;
    for (; k + TERMS <= end; k += TERMS) {
      for (int i = 0; i < TERMS; i++) {
        System.arraycopy(
            w.data(), w.row(panel, k + i), scratch.kernel().array(FACTORS + i, n), 0, n);
      }
      for (int row = from; row < to; row++) {
        float[] sums = sums(slot, row - from, n, scratch);
        addTerms(x.data(), x.row(row) + k, 1, scratch, sums, n);
      }
    }
    for (; k < end; k++) {
      float[] weights = scratch.kernel().array(FACTORS, n);
      System.arraycopy(w.data(), w.row(panel, k), weights, 0, n);
      for (int row = from; row < to; row++) {
        addTerm(x.data()[x.row(row) + k], weights, sums(slot, row - from, n, scratch), n);
      }
    }
  }

  @Override
  public void affineInputGradient(
      Matrix dy, Panels w, Matrix dx, int from, int to, Scratch scratch) {
    for (int row = from; row < to; row += TILE_OF_COLUMNS) {
      inputGradientTile(dy, w, dx, row, Math.min(row + TILE_OF_COLUMNS, to), scratch);
    }
  }

  private static void inputGradientTile(
      Matrix dy, Panels w, Matrix dx, int from, int to, Scratch scratch) {
    int n = w.rows();
    int blocks = SumTree.blocks(w.cols());
    for (int block = 0, u = 0; block < blocks; block++) {
      int slot = SumTree.slot(block);
      for (int row = from; row < to; row++) {
        Arrays.fill(sums(slot, row - from, n, scratch), 0, n, 0);
      }
      int end = SumTree.end(u, w.cols());
      addUnits(dy, w, u, end, slot, from, to, scratch);
      fold(block, blocks, to - from, n, scratch);
      u = end;
    }
    for (int row = from; row < to; row++) {
      System.arraycopy(sums(0, row - from, n, scratch), 0, dx.data(), dx.row(row), n);
    }
  }

  private static void addUnits(
      Matrix dy, Panels w, int first, int end, int slot, int from, int to, Scratch scratch) {
    int n = w.rows();
    int u = first;
    for (; u + TERMS <= end; u += TERMS) {
      for (int i = 0; i < TERMS; i++) {
        copyColumn(w, u + i, scratch.kernel().array(FACTORS + i, n));
      }
      for (int row = from; row < to; row++) {
        float[] sums = sums(slot, row - from, n, scratch);
        addTerms(dy.data(), dy.row(row) + u, 1, scratch, sums, n);
      }
    }
    for (; u < end; u++) {
      float[] weights = scratch.kernel().array(FACTORS, n);
      copyColumn(w, u, weights);
      for (int row = from; row < to; row++) {
        addTerm(dy.data()[dy.row(row) + u], weights, sums(slot, row - from, n, scratch), n);
      }
    }
  }

  /** Adds the sums of blocks that have a partner now. */
  private static void fold(int block, int blocks, int rows, int n, Scratch scratch) {
    int slot = SumTree.slot(block);
    for (int left = SumTree.merges(block, blocks); left > 0; left--) {
      for (int row = 0; row < rows; row++) {
        float[] right = sums(slot, row, n, scratch);
        SumTree.add(right, sums(slot - 1, row, n, scratch), n);
      }
      slot--;
    }
  }

  private static void copyColumn(Panels w, int col, float[] out) {
    int panel = col / w.panelCols();
    int start = w.row(panel, 0) + col - panel * w.panelCols();
    int stride = w.panelStride(panel);
    for (int row = 0; row < w.rows(); row++) {
      out[row] = w.data()[start + row * stride];
    }
  }

  @Override
  public void affineWeightGradient(
      Matrix x,
      Matrix dy,
      int from,
      int to,
      Slice slice,
      float[] gradient,
      int at,
      Scratch scratch) {
    Arrays.fill(gradient, at, at + slice.end() - slice.begin(), 0);
    for (int input = 0; input < x.cols(); input += TILE) {
      int rows = Math.min(TILE, x.cols() - input);
      int start = at + input * slice.stride();
      gradientTile(x, input, rows, dy, from, to, gradient, start, slice.stride(), scratch);
    }
  }

  private static void gradientTile(
      Matrix x,
      int input,
      int rows,
      Matrix dy,
      int from,
      int to,
      float[] gradient,
      int at,
      int stride,
      Scratch scratch) {
    int n = dy.cols();
    for (int row = 0; row < rows; row++) {
      Arrays.fill(sums(0, row, n, scratch), 0, n, 0);
    }
    int s = from;
    for (; s + TERMS <= to; s += TERMS) {
      for (int i = 0; i < TERMS; i++) {
        System.arraycopy(dy.data(), dy.row(s + i), scratch.kernel().array(FACTORS + i, n), 0, n);
      }
      for (int row = 0; row < rows; row++) {
        int start = x.row(s) + input + row;
        addTerms(x.data(), start, x.stride(), scratch, sums(0, row, n, scratch), n);
      }
    }
    for (; s < to; s++) {
      float[] deltas = scratch.kernel().array(FACTORS, n);
      System.arraycopy(dy.data(), dy.row(s), deltas, 0, n);
      for (int row = 0; row < rows; row++) {
        addTerm(x.data()[x.row(s) + input + row], deltas, sums(0, row, n, scratch), n);
      }
    }
    for (int row = 0; row < rows; row++) {
      System.arraycopy(sums(0, row, n, scratch), 0, gradient, at + row * stride, n);
    }
  }

  /** The sums of a row of a tile, in a slot of {@link SumTree}. */
  private static float[] sums(int slot, int row, int n, Scratch scratch) {
    return scratch.kernel().array(SUMS + slot * MOST_ROWS + row, n);
  }

  /** {@code y += a x}, each element with one rounding. */
  private static void addTerm(float a, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.fma(a, x[i], y[i]);
    }
  }

  /**
   * {@code y += a[at] x0; y += a[at + step] x1}; and so on with all factors in scratch memory,
   * while a sum is in a register.
   */
  private static void addTerms(float[] a, int at, int step, Scratch scratch, float[] y, int n) {
    float a0 = a[at];
    float a1 = a[at + step];
    float a2 = a[at + 2 * step];
    float a3 = a[at + 3 * step];
    float[] x0 = scratch.kernel().array(FACTORS, n);
    float[] x1 = scratch.kernel().array(FACTORS + 1, n);
    float[] x2 = scratch.kernel().array(FACTORS + 2, n);
    float[] x3 = scratch.kernel().array(FACTORS + 3, n);
    for (int i = 0; i < n; i++) {
      float sum = Math.fma(a1, x1[i], Math.fma(a0, x0[i], y[i]));
      y[i] = Math.fma(a3, x3[i], Math.fma(a2, x2[i], sum));
    }
  }

  @Override
  public void copyColumns(Matrix m, int column, Matrix block, int from, int to) {
    for (int row = from; row < to; row++) {
      System.arraycopy(m.data(), m.row(row) + column, block.data(), block.row(row), block.cols());
    }
  }
}
