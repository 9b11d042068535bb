package dev.lanewise.random;

/**
 * Standard normal random numbers by place, like {@link DropoutMask}: the quantile of the place's
 * 24-bit uniform number, by algorithm AS 241 (PPND7, Wichura 1988; relative error about 1e-7). Only
 * operations that are the same on every machine, in double; allocates nothing.
 */
public final class NormalNumbers {
  private static final double CENTRE = 0.425;
  private static final double CENTRE_SQUARED = 0.180625;
  private static final double TAIL_SHIFT = 1.6;

  private NormalNumbers() {}

  /** The number of a column, given its row's key. */
  public static float normal(int rowKey, int column) {
    return (float) quantile((DropoutMask.random24(rowKey, column) + 0.5) * 0x1p-24);
  }

  /** Below which number the share {@code p} of the distribution lies; p from 2^-25 to 1 - 2^-25. */
  static double quantile(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= CENTRE) {
      return q * centre(CENTRE_SQUARED - q * q);
    }
    double tail = tail(Math.sqrt(-StrictMath.log(Math.min(p, 1 - p))) - TAIL_SHIFT);
    return q < 0 ? -tail : tail;
  }

  private static double centre(double r) {
    return (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
        / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
  }

  /** Good for probabilities from 1e-11, far less than a 24-bit number gives. */
  private static double tail(double r) {
    return (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
        / ((0.12021132975 * r + 0.73700164250) * r + 1);
  }
}
