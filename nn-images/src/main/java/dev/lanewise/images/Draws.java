package dev.lanewise.images;

import dev.lanewise.random.Seeds;

/** Random numbers of a sample in an epoch: pure functions of its key and what they are for. */
final class Draws {
  static final int FLIP = 0;
  static final int FLIP_VERTICALLY = 1;
  static final int CROP_DOWN = 2;
  static final int CROP_ACROSS = 3;
  static final int SHIFT_DOWN = 4;
  static final int SHIFT_ACROSS = 5;
  static final int ROTATION = 6;
  static final int ZOOM = 7;
  static final int BRIGHTNESS = 8;
  static final int CONTRAST = 9;
  static final int CUT_DOWN = 10;
  static final int CUT_ACROSS = 11;
  static final int PARTNER = 12;
  static final int SHARE = 13;

  /** Keeps these numbers apart from all others that come of the seed of a training. */
  private static final long STREAM = 0x4c616e6541756731L;

  private Draws() {}

  /** The key of an epoch. */
  static long epochKey(long seed, int epoch) {
    return Seeds.mix(Seeds.mix(seed, STREAM), epoch);
  }

  /** The key of a sample. */
  static long key(long epochKey, int sample) {
    return Seeds.mix(epochKey, sample);
  }

  /** A whole number from 0 to {@code bound - 1}. */
  static int below(int bound, long key, int purpose) {
    return (int) Math.unsignedMultiplyHigh(Seeds.mix(key, purpose), bound);
  }

  static boolean coin(long key, int purpose) {
    return Seeds.mix(key, purpose) < 0;
  }

  /** A whole number from {@code -most} to {@code most}. */
  static int within(int most, long key, int purpose) {
    return below(2 * most + 1, key, purpose) - most;
  }

  /** A number from {@code -most} to {@code most}. */
  static double within(double most, long key, int purpose) {
    return most * (2 * unit(Seeds.mix(key, purpose)) - 1);
  }

  /** A number between 0 and 1, neither of them. */
  private static double unit(long bits) {
    return ((bits >>> 12) + 0.5) * 0x1p-52;
  }

  /**
   * A share that is Beta(alpha, alpha) distributed, by the method of Jöhnk (1964): of two powers
   * {@code u^(1/alpha)} whose sum is at most 1, the part of the first. In logarithms, since powers
   * may vanish.
   */
  static double beta(double alpha, long key) {
    long own = Seeds.mix(key, SHARE);
    for (long i = 0; ; i += 2) {
      double first = StrictMath.log(unit(Seeds.mix(own, i))) / alpha;
      double second = StrictMath.log(unit(Seeds.mix(own, i + 1))) / alpha;
      double largest = Math.max(first, second);
      double sum = StrictMath.exp(first - largest) + StrictMath.exp(second - largest);
      if (largest + StrictMath.log(sum) <= 0) {
        return StrictMath.exp(first - largest) / sum;
      }
    }
  }
}
