package dev.lanewise.kernels;

/**
 * The order in which long sums are computed, so that their rounding error hardly grows with their
 * length. Terms are cut into blocks; each block is summed in a chain of its own, and the blocks'
 * sums are added in a binary tree: of blocks 0 and 1, 2 and 3, and so on, then of those pairs,
 * until one sum is left. A sum without a partner goes up as it is. The tree depends on nothing but
 * the number of blocks, so whole subtrees may be computed elsewhere.
 *
 * <p>A sum of {@code n} terms in blocks of {@code b} differs from the exact one by at most {@code
 * (b + log2(n / b) + 1) 2^-24} times the sum of the terms' magnitudes, but for terms of second
 * order (Higham 2002, Accuracy and Stability of Numerical Algorithms, section 4.2).
 *
 * <p>To compute it block by block with few sums in memory, keep block {@code i} in slot {@link
 * #slot}, and then {@link #merges} times add the sum in the last slot to that in the slot before.
 * The result ends in slot 0.
 */
public final class SumTree {

  /** Samples of a block, in sums over a batch. */
  public static final int SAMPLES = 256;

  /** Terms of a block, in sums over inputs or units that are more than {@link #CHAIN}. */
  public static final int BLOCK = 256;

  /** Sums over inputs or units that have no more terms than this are a single chain. */
  public static final int CHAIN = 2048;

  private SumTree() {}

  /** Blocks of a sum over so many inputs or units. */
  public static int blocks(int terms) {
    return terms <= CHAIN ? 1 : Math.ceilDiv(terms, BLOCK);
  }

  /** Behind the last term of the block that begins with {@code from}, of a sum like that. */
  public static int end(int from, int terms) {
    return end(from, terms, 1);
  }

  /**
   * Behind the last column of the block that begins with {@code from}, in a sum over the columns of
   * a row, which is kept in {@value Kernels#SUM_LANES} partial sums.
   */
  public static int endOfColumns(int from, int cols) {
    return end(from, cols, Kernels.SUM_LANES);
  }

  /** The same for terms that are dealt out to several chains. */
  private static int end(int from, int terms, int chains) {
    return terms <= chains * CHAIN ? terms : Math.min(from + chains * BLOCK, terms);
  }

  /** Where a block's sum is kept, from 0. */
  public static int slot(int block) {
    return Integer.bitCount(block);
  }

  /** How many additions follow a block, of {@code blocks} in all. */
  public static int merges(int block, int blocks) {
    return block + 1 < blocks ? Integer.numberOfTrailingZeros(block + 1) : Integer.bitCount(block);
  }

  /**
   * Adds sums of blocks that have a partner, after a block has been summed: all in arrays of
   * scratch memory, slot 0 in array {@code first}.
   *
   * @param length how many sums a block has
   */
  public static void fold(Slots arrays, int first, int block, int blocks, int length) {
    int slot = first + slot(block);
    for (int left = merges(block, blocks); left > 0; left--) {
      add(arrays.array(slot, length), arrays.array(slot - 1, length), length);
      slot--;
    }
  }

  /**
   * Adds the first {@code length} sums to others. Both are indexed alike, since C2 makes vector
   * code of the loop only then.
   */
  public static void add(float[] sums, float[] to, int length) {
    for (int i = 0; i < length; i++) {
      to[i] += sums[i];
    }
  }
}
