package dev.lanewise.kernels;

import dev.lanewise.Matrix;

/** Statistics of columns, which are channels, and what is done with them. */
public interface Normalization {

  /**
   * The mean of each column over the rows {@code [from, to)}, and the sum of the squared distances
   * from it, in two passes of which the second corrects the first (Chan, Golub and LeVeque 1983).
   * The first is a chain of additions that starts with zero; times {@code 1f / rows} it is an
   * estimate of the mean. Then {@code e += d} and {@code q = fma(d, d, q)} with {@code d = x -
   * estimate}, both in the order of the rows and starting with zero. With {@code shift = e (1f /
   * rows)} the mean is {@code estimate + shift} and the sum of squares {@code max(0, fma(-shift, e,
   * q))}.
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
   * {@code dx = fma(dy, scale, fma(mean - x, slope, offset))}, with a number of each for each
   * column; {@code dx} may be {@code dy}.
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
