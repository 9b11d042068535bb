package dev.lanewise.kernels;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.reference.ReferenceKernels;
import dev.lanewise.random.DropoutMask;

/**
 * All arithmetic of the library: stateless, single-threaded functions on float memory that never
 * allocate. {@link ReferenceKernels} is the specification; every implementation gives the same
 * bits.
 *
 * <p>What makes that possible at every vector width is that the result of each element is defined
 * to the last addition. Three rules hold throughout:
 *
 * <ul>
 *   <li>A matrix product is, for each output element, one chain of fused multiply-adds over the
 *       inner index in ascending order, {@code acc = fma(a[k], b[k], acc)}. Vectors run along the
 *       outputs, so tiles and widths do not change it. Of more than {@link SumTree#CHAIN} inputs or
 *       units, each block of {@link SumTree#BLOCK} is a chain of its own, that starts with zero but
 *       for the first, and the blocks' sums are added in {@link SumTree} order.
 *   <li>A sum over the columns of a row is kept in {@value #SUM_LANES} partial sums, column {@code
 *       c} in partial sum {@code c % 16}, which are folded 8, 4, 2, 1 apart at the end; in rows of
 *       more than {@code 16 CHAIN} columns, at the end of each {@code 16 BLOCK} columns, and what
 *       is folded is added up in double.
 *   <li>{@code exp}, {@code log} and their kin are those of {@link FloatMath}.
 * </ul>
 *
 * <p>Ranges are half-open. A range of rows touches only those rows; different ranges may be
 * computed by different threads at the same time. Matrices must not overlap unless a method says
 * that it works in place. Arguments are trusted: plans check shapes once, kernels do not.
 */
public interface Kernels {

  /** The number of partial sums of a sum over columns. */
  int SUM_LANES = 16;

  /**
   * Magnitudes below this are replaced by zero where they would otherwise linger: in the state of
   * optimizers and in softmax gradients. Arithmetic on subnormal numbers (below 2^-126) is up to a
   * hundred times slower, and Java cannot ask the processor to flush them.
   */
  float FLUSH_BELOW = 0x1p-100f;

  /**
   * Second moments below this are replaced by zero, which is later than elsewhere: their roots join
   * an epsilon, beside which the root of {@link #FLUSH_BELOW} would count. A moment that decays is
   * subnormal for no more than one step.
   */
  float FLUSH_SQUARES_BELOW = Float.MIN_NORMAL;

  /** Rows that a product computes at once; ranges of a multiple of it are the fastest. */
  int rowTile();

  /** Allocates a zero weight matrix in the layout that this backend's {@link #affine} reads. */
  Panels panels(int rows, int cols);

  /** How {@link #affineWeightGradient} likes its operands; it takes any. */
  Blocking blocking();

  /**
   * Copies neighbouring columns to a matrix of their own.
   *
   * @param m the matrix that has them
   * @param column the first of them
   * @param block receives them, as many as it has columns; rows {@code [from, to)} are overwritten
   */
  void copyColumns(Matrix m, int column, Matrix block, int from, int to);

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
   * Sums of all columns over the rows {@code [from, to)}: chains of additions in row order that
   * start with zero, written to {@code out[at]} onwards.
   */
  void columnSums(Matrix m, int from, int to, float[] out, int at);

  /** {@code y = f(x)}; {@code y} may be {@code x}. */
  void activate(Activation f, Matrix x, Matrix y, int from, int to, Scratch scratch);

  /**
   * {@code dx = dy * f'}; {@code dx} may be {@code dy}.
   *
   * @param xy the output of {@code f} if {@link Activation#differentiableFromOutput}, else its
   *     input
   */
  void activationGradient(
      Activation f, Matrix xy, Matrix dy, Matrix dx, int from, int to, Scratch scratch);

  /**
   * Inverted dropout, {@code y = x / (1 - rate)} or 0, and its gradient, which is the same function
   * of {@code dy}. {@link DropoutMask} decides which elements are dropped, by nothing but the key
   * and the place. {@code y} may be {@code x}.
   */
  void dropout(Matrix x, Matrix y, float rate, long key, int from, int to);

  /** {@code y = exp(x - max x) / sum}, row by row; {@code y} may be {@code x}. */
  void softmax(Matrix x, Matrix y, int from, int to, Scratch scratch);

  /** {@code dx = y (dy - sum(dy y))} row by row; {@code dx} may be {@code dy}. */
  void softmaxGradient(Matrix y, Matrix dy, Matrix dx, int from, int to, Scratch scratch);

  /**
   * Softmax and cross-entropy in one, from logits {@code y}. With target distribution {@code t} the
   * loss of a row is {@code log(sum exp(y - max)) - sum t (y - max)}, and its gradient {@code
   * (softmax y - t) * scale}, where magnitudes below {@link #FLUSH_BELOW} become zero.
   *
   * <p>Targets of one column are class indices: {@code t} is 1 at the index. {@code smoothing}
   * mixes in the uniform distribution: {@code t (1 - smoothing) + smoothing / classes}.
   */
  void softmaxCrossEntropy(
      LossRows rows, float smoothing, float scale, int from, int to, Scratch scratch);

  /**
   * A loss that is a sum over elements: the loss of a row is the plain sum, the gradient is that of
   * each element times {@code scale}.
   *
   * @param delta the threshold of {@link ElementLoss#HUBER}; otherwise ignored
   */
  void elementLoss(
      ElementLoss loss, float delta, LossRows rows, float scale, int from, int to, Scratch scratch);

  /** The updates of parameters. */
  Updates updates();
}
