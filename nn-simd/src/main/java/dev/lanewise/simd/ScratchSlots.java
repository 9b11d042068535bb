package dev.lanewise.simd;

/**
 * Which array of scratch memory holds what. Kernels that call each other use different ones; those
 * that do not share them.
 */
final class ScratchSlots {
  /** Of an affine product: rows at constant distances. */
  static final int COPIES = 0;

  /** What its sums start with. */
  static final int START = 1;

  /** The results or the weights of a panel that is padded. */
  static final int PADDED = 2;

  /** A last round of weights, filled up. */
  static final int REST = 3;

  /** Of the input gradient, around an affine product: the weights. */
  static final int TRANSPOSED = 4;

  /** The bias of that product. */
  static final int ZEROS = 5;

  /** Of the input gradient without such a product: samples in lanes. */
  static final int DELTAS = 0;

  /** The weights of a tile at constant distances. */
  static final int TILE = 2;

  /** Of both: sums of blocks. The last, since {@code SumTree} needs many. */
  static final int SUMS = 6;

  /** Of the weight gradient: a last round of inputs, filled up. */
  static final int INPUTS_REST = 0;

  /** The same of units. */
  static final int UNITS_REST = 1;

  /** Of functions of rows: partial sums. */
  static final int ROW_SUMS = 0;

  /** A row between two loops. */
  static final int ROW = 1;

  /** Partial sums of products beside others. */
  static final int ROW_PRODUCTS = 1;

  /**
   * Of a convolution, beside {@link #COPIES}, {@link #START} and {@link #PADDED}: a row of an image
   * with its border.
   */
  static final int LINE = 4;

  /** Of its weight gradient: rows of an image; the columns of a panel; sums. */
  static final int BAND = 0;

  static final int UNITS = 1;

  static final int WEIGHT_SUMS = 2;

  private ScratchSlots() {}
}
