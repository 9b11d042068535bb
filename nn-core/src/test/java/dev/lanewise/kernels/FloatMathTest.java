package dev.lanewise.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Error bounds and special values of {@link FloatMath}, over every 4097th float of each domain: an
 * odd stride, so that the low bits of the significand vary.
 */
class FloatMathTest {

  private static final int STRIDE = 4097;
  private static final float MAX = Float.MAX_VALUE;
  private static final float LEAST_EXP = FloatMath.exp(-87f);

  private interface FloatFunction {
    float at(float x);
  }

  /**
   * A function, the exact one, where it is checked, and the largest error that is allowed there.
   */
  private enum Function {
    EXP(FloatMath::exp, StrictMath::exp, -87f, 88.72f, 0.9),
    EXPM1(FloatMath::expm1, StrictMath::expm1, -MAX, 88.72f, 1.46),
    LOG(FloatMath::log, StrictMath::log, Float.MIN_VALUE, MAX, 0.96),
    LOG1P(FloatMath::log1p, StrictMath::log1p, Math.nextUp(-1f), MAX, 1.48),
    TANH(FloatMath::tanh, StrictMath::tanh, -MAX, MAX, 1.85),
    SIGMOID(FloatMath::sigmoid, FloatMathTest::exactSigmoid, -87f, MAX, 1.65),
    SOFTPLUS(FloatMath::softplus, FloatMathTest::exactSoftplus, -87f, MAX, 1.87),
    NORMAL_CDF(FloatMath::normalCdf, FloatMathTest::exactNormalCdf, -12.9499f, 30f, 3.9),
    NORMAL_PDF(FloatMath::normalPdf, FloatMathTest::exactNormalPdf, -13.1466f, 13.1466f, 2.01);

    final FloatFunction function;
    final DoubleUnaryOperator exact;
    final float from;
    final float to;
    final double allowedUlps;

    Function(FloatFunction function, DoubleUnaryOperator exact, float from, float to, double ulps) {
      this.function = function;
      this.exact = exact;
      this.from = from;
      this.to = to;
      this.allowedUlps = ulps;
    }
  }

  @ParameterizedTest
  @EnumSource
  void staysWithinItsErrorBound(Function f) {
    double worst = 0;
    float worstAt = 0;
    for (int i = ordinal(f.from); i < ordinal(f.to) - STRIDE; i += STRIDE) {
      float x = floatOf(i);
      double error = isSubnormal(x) && f != Function.LOG ? 0 : ulps(f, x);
      if (!(error <= worst)) {
        worst = error;
        worstAt = x;
      }
    }
    assertTrue(worst <= f.allowedUlps, f + " errs by " + worst + " ulp at " + worstAt);
  }

