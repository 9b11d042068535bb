package dev.lanewise.kernels;

import static dev.lanewise.kernels.FloatMath.Coefficients.*;
import static java.lang.Float.MIN_NORMAL;
import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static java.lang.Math.abs;
import static java.lang.Math.fma;

/**
 * The elementary functions of the reference kernels, on {@code float}, defined down to the last
 * bit.
 *
 * <p>Every function is a fixed sequence of {@code + - * /}, {@link Math#fma}, comparisons that
 * select between two values, and integer operations on the bits. There is no branch, table or
 * library call, so that the vector kernels can perform the same operations in the same order, lane
 * by lane, and reach the same bits at any vector width, interpreted or compiled.
 *
 * <p>All functions are pure: safe for use by any number of threads, without allocation. {@code NaN}
 * gives {@code NaN}. No result is subnormal, because operations on subnormal numbers are many times
 * slower on some processors. Each Javadoc states the largest error that was found in units of the
 * last place (ulp) of the exact result rounded to {@code float}; unless it says otherwise, the
 * exact result was {@link StrictMath} in {@code double}, at every {@code float} of the domain with
 * magnitude from 2<sup>-30</sup> to 2<sup>7</sup>.
 *
 * <p>The {@linkplain Coefficients coefficients} were fitted for this class: minimax in the relative
 * error of the function (Lawson's reweighted least squares on 400 Chebyshev nodes, targets from
 * mpmath at 40 digits), then rounded to {@code float} from the lowest degree up, with the remaining
 * ones fitted again after each rounding.
 */
public final class FloatMath {

  private FloatMath() {}

  /**
   * Returns e<sup>x</sup> as 2<sup>n</sup>·e<sup>r</sup>, where x = n·ln 2 + r.
   *
   * <p>Error at most 0.90 ulp for x in [-87, 88.72]. Arguments below -87, including {@code
   * -Infinity}, give exactly {@code exp(-87f)} = 1.6458e-38, the smallest result. Arguments above
   * 88.722839 give {@code +Infinity}.
   *
   * @param x any value
   * @return e<sup>x</sup>, never less than {@code exp(-87f)}
   */
  public static float exp(float x) {
    return expUpTo88(x > EXP_MAX ? EXP_MAX : x);
  }

  /**
   * Returns e<sup>x</sup> - 1, accurate near 0 too, as 2<sup>n</sup>·(e<sup>r</sup> - 1) +
   * (2<sup>n</sup> - 1), where x = n·ln 2 + r.
   *
   * <p>Error at most 1.46 ulp. Arguments below about -17.4 give -1, arguments above 88.722839 give
   * {@code +Infinity}; zero and subnormal arguments give a zero of the same sign.
   *
   * @param x any value
   * @return e<sup>x</sup> - 1
   */
  public static float expm1(float x) {
    float y = x > EXP_MAX ? EXP_MAX : x;
    float half = halfExpm1(y < EXP_MIN ? EXP_MIN : y);
    return abs(x) < MIN_NORMAL ? 0f * x : half + half;
  }

  /**
   * Returns the natural logarithm, as k·ln 2 + log(1 + f), where x = 2<sup>k</sup>·(1 + f) and 1 +
   * f is in [√½, √2).
   *
   * <p>Error at most 0.96 ulp for every positive argument, subnormal ones included. {@code log(0)}
   * is {@code -Infinity} for both zeros, {@code log(+Infinity)} is {@code +Infinity}, and a
   * negative argument gives {@code NaN}.
   *
   * @param x any value
   * @return log x
   */
  public static float log(float x) {
    float y = x < MIN_NORMAL ? x * SUBNORMAL_SCALE : x;
    float exponentOfScale = x < MIN_NORMAL ? -SUBNORMAL_SCALE_EXPONENT : 0f;
    int bits = floatToRawIntBits(y);
    int k = exponent(bits);
    float f = significand(bits, k) - 1f;
    return withLogLimits(x, logOfProduct(k + exponentOfScale, f));
  }

  /**
   * Returns log(1 + x), accurate near 0 too. The reduction is that of {@link #log}, but f is
   * rounded only once: f = 2<sup>-k</sup>·x + (2<sup>-k</sup> - 1).
   *
   * <p>Error at most 1.48 ulp for every x &gt; -1. {@code log1p(-1)} is {@code -Infinity},
   * arguments below -1 give {@code NaN}, {@code +Infinity} gives itself; zero and subnormal
   * arguments give a zero of the same sign.
   *
   * @param x any value
   * @return log(1 + x)
   */
  public static float log1p(float x) {
    float u = 1f + x;
    int bits = floatToRawIntBits(u);
    int k = exponent(bits);
    float fromX = fractionOfOnePlus(x, k);
    // Beyond 2^25, 1 + x rounds to x, and 2^-k may no longer be a normal number.
    float f = u > LOG1P_LARGE ? significand(bits, k) - 1f : fromX;
    float y = withLogLimits(u, logOfProduct(k, f));
    return abs(x) < MIN_NORMAL ? 0f * x : y;
  }

