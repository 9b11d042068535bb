package dev.lanewise.kernels;

import dev.lanewise.Matrix;

/** Statistics of columns, which are channels, and what is done with them. */
public interface Normalization {

  /**
   * The mean of each column over the rows {@code [from, to)}, a chain of additions that starts with
   * zero, times {@code 1f / rows}; and then the sum of the squared distances from it, {@code sum =
   * fma(d, d, sum)} with {@code d = x - mean}, in the order of the rows.
   *
   * @param means receives the means from index {@code at}
   * @param squares receives the sums of squares from index {@code squaresAt}
   */
  void moments(Matrix x, int from, int to, float[] means, float[] squares, int at, int squaresAt);

  /**
   * {@code y = fma(x - mean, scale, shift)}, with a number of each for each column, from index 0;
   * {@code y} may be {@code x}.
   */
  void normalize(Matrix x, float[] mean, float[] scale, float[] shift, Matrix y, int from, int to);

  /**
   * For each column the sum of {@code dy} over the rows {@code [from, to)}, and that of {@code dy
   * (x - mean)}, {@code sum = fma(dy, x - mean, sum)}; both start with zero.
   *
   * @param sums receives the sums from index {@code at}
   * @param products receives those of products from index {@code productsAt}
   */
  void gradientSums(
      Matrix x,
      float[] mean,
      Matrix dy,
      int from,
      int to,
      float[] sums,
      float[] products,
      int at,
      int productsAt);

  /**
   * {@code dx = fma(mean - x, slope, dy - offset) scale}, with a number of each for each column;
   * {@code dx} may be {@code dy}.
   */
  void normalizeGradient(
      Matrix x,
      float[] mean,
      float[] scale,
      float[] offset,
      float[] slope,
      Matrix dy,
      Matrix dx,
      int from,
      int to);
}
