package dev.lanewise.kernels;

import dev.lanewise.Matrix;

/** Sums over rows. The rules of {@link Kernels} hold. */
public interface Reductions {

  /**
   * Sums of all columns over the rows {@code [from, to)}: chains of additions in row order that
   * start with zero, written to {@code out[at]} onwards.
   */
  void columnSums(Matrix m, int from, int to, float[] out, int at);
}
