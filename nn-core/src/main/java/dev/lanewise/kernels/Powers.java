package dev.lanewise.kernels;

/** Powers of rates. */
public final class Powers {

  private Powers() {}

  /**
   * A power by repeated squaring: products only, so that all machines agree, and unlike {@link
   * StrictMath#pow} without allocation.
   */
  public static double power(double base, long exponent) {
    double power = 1;
    double square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        power *= square;
      }
      square *= square;
    }
    return power;
  }
}
