package dev.lanewise.kernels;

import dev.lanewise.kernels.reference.ReferenceKernels;

/**
 * All arithmetic of the library: families of stateless, single-threaded functions on float memory
 * that never allocate. {@link ReferenceKernels} is the specification; every implementation gives
 * the same bits.
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

  /** What suits this backend: never a matter of results. */
  Tuning tuning();

  /** Products of matrices. */
  Products products();

  /** The products of a convolution. Allocates tables, so it is asked for when a layer is bound. */
  ConvolutionKernel convolution(Convolution geometry);

  /** The largest numbers and the means of windows. */
  Pooling pooling();

  /** Statistics of channels. */
  Normalization normalization();

  /** Statistics of rows. */
  RowNormalization rowNormalization();

  /** Functions of elements and of rows. */
  Elements elements();

  /** What recurrent layers do at a time step. */
  RecurrentCells recurrentCells();

  /** Sums over rows. */
  Reductions reductions();

  /** Losses and their gradients. */
  Losses losses();

  /** What a step does to parameters. */
  Updates updates();
}
