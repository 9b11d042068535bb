package dev.lanewise.nn;

import dev.lanewise.Matrix;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The columns of a batch's matrix, as gradients read them: a few columns of all rows. In a long
 * batch those lie so far apart that the processor neither fetches them ahead nor keeps their pages
 * in mind; then they are copied to blocks of columns, each in one piece. Nothing is allocated after
 * construction.
 */
public final class BatchColumns {
  /** From this many rows on, reading copies saves more time than making them takes. */
  private static final int LONG_BATCH = 256;

  private final Matrix matrix;
  private final int width;
  private final List<Matrix> blocks;

  /**
   * The columns of a matrix.
   *
   * @param matrix one row for each sample
   * @param width columns of a block
   */
  public BatchColumns(Matrix matrix, int width) {
    boolean copies = copies(matrix.rows()) && width < matrix.cols();
    this.matrix = matrix;
    this.width = copies ? width : matrix.cols();
    this.blocks =
        copies
            ? IntStream.iterate(0, c -> c < matrix.cols(), c -> c + width)
                .mapToObj(c -> block(matrix.rows(), Math.min(width, matrix.cols() - c)))
                .toList()
            : List.of();
  }

  /** Whether a batch of so many rows is copied, if its matrix is wider than a block. */
  public static boolean copies(int rows) {
    return rows >= LONG_BATCH;
  }

  private static Matrix block(int rows, int cols) {
    return Matrix.of(new float[Math.multiplyExact(rows, cols)], rows, cols);
  }

  /** How many columns lie together: columns of a view must not cross a multiple of it. */
  public int width() {
    return width;
  }

  /** Brings rows {@code [from, to)} up to date; for other rows it may run at the same time. */
  public void refresh(int from, int to) {
    for (int i = 0; i < blocks.size(); i++) {
      Matrix block = blocks.get(i);
      int column = i * width;
      for (int row = from; row < to; row++) {
        int source = matrix.row(row) + column;
        System.arraycopy(matrix.data(), source, block.data(), block.row(row), block.cols());
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