  /**
   * Returns the hyperbolic tangent, with the sign of x and the magnitude m/(1 + m), where m =
   * (e<sup>2|x|</sup> - 1)/2. With c = min(m, 1) it is evaluated as c - c·(c/(1 + m)), which halves
   * the error of the quotient at least.
   *
   * <p>Error at most 1.85 ulp. The result is exactly ±1 for |x| above about 9.01; zero and
   * subnormal arguments give a zero of the same sign.
   *
   * @param x any value
   * @return tanh x
   */
  public static float tanh(float x) {
    float a = abs(x);
    float y = a > TANH_MAX ? TANH_MAX : a;
    float m = halfExpm1(y + y);
    float c = m > 1f ? 1f : m;
    float quotient = c / (1f + m);
    float magnitude = a < MIN_NORMAL ? 0f : fma(-c, quotient, c);
    int sign = floatToRawIntBits(x) & SIGN_BIT;
    return intBitsToFloat(sign | floatToRawIntBits(magnitude));
  }

  /**
   * Returns the logistic sigmoid 1/(1 + e<sup>-x</sup>). With e = e<sup>-|x|</sup> and q = e/(1 +
   * e) it is 1 - q for x ≥ 0, and e - e·q for x &lt; 0, which halves the error of q at least.
   *
   * <p>Error at most 1.65 ulp for x ≥ -87. Arguments below -87, including {@code -Infinity}, give
   * exactly {@code exp(-87f)} = 1.6458e-38; arguments above about 17.3 give 1.
   *
   * @param x any value
   * @return the sigmoid of x, in [exp(-87), 1]
   */
  public static float sigmoid(float x) {
    float e = expUpTo88(-abs(x));
    float q = e / (1f + e);
    return x < 0f ? fma(-e, q, e) : 1f - q;
  }

  /**
   * Returns softplus(x) = log(1 + e<sup>x</sup>), as max(x, 0) + log1p(e<sup>-|x|</sup>).
   *
   * <p>Error at most 1.87 ulp for x ≥ -87. Arguments below -87, including {@code -Infinity}, give
   * exactly {@code exp(-87f)} = 1.6458e-38; {@code +Infinity} gives itself.
   *
   * @param x any value
   * @return log(1 + e<sup>x</sup>), never less than {@code exp(-87f)}
   */
  public static float softplus(float x) {
    float e = expUpTo88(-abs(x));
    int k = exponent(floatToRawIntBits(1f + e));
    float positive = x > 0f ? x : 0f;
    return positive + logOfProduct(k, fractionOfOnePlus(e, k));
  }

  /**
   * Returns the distribution function Φ(x) of the standard normal distribution, which exact GELU
   * needs: Φ(-a) = e<sup>-a²/2</sup>·h(u)/(a + s) for a ≥ 0, with u = (a - s)/(a + s), s = {@link
   * Coefficients#MILLS_SHIFT} and a polynomial h; and Φ(a) = 1 - Φ(-a).
   *
   * <p>The error is at most 3.9 ulp for x &lt; 0, in the tail too, and 2.5 ulp for x ≥ 0, measured
   * against {@code Erf.erfc} of Commons Math 3.6.1 at every seventh float. Φ(0) is exactly 0.5.
   * Below -12.9499, where the result would be subnormal, it is 0; above about 5.4 it is 1.
   *
   * @param x any value
   * @return Φ(x), in [0, 1]
   */
  public static float normalCdf(float x) {
    float a = abs(x);
    float b = a > CDF_MAX ? CDF_MAX : a;
    float tail = expMinusHalfSquare(b) * millsRatio(b);
    float flushed = a > CDF_MAX ? 0f : tail;
    return x < 0f ? flushed : 1f - flushed;
  }

  /**
   * Returns the density φ(x) = e<sup>-x²/2</sup>/√(2π) of the standard normal distribution.
   *
   * <p>Error at most 2.01 ulp. For |x| above 13.1466, where the result would be subnormal, it is 0.
   *
   * @param x any value
   * @return φ(x)
   */
  public static float normalPdf(float x) {
    float a = abs(x);
    float b = a > PDF_MAX ? PDF_MAX : a;
    float density = expMinusHalfSquare(b) * INVERSE_SQRT_2PI;
    return a > PDF_MAX ? 0f : density;
  }

