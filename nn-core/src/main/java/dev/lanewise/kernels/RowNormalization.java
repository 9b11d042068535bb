package dev.lanewise.kernels;

import dev.lanewise.Matrix;

/**
 * Statistics of rows, which are positions, and what is done with them. The rules of {@link Kernels}
 * hold, above all for sums over the columns of a row. A number of each row is at the row's index,
 * one of each column at the column's.
 */
public interface RowNormalization {

  /**
   * The mean of each row, and the sum of the squared distances from it, in two passes as those of
   * {@link Normalization#moments}: the sum of the columns times {@code 1f / cols} is an estimate;
   * then there are the sums of {@code d = x - estimate} and of its squares, {@code q = fma(d, d,
   * q)}; the mean is {@code estimate + shift} and the sum of squares {@code max(0, fma(-shift, e,
   * q))}, with {@code shift = e (1f / cols)}.
   *
   * @param means receives the means of the rows
   * @param squares receives their sums of squares
   */
  void moments(Matrix x, float[] means, float[] squares, int from, int to, Scratch scratch);

  /**
   * {@code y = fma((x - mean) factor, scale, shift)}, with a mean and a factor of each row, a scale
   * and a shift of each column; {@code y} may be {@code x}.
   */
  void normalize(
      Matrix x,
      float[] means,
      float[] factors,
      float[] scale,
      float[] shift,
      Matrix y,
      int from,
      int to);

  /**
   * For each row the sum of {@code dy scale}, and that of {@code (dy scale) (x - mean)}, {@code sum
   * = fma(dy scale, x - mean, sum)}.
   *
   * @param sums receives the sums of the rows
   * @param products receives their sums of products
   */
  void gradientSums(
      Matrix x,
      float[] means,
      float[] scale,
      Matrix dy,
      float[] sums,
      float[] products,
      int from,
      int to,
      Scratch scratch);

  /**
   * {@code dx = fma(mean - x, slope, fma(dy, scale, -offset)) factor}, with a scale of each column
   * and one of the other numbers for each row; {@code dx} may be {@code dy}.
   */
  void normalizeGradient(
      Matrix x,
      float[] means,
      float[] factors,
      float[] offsets,
      float[] slopes,
      float[] scale,
      Matrix dy,
      Matrix dx,
      int from,
      int to);

  /**
   * For each column the sum of {@code dy} over the rows {@code [from, to)}, and that of {@code dy
   * (x - mean) factor}, {@code sum = fma(dy, (x - mean) factor, sum)}; both are chains in the order
   * of the rows that start with zero.
   *
   * @param sums receives the sums from index {@code at}
   * @param products receives those of products from index {@code productsAt}
   */
  void columnSums(
      Matrix x,
      float[] means,
      float[] factors,
      Matrix dy,
      int from,
      int to,
      float[] sums,
      float[] products,
      int at,
      int productsAt);
}
