package dev.lanewise.random;

/**
 * Which elements dropout drops: a counter-based generator, so that a mask needs no memory, no order
 * and no state. The 64-bit key of a step and layer, mixed with the row, gives a 32-bit key of the
 * row; that, mixed with the column, gives the element's random number.
 *
 * <p>The 64-bit mixer is that of SplitMix64 (Steele, Lea and Flood 2014); the 32-bit one is of the
 * same family of xor-shifts and multiplications and can be computed in vector lanes.
 */
public final class DropoutMask {
  /** Multiplies the column; odd, so that columns stay distinct. */
  public static final int COLUMN_STEP = 0x9E3779B9;

  /** First multiplier of the 32-bit mixer. */
  public static final int MULTIPLIER_1 = 0x21F0AAAD;

  /** Second multiplier of the 32-bit mixer. */
  public static final int MULTIPLIER_2 = 0x735A2D97;

  private DropoutMask() {}

  /** The 32-bit key of a row. */
  public static int rowKey(long key, int row) {
    return (int) (Seeds.mix(key, row) >>> 32);
  }

  /** A uniformly distributed 24-bit number of a column, given its row's key. */
  public static int random24(int rowKey, int column) {
    int x = rowKey + column * COLUMN_STEP;
    x ^= x >>> 16;
    x *= MULTIPLIER_1;
    x ^= x >>> 15;
    x *= MULTIPLIER_2;
    x ^= x >>> 15;
    return x >>> 8;
  }

  /** Elements whose 24-bit random number is below this are dropped. */
  public static int threshold(float rate) {
    return Math.round(rate * 0x1p24f);
  }

  /** The factor on kept elements, {@code 1 / (1 - rate)}. */
  public static float scale(float rate) {
    return 1 / (1 - rate);
  }
}