  /** e^x without the upper clamp; x must not exceed 89. */
  private static float expUpTo88(float x) {
    float y = x < EXP_MIN ? EXP_MIN : x;
    float shifted = fma(y, LOG2_E, SHIFTER);
    float r = remainder(y, shifted - SHIFTER);
    return twiceExp(r) * halfPowerOfTwo(shifted);
  }

  /** (e^x - 1)/2 for x in [-87, 89]; the half keeps 2^n finite for n = 128. */
  private static float halfExpm1(float x) {
    float shifted = fma(x, LOG2_E, SHIFTER);
    float r = remainder(x, shifted - SHIFTER);
    float scale = halfPowerOfTwo(shifted);
    return fma(scale, expm1OfRemainder(r), scale - 0.5f);
  }

  /**
   * e^(-a²/2) for a in [0, 13.19]; the rounding error of a² is kept, or it would cost dozens of
   * ulp.
   */
  private static float expMinusHalfSquare(float a) {
    float square = a * a;
    float squareError = fma(a, a, -square);
    float y = -0.5f * square;
    float shifted = fma(y, LOG2_E, SHIFTER);
    float n = shifted - SHIFTER;
    float low = fma(n, -LN2_LOW, -0.5f * squareError);
    float r = fma(n, -LN2_HIGH, y) + low;
    return twiceExp(r) * halfPowerOfTwo(shifted);
  }

  /** x - n·ln 2; the inner fma is exact. */
  private static float remainder(float x, float n) {
    return fma(n, -LN2_LOW, fma(n, -LN2_HIGH, x));
  }

  /**
   * 2^(n-1), where shifted = n + SHIFTER: the low bits of the sum are n + 126, an exponent field.
   */
  private static float halfPowerOfTwo(float shifted) {
    return intBitsToFloat(floatToRawIntBits(shifted) << SIGNIFICAND_BITS);
  }

  private static float twiceExp(float r) {
    float p = fma(r, EXP_6, EXP_5);
    p = fma(r, p, EXP_4);
    p = fma(r, p, EXP_3);
    p = fma(r, p, EXP_2);
    p = fma(r, p, EXP_1);
    return fma(r, p, EXP_0);
  }

  private static float expm1OfRemainder(float r) {
    float p = fma(r, EXPM1_7, EXPM1_6);
    p = fma(r, p, EXPM1_5);
    p = fma(r, p, EXPM1_4);
    p = fma(r, p, EXPM1_3);
    p = fma(r, p, EXPM1_2);
    return fma(r, r * p, r);
  }

  /** k such that the float of these bits is 2^k times a number in [√½, √2). */
  private static int exponent(int bits) {
    return (bits - SQRT_HALF_BITS) >> SIGNIFICAND_BITS;
  }

  private static float significand(int bits, int k) {
    return intBitsToFloat(bits - (k << SIGNIFICAND_BITS));
  }

  /** f such that 1 + x = 2^k·(1 + f). */
  private static float fractionOfOnePlus(float x, int k) {
    float scale = significand(ONE_BITS, k);
    return fma(scale, x, scale - 1f);
  }

  /** log(2^k·(1 + f)). */
  private static float logOfProduct(float k, float f) {
    float y = fma(k, LN2_LOW, log1pOfFraction(f));
    return fma(k, LN2_HIGH, y);
  }

  private static float log1pOfFraction(float f) {
    float p = fma(f, LOG_10, LOG_9);
    p = fma(f, p, LOG_8);
    p = fma(f, p, LOG_7);
    p = fma(f, p, LOG_6);
    p = fma(f, p, LOG_5);
    p = fma(f, p, LOG_4);
    p = fma(f, p, LOG_3);
    p = fma(f, p, LOG_2);
    return fma(f, f * p, f);
  }

  /** y = log x, corrected where x is zero, negative, infinite or NaN. */
  private static float withLogLimits(float x, float y) {
    float limit = x == 0f ? Float.NEGATIVE_INFINITY : Float.NaN;
    float z = x > 0f ? y : limit;
    return x == Float.POSITIVE_INFINITY ? Float.POSITIVE_INFINITY : z;
  }

  /** Φ(-a)·e^(a²/2), for a in [0, 12.95]: the Mills ratio of the normal tail, over √(2π). */
  private static float millsRatio(float a) {
    float w = 1f / (a + MILLS_SHIFT);
    // Equal to (a - s)·w, but precise near a = 0, where the polynomial is steep.
    float u = fma(a * w, 2f, -1f);
    return millsPolynomial(u) * w;
  }

  private static float millsPolynomial(float u) {
    float p = fma(u, MILLS_9, MILLS_8);
    p = fma(u, p, MILLS_7);
    p = fma(u, p, MILLS_6);
    p = fma(u, p, MILLS_5);
    p = fma(u, p, MILLS_4);
    p = fma(u, p, MILLS_3);
    p = fma(u, p, MILLS_2);
    p = fma(u, p, MILLS_1);
    return fma(u, p, MILLS_0);
  }

