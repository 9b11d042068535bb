package dev.lanewise.random;

/**
 * Seeds derived from seeds: pure functions, the same on every machine and release. The mixer is the
 * finaliser of SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number
 * generators").
 */
public final class Seeds {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /** A well-mixed function of one number. */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The seed of the {@code index}-th thing under a seed. */
  public static long mix(long seed, long index) {
    return mix(mix(seed) + (index + 1) * GOLDEN_GAMMA);
  }
}
