package dev.lanewise.images;

/**
 * Sine and cosine by their Taylor series in an eighth of a turn, with an error below 1e-15; the
 * same on every machine, and without the array that those of {@link StrictMath} allocate.
 */
final class Angles {
  private static final double QUARTER = StrictMath.PI / 2;

  private Angles() {}

  /** The sine of an angle in radians, from a turn backwards to one forwards. */
  static double sine(double angle) {
    int quarters = (int) Math.rint(angle / QUARTER);
    double rest = angle - quarters * QUARTER;
    double value = quarters % 2 == 0 ? ofSine(rest) : ofCosine(rest);
    return (quarters & 3) < 2 ? value : -value;
  }

  /** The cosine of an angle in radians, from a turn backwards to one forwards. */
  static double cosine(double angle) {
    int quarters = (int) Math.rint(angle / QUARTER);
    double rest = angle - quarters * QUARTER;
    double value = quarters % 2 == 0 ? ofCosine(rest) : ofSine(rest);
    return ((quarters + 1) & 3) < 2 ? value : -value;
  }

  /** {@code x - x^3 / 3! + x^5 / 5! ...}, from the last term to the first. */
  private static double ofSine(double x) {
    double sum = 1;
    for (int n = 16; n >= 2; n -= 2) {
      sum = 1 - x * x / (n * (n + 1)) * sum;
    }
    return x * sum;
  }

  /** {@code 1 - x^2 / 2! + x^4 / 4! ...}, from the last term to the first. */
  private static double ofCosine(double x) {
    double sum = 1;
    for (int n = 17; n >= 1; n -= 2) {
      sum = 1 - x * x / (n * (n + 1)) * sum;
    }
    return sum;
  }
}
