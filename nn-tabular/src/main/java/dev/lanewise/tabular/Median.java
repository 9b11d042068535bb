package dev.lanewise.tabular;

/**
 * The median of any number of values in single precision, in 768 KB: one pass counts the values by
 * the upper half of their bits, a second one those that share it with the middle by the lower half.
 * Of an even number of values it is the mean of the two in the middle.
 */
final class Median {
  private static final int BUCKETS = 1 << 16;

  private final int[] upperHalves = new int[BUCKETS];
  private long count;

  /** The first pass. */
  void count(double value) {
    upperHalves[key(value) >>> 16]++;
    count++;
  }

  /** The second pass, over the same values. */
  Selection select() {
    return new Selection(new Rank((count - 1) / 2), new Rank(count / 2));
  }

  /** The second pass. */
  static final class Selection {
    private final Rank lower;
    private final Rank upper;

    private Selection(Rank lower, Rank upper) {
      this.lower = lower;
      this.upper = upper;
    }

    void add(double value) {
      int key = key(value);
      lower.add(key);
      upper.add(key);
    }

    double median() {
      return (lower.value() + upper.value()) / 2;
    }
  }

  /** Finds the value of a rank. */
  private final class Rank {
    private final int[] lowerHalves = new int[BUCKETS];
    private final int upperHalf;
    private final long rest;

    Rank(long rank) {
      Bucket bucket = Bucket.of(upperHalves, rank);
      upperHalf = bucket.index;
      rest = bucket.rest;
    }

    void add(int key) {
      if (key >>> 16 == upperHalf) {
        lowerHalves[key & 0xffff]++;
      }
    }

    double value() {
      return valueOf(upperHalf << 16 | Bucket.of(lowerHalves, rest).index);
    }
  }

  /**
   * Where in a histogram a rank is.
   *
   * @param index the bucket
   * @param rest the rank within it
   */
  private record Bucket(int index, long rest) {
    static Bucket of(int[] histogram, long rank) {
      long rest = rank;
      int index = 0;
      while (rest >= histogram[index]) {
        rest -= histogram[index];
        index++;
      }
      return new Bucket(index, rest);
    }
  }

  /** The bits of the float so that, without a sign, they are in the order of the values. */
  private static int key(double value) {
    int bits = Float.floatToIntBits((float) value);
    return bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE;
  }

  private static float valueOf(int key) {
    return Float.intBitsToFloat(key < 0 ? key ^ Integer.MIN_VALUE : ~key);
  }
}
