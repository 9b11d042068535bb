package dev.lanewise.text;

import java.util.Arrays;

/**
 * Which pairs of tokens become which token: sorted, to be searched by halving, since a hash table
 * could be made slow by whoever writes a file. Immutable. The first merge makes token 256.
 */
final class PairRanks {
  /** No token: pairs that are not merged. */
  static final int NONE = Integer.MAX_VALUE;

  /** Bits of a token, and of the number of a merge. */
  private static final int BITS = 18;

  private final int[] merges;

  /** Left token, right token and number of each merge, from the highest bits to the lowest. */
  private final long[] sorted;

  /**
   * Takes over merges.
   *
   * @param merges left and right token of each, one pair behind the other
   */
  PairRanks(int[] merges) {
    this.merges = merges;
    this.sorted = new long[merges.length / 2];
    Arrays.setAll(sorted, i -> key(merges[2 * i], merges[2 * i + 1]) << BITS | i);
    Arrays.sort(sorted);
  }

  /** The token that a pair becomes, or {@link #NONE}. */
  int token(int left, int right) {
    long key = key(left, right);
    int found = Arrays.binarySearch(sorted, key << BITS);
    int at = found < 0 ? -found - 1 : found;
    return at < sorted.length && sorted[at] >>> BITS == key
        ? PairEncoding.BYTES + (int) (sorted[at] & ((1 << BITS) - 1))
        : NONE;
  }

  static long key(int left, int right) {
    return (long) left << BITS | right;
  }

  /** Whether no pair is there twice. */
  boolean isDistinct() {
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] >>> BITS == sorted[i - 1] >>> BITS) {
        return false;
      }
    }
    return true;
  }

  /** Left and right token of each merge, not to be changed. */
  int[] merges() {
    return merges;
  }

  int count() {
    return sorted.length;
  }
}