  /**
   * Constants shared with the lane version of these functions, which must use the same ones. They
   * are public for that reason only, and may change with any release.
   */
  public static final class Coefficients {

    private Coefficients() {}

    public static final int SIGNIFICAND_BITS = 23;
    public static final int SIGN_BIT = 0x80000000;
    public static final int ONE_BITS = 0x3f800000;
    public static final int SQRT_HALF_BITS = 0x3f3504f3;

    /**
     * A little less than log2(e) = 1.442695, so that n is -125, not -126, at -87: 2<sup>n-1</sup>
     * is then normal for all arguments. In return |r| may reach 0.359 instead of ln(2)/2 = 0.347.
     */
    public static final float LOG2_E = 1.4425f;

    /** The float nearest to ln 2; and the float nearest to the rest. */
    public static final float LN2_HIGH = 0x1.62e43p-1f;

    public static final float LN2_LOW = -0x1.05c61p-29f;

    /** Adding it rounds to an integer, and leaves that integer + 126 in the low bits. */
    public static final float SHIFTER = 0x1.8p23f + 126f;

    public static final float EXP_MIN = -87f;
    public static final float EXP_MAX = 89f;

    /** tanh rounds to 1 well before. */
    public static final float TANH_MAX = 10f;

    /** Φ(-x) falls below the least normal float at 12.94995. */
    public static final float CDF_MAX = 12.9499f;

    /** φ(x) falls below the least normal float at 13.14668. */
    public static final float PDF_MAX = 13.1466f;

    public static final float INVERSE_SQRT_2PI = 0x1.988454p-2f;

    public static final float LOG1P_LARGE = 0x1p25f;
    public static final float SUBNORMAL_SCALE = 0x1p24f;
    public static final float SUBNORMAL_SCALE_EXPONENT = 24f;

    // 2·e^r on [-0.359, 0.359], EXP_0 and EXP_1 prescribed. Relative error 2^-27.9.
    public static final float EXP_0 = 2f;
    public static final float EXP_1 = 2f;
    public static final float EXP_2 = 0x1.fffffap-1f;
    public static final float EXP_3 = 0x1.555476p-2f;
    public static final float EXP_4 = 0x1.5559d4p-4f;
    public static final float EXP_5 = 0x1.124e5p-6f;
    public static final float EXP_6 = 0x1.69cd12p-9f;

    // (e^r - 1 - r)/r^2 on [-0.359, 0.359], EXPM1_2 prescribed. Error relative to e^r - 1: 2^-30.8.
    public static final float EXPM1_2 = 0.5f;
    public static final float EXPM1_3 = 0x1.555554p-3f;
    public static final float EXPM1_4 = 0x1.5554e8p-5f;
    public static final float EXPM1_5 = 0x1.1112c6p-7f;
    public static final float EXPM1_6 = 0x1.6d517p-10f;
    public static final float EXPM1_7 = 0x1.9eb1eap-13f;

    // (log(1 + f) - f)/f^2 on [√½ - 1, √2 - 1], LOG_2 prescribed. Error relative to log: 2^-27.3.
    public static final float LOG_2 = -0.5f;
    public static final float LOG_3 = 0x1.555554p-2f;
    public static final float LOG_4 = -0x1.000226p-2f;
    public static final float LOG_5 = 0x1.99a01cp-3f;
    public static final float LOG_6 = -0x1.54728ap-3f;
    public static final float LOG_7 = 0x1.22d92ep-3f;
    public static final float LOG_8 = -0x1.0d8244p-3f;
    public static final float LOG_9 = 0x1.055ec8p-3f;
    public static final float LOG_10 = -0x1.38c9cep-4f;

    // (a + s)·Φ(-a)·e^(a²/2) in u = (a - s)/(a + s), for a in [0, 12.96]. Relative error 2^-27.6.
    // The shift was chosen among multiples of 1/32 for a short polynomial that survives rounding.
    public static final float MILLS_SHIFT = 3.375f;
    public static final float MILLS_0 = 0x1.7b6eep-1f;
    public static final float MILLS_1 = -0x1.1b21ccp-1f;
    public static final float MILLS_2 = 0x1.2e76f6p-2f;
    public static final float MILLS_3 = -0x1.92fb46p-4f;
    public static final float MILLS_4 = 0x1.1dcbfep-7f;
    public static final float MILLS_5 = 0x1.00617p-7f;
    public static final float MILLS_6 = -0x1.285d38p-9f;
    public static final float MILLS_7 = -0x1.be89cap-11f;
    public static final float MILLS_8 = 0x1.5198d4p-12f;
    public static final float MILLS_9 = 0x1.2b2922p-13f;
  }
}
