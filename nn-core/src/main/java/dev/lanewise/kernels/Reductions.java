package dev.lanewise.kernels;

import dev.lanewise.Matrix;

/** Sums over rows. The rules of {@link Kernels} hold. */
public interface Reductions {

  /**
   * Sums of all columns over the rows {@code [from, to)}: chains of additions in row order that
   * start with zero, written to {@code out[at]} onwards.
   */
  void columnSums(Matrix m, int from, int to, float[] out, int at);

  /**
   * Sums of the squares of a panel's columns: for each column a chain of additions in double, in
   * the order of the rows, that starts with zero. The layout of the panels does not matter.
   *
   * @param out receives the sum of column {@code c} of the matrix at index {@code c}; columns of
   *     other panels are not touched
   */
  void columnSquares(Panels m, int panel, double[] out);
}
