package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The columns of a batch's matrix, as gradients read them: a few columns of all rows. In a long
 * batch those lie so far apart that the processor neither fetches them ahead nor keeps their pages
 * in mind; then they are copied to blocks of columns, each in one piece. Nothing is allocated after
 * construction.
 */
public final class BatchColumns {
  /** Rows that are copied at once, so that they stay in a first-level cache for all blocks. */
  private static final int ROWS = 16;

  private final Kernels kernels;
  private final Matrix matrix;
  private final int width;
  private final List<Matrix> blocks;

  private BatchColumns(Kernels kernels, Matrix matrix, int width, boolean pays) {
    boolean copies = kernels.tuning().blocking().copies(matrix.rows()) && pays;
    this.kernels = kernels;
    this.matrix = matrix;
    this.width = copies ? width : matrix.cols();
    this.blocks =
        copies
            ? IntStream.iterate(0, c -> c < matrix.cols(), c -> c + width)
                .mapToObj(c -> block(matrix.rows(), Math.min(width, matrix.cols() - c), width))
                .toList()
            : List.of();
  }

  /**
   * The columns of a layer's input, in blocks as the kernels like them.
   *
   * @param read whether a gradient reads them
   */
  public static BatchColumns ofInputs(Kernels kernels, Matrix x, boolean read) {
    int width = kernels.tuning().blocking().inputs();
    return new BatchColumns(kernels, x, width, read && width < x.cols());
  }

  /**
   * The columns of the gradient of a layer's output, in blocks as wide as panels of its weight,
   * padding included.
   *
   * @param read whether a gradient reads them
   */
  public static BatchColumns ofUnits(Kernels kernels, Matrix dy, Panels weight, boolean read) {
    int width = weight.panelCols();
    boolean padded = weight.panelStride(0) == width;
    return new BatchColumns(kernels, dy, width, read && padded && width != dy.cols());
  }

  private static Matrix block(int rows, int cols, int stride) {
    return new Matrix(new float[Math.multiplyExact(rows, stride)], 0, rows, cols, stride);
  }

  /** How many columns lie together: columns of a view must not cross a multiple of it. */
  public int width() {
    return width;
  }

  /** Brings rows {@code [from, to)} up to date; for other rows it may run at the same time. */
  public void refresh(int from, int to) {
    for (int row = from; row < to; row += ROWS) {
      int end = Math.min(row + ROWS, to);
      for (int i = 0; i < blocks.size(); i++) {
        kernels.products().copyColumns(matrix, i * width, blocks.get(i), row, end);
      }
    }
  }

  /** The columns {@code [from, to)} of all rows, as they were refreshed. */
  public Matrix view(int from, int to) {
    if (blocks.isEmpty()) {
      return matrix.columns(from, to);
    }
    int block = from / width;
    return blocks.get(block).columns(from - block * width, to - block * width);
  }
}
