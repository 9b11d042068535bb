package dev.lanewise.schedule;

/**
 * Sine and cosine of arguments up to {@code pi / 4}, with the polynomials and the bits of {@link
 * StrictMath}, whose own methods allocate a small array in each call.
 */
final class Cosines {
  private static final double[] SINE = {
    1.58969099521155e-10,
    -2.5050760253406863e-8,
    2.7557313707070068e-6,
    -0.0001984126982985795,
    0.00833333333332249
  };
  private static final double SINE_CUBE = -0.16666666666666632;
  private static final double[] COSINE = {
    -1.1359647557788195e-11,
    2.087572321298175e-9,
    -2.7557314351390663e-7,
    2.480158728947673e-5,
    -0.001388888888887411,
    0.0416666666666666
  };

  /** From here on, cosines subtract a part of what is taken from 1 exactly. */
  private static final double LARGE = 0.3;

  /** Half an argument's square is cut at a fourth of the argument, or at this if that is more. */
  private static final double MOST_CUT = 0.28125;

  private static final double CUT_MOST_FROM = 0.78125;
  private static final long HIGH_WORD = 0xffff_ffff_0000_0000L;

  private Cosines() {}

  static double sine(double x) {
    double square = x * x;
    return x + square * x * (SINE_CUBE + square * polynomial(SINE, square));
  }

  static double cosine(double x) {
    double square = x * x;
    double rest = square * (square * polynomial(COSINE, square));
    double size = Math.abs(x);
    if (size < LARGE) {
      return 1 - (0.5 * square - rest);
    }
    double cut = size > CUT_MOST_FROM ? MOST_CUT : highWord(size / 4);
    return 1 - cut - (0.5 * square - cut - rest);
  }

  private static double highWord(double x) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & HIGH_WORD);
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * x + coefficient;
    }
    return sum;
  }
}
