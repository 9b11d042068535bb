package dev.lanewise.kernels;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Panels.Slice;

/**
 * Products of a batch with weights, and the memory that they like to read. The rules of {@link
 * Kernels} hold.
 */
public interface Products {

  /** Allocates a zero weight matrix in the layout that this backend's {@link #affine} reads. */
  Panels panels(int rows, int cols);

  /**
   * Rows of {@code y = bias + x w}; the chain of each element starts with its bias.
   *
   * @param x {@code rows x inputs}
   * @param w {@code inputs x units}
   * @param bias {@code units}, from index 0
   * @param y {@code rows x units}, overwritten
   */
  default void affine(
      Matrix x, Panels w, float[] bias, Matrix y, int from, int to, Scratch scratch) {
    affine(x, w, 0, w.count(), bias, y, from, to, scratch);
  }

  /**
   * The columns of {@link #affine(Matrix, Panels, float[], Matrix, int, int, Scratch) affine} that
   * belong to the panels {@code [firstPanel, endPanel)}; others are not touched.
   */
  void affine(
      Matrix x,
      Panels w,
      int firstPanel,
      int endPanel,
      float[] bias,
      Matrix y,
      int from,
      int to,
      Scratch scratch);

  /**
   * Rows of the input gradient {@code dx = dy w^T}: for input {@code i}, a chain over the units
   * that starts with zero.
   *
   * @param dy {@code rows x units}
   * @param w {@code inputs x units}
   * @param dx {@code rows x inputs}, overwritten
   */
  void affineInputGradient(Matrix dy, Panels w, Matrix dx, int from, int to, Scratch scratch);

  /**
   * A slice of the weight gradient {@code dw = x^T dy}: for input {@code i} and unit {@code u}, a
   * chain over the samples that starts with zero. The slice's padding becomes zero.
   *
   * @param x the columns that belong to the slice's rows, {@code rows x (to - from)}
   * @param dy the columns that belong to the slice's columns
   * @param from the first row to sum over
   * @param to behind the last row to sum over
   * @param slice which part of the gradient; its own memory is not touched
   * @param gradient receives the slice, laid out like the slice itself
   * @param at index in {@code gradient} of the slice's first element
   */
  void affineWeightGradient(
      Matrix x,
      Matrix dy,
      int from,
      int to,
      Slice slice,
      float[] gradient,
      int at,
      Scratch scratch);

  /**
   * Copies neighbouring columns to a matrix of their own.
   *
   * @param m the matrix that has them
   * @param column the first of them
   * @param block receives them, as many as it has columns; rows {@code [from, to)} are overwritten
   */
  void copyColumns(Matrix m, int column, Matrix block, int from, int to);
}