  @ParameterizedTest
  @EnumSource
  void neverReturnsSubnormals(Function f) {
    for (int i = Integer.MIN_VALUE; i < Integer.MAX_VALUE - STRIDE; i += STRIDE) {
      float x = Float.intBitsToFloat(i);
      assertTrue(!isSubnormal(f.function.at(x)), () -> f + " is subnormal at " + x);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NORMAL_PDF")
  void growsUpToTwoUlps(Function f) {
    float previous = Float.NEGATIVE_INFINITY;
    for (int i = ordinal(f.from); i < ordinal(f.to) - STRIDE; i += STRIDE) {
      float x = floatOf(i);
      float y = f.function.at(x);
      assertTrue(y >= previous - 2 * Math.ulp(previous), () -> f + " falls at " + x);
      previous = y;
    }
  }

  @ParameterizedTest
  @EnumSource
  void propagatesNaN(Function f) {
    for (int bits : new int[] {0x7fc00000, 0xffc00000, 0x7fc00001, 0x7fffffff, 0xffffffff}) {
      assertTrue(Float.isNaN(f.function.at(Float.intBitsToFloat(bits))));
    }
  }

  @Test
  void expClampsBelowAndOverflowsAbove() {
    assertEquals(1f, FloatMath.exp(0f));
    assertEquals(1f, FloatMath.exp(-0f));
    assertEquals(StrictMath.exp(-87), LEAST_EXP, Math.ulp(LEAST_EXP));
    assertEquals(LEAST_EXP, FloatMath.exp(-87.5f));
    assertEquals(LEAST_EXP, FloatMath.exp(Float.NEGATIVE_INFINITY));
    assertTrue(FloatMath.exp(88.72283f) < Float.POSITIVE_INFINITY);
    assertEquals(Float.POSITIVE_INFINITY, FloatMath.exp(88.72285f));
    assertEquals(Float.POSITIVE_INFINITY, FloatMath.exp(Float.POSITIVE_INFINITY));
  }

  @Test
  void expm1AtItsLimits() {
    assertSignedZerosAreKept(FloatMath::expm1);
    assertEquals(-1f, FloatMath.expm1(Float.NEGATIVE_INFINITY));
    assertTrue(FloatMath.expm1(88.72283f) < Float.POSITIVE_INFINITY);
    assertEquals(Float.POSITIVE_INFINITY, FloatMath.expm1(88.72285f));
    assertEquals(Float.POSITIVE_INFINITY, FloatMath.expm1(Float.POSITIVE_INFINITY));
  }

  @Test
  void logAtItsLimits() {
    assertEquals(0f, FloatMath.log(1f));
    assertEquals(Float.NEGATIVE_INFINITY, FloatMath.log(0f));
    assertEquals(Float.NEGATIVE_INFINITY, FloatMath.log(-0f));
    assertEquals(Float.POSITIVE_INFINITY, FloatMath.log(Float.POSITIVE_INFINITY));
    assertTrue(Float.isNaN(FloatMath.log(-Float.MIN_VALUE)));
    assertTrue(Float.isNaN(FloatMath.log(-1f)));
    assertTrue(Float.isNaN(FloatMath.log(Float.NEGATIVE_INFINITY)));
  }

  @Test
  void log1pAtItsLimits() {
    assertSignedZerosAreKept(FloatMath::log1p);
    assertEquals(Float.NEGATIVE_INFINITY, FloatMath.log1p(-1f));
    assertEquals(Float.POSITIVE_INFINITY, FloatMath.log1p(Float.POSITIVE_INFINITY));
    assertTrue(Float.isNaN(FloatMath.log1p(Math.nextDown(-1f))));
    assertTrue(Float.isNaN(FloatMath.log1p(Float.NEGATIVE_INFINITY)));
  }

  @Test
  void tanhIsOddAndSaturates() {
    assertSignedZerosAreKept(FloatMath::tanh);
    assertEquals(1f, FloatMath.tanh(Float.POSITIVE_INFINITY));
    assertEquals(-1f, FloatMath.tanh(Float.NEGATIVE_INFINITY));
    for (float x = 0.01f; x < 12f; x *= 1.01f) {
      assertEquals(-FloatMath.tanh(x), FloatMath.tanh(-x));
      assertTrue(FloatMath.tanh(x) <= 1f);
    }
  }

  @Test
  void sigmoidAndSoftplusAtTheirLimits() {
    assertEquals(0.5f, FloatMath.sigmoid(0f));
    assertEquals(1f, FloatMath.sigmoid(Float.POSITIVE_INFINITY));
    assertEquals(LEAST_EXP, FloatMath.sigmoid(Float.NEGATIVE_INFINITY));
    assertEquals(LEAST_EXP, FloatMath.softplus(Float.NEGATIVE_INFINITY));
    assertEquals(Float.POSITIVE_INFINITY, FloatMath.softplus(Float.POSITIVE_INFINITY));
  }

  @Test
  void normalDistributionAtItsLimits() {
    assertEquals(0.5f, FloatMath.normalCdf(0f));
    assertEquals(0.5f, FloatMath.normalCdf(-0f));
    assertEquals(1f, FloatMath.normalCdf(Float.POSITIVE_INFINITY));
    assertEquals(0f, FloatMath.normalCdf(Float.NEGATIVE_INFINITY));
    assertEquals(0f, FloatMath.normalCdf(-12.96f));
    assertEquals(0f, FloatMath.normalPdf(-13.15f));
    assertEquals(0f, FloatMath.normalPdf(Float.POSITIVE_INFINITY));
  }

  private static void assertSignedZerosAreKept(FloatFunction f) {
    assertEquals(0f, f.at(0f));
    assertEquals(-0f, f.at(-0f));
    assertEquals(0f, f.at(Float.MIN_VALUE));
    assertEquals(-0f, f.at(-Float.MIN_VALUE));
  }

  private static double exactSigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  private static double exactSoftplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /** Near 0 the oracle is linear, and Commons Math slow. */
  private static double exactNormalCdf(double x) {
    return Math.abs(x) < 0x1p-30
        ? 0.5 + x / Math.sqrt(2 * Math.PI)
        : 0.5 * Erf.erfc(-x / Math.sqrt(2));
  }

  private static double exactNormalPdf(double x) {
    return StrictMath.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  }

  private static double ulps(Function f, float x) {
    double exact = f.exact.applyAsDouble(x);
    return Math.abs(f.function.at(x) - exact) / Math.ulp((float) exact);
  }

  private static boolean isSubnormal(float y) {
    return y != 0f && Math.abs(y) < Float.MIN_NORMAL;
  }

  /** Numbers the floats in ascending order; both zeros are 0. */
  private static int ordinal(float x) {
    int bits = Float.floatToRawIntBits(x);
    return bits < 0 ? Integer.MIN_VALUE - bits : bits;
  }

  private static float floatOf(int ordinal) {
    return Float.intBitsToFloat(ordinal < 0 ? Integer.MIN_VALUE - ordinal : ordinal);
  }
}
