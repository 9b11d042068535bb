package dev.lanewise.simd;

import static dev.lanewise.kernels.FloatMath.Coefficients.*;
import static java.lang.Float.MIN_NORMAL;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;

import dev.lanewise.kernels.FloatMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatMath} on the lanes of a vector: the same operations in the same order, hence the same
 * bits. Formulas, ranges, error bounds and special values are documented there; a change here needs
 * the same change there. {@code a.blend(b, mask)} stands for the scalar's {@code mask ? b : a};
 * {@code min} and {@code max} are avoided because their rules for NaN and -0 cost several
 * instructions, {@code lanewise(EXP)} and the like because their bits depend on the compiler.
 *
 * <p><b>Inlining.</b> A vector that crosses a call is allocated, so all of this must be inlined
 * into the loop that calls it. C2 spends 300 to 700 nodes on parsing one vector operation, and
 * stops to inline methods of ours at 18,000 ({@code NodeCountInliningCutoff}), however small they
 * are; the JDK's own vector methods are exempt. Therefore the long chains here call vector
 * operations directly, no helper is entered late, and a loop should call one function of this
 * class, once. Constants are broadcast, not kept as vectors: C2 cannot hoist loads of those from
 * the heap.
 */
final class VectorMath {

  static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;

  private VectorMath() {}

  /** {@link FloatMath#exp}. */
  static FloatVector exp(FloatVector x) {
    return expUpTo88(x.blend(EXP_MAX, x.compare(GT, EXP_MAX)));
  }

  /** {@link FloatMath#expm1}. */
  static FloatVector expm1(FloatVector x) {
    FloatVector y = x.blend(EXP_MAX, x.compare(GT, EXP_MAX));
    FloatVector half = halfExpm1(y.blend(EXP_MIN, y.lt(EXP_MIN)));
    return half.add(half).blend(broadcast(SPECIES, 0f).mul(x), x.abs().lt(MIN_NORMAL));
  }

  /** {@link FloatMath#log}. */
  static FloatVector log(FloatVector x) {
    VectorMask<Float> tiny = x.lt(MIN_NORMAL);
    FloatVector y = x.blend(x.mul(SUBNORMAL_SCALE), tiny);
    FloatVector exponentOfScale = broadcast(SPECIES, 0f).blend(-SUBNORMAL_SCALE_EXPONENT, tiny);
    IntVector bits = y.reinterpretAsInts();
    IntVector k = exponent(bits);
    FloatVector f = significand(bits, k).sub(1f);
    return withLogLimits(x, logOfProduct(toFloat(k).add(exponentOfScale), f));
  }

  /** {@link FloatMath#log1p}. */
  static FloatVector log1p(FloatVector x) {
    FloatVector u = broadcast(SPECIES, 1f).add(x);
    IntVector bits = u.reinterpretAsInts();
    IntVector k = exponent(bits);
    FloatVector fromX = fractionOfOnePlus(x, k);
    FloatVector f = fromX.blend(significand(bits, k).sub(1f), u.compare(GT, LOG1P_LARGE));
    FloatVector y = withLogLimits(u, logOfProduct(toFloat(k), f));
    return y.blend(broadcast(SPECIES, 0f).mul(x), x.abs().lt(MIN_NORMAL));
  }

  /** {@link FloatMath#tanh}. */
  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector y = a.blend(TANH_MAX, a.compare(GT, TANH_MAX));
    FloatVector m = halfExpm1(y.add(y));
    FloatVector c = m.blend(1f, m.compare(GT, 1f));
    FloatVector quotient = c.div(broadcast(SPECIES, 1f).add(m));
    FloatVector magnitude = c.neg().fma(quotient, c).blend(0f, a.lt(MIN_NORMAL));
    IntVector sign = x.reinterpretAsInts().and(SIGN_BIT);
    return sign.or(magnitude.reinterpretAsInts()).reinterpretAsFloats();
  }

  /** {@link FloatMath#sigmoid}. */
  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = expUpTo88(x.abs().neg());
    FloatVector q = e.div(broadcast(SPECIES, 1f).add(e));
    return broadcast(SPECIES, 1f).sub(q).blend(e.neg().fma(q, e), x.lt(0f));
  }

  /** {@link FloatMath#softplus}. */
  static FloatVector softplus(FloatVector x) {
    FloatVector e = expUpTo88(x.abs().neg());
    IntVector k = exponent(broadcast(SPECIES, 1f).add(e).reinterpretAsInts());
    FloatVector log = logOfProduct(toFloat(k), fractionOfOnePlus(e, k));
    FloatVector positive = broadcast(SPECIES, 0f).blend(x, x.compare(GT, 0f));
    return positive.add(log);
  }

  /** {@link FloatMath#normalCdf}. */
  static FloatVector normalCdf(FloatVector x) {
    FloatVector a = x.abs();
    VectorMask<Float> beyond = a.compare(GT, CDF_MAX);
    FloatVector b = a.blend(CDF_MAX, beyond);
    FloatVector tail = expMinusHalfSquare(b).mul(millsRatio(b));
    FloatVector flushed = tail.blend(0f, beyond);
    return broadcast(SPECIES, 1f).sub(flushed).blend(flushed, x.lt(0f));
  }

  /** {@link FloatMath#normalPdf}. */
  static FloatVector normalPdf(FloatVector x) {
    FloatVector a = x.abs();
    VectorMask<Float> beyond = a.compare(GT, PDF_MAX);
    FloatVector b = a.blend(PDF_MAX, beyond);
    FloatVector density = expMinusHalfSquare(b).mul(INVERSE_SQRT_2PI);
    return density.blend(0f, beyond);
  }

  /** {@link FloatMath#geluDerivative}. */
  static FloatVector geluDerivative(FloatVector x) {
    FloatVector a = x.abs();
    VectorMask<Float> beyond = a.compare(GT, PDF_MAX);
    FloatVector b = a.blend(PDF_MAX, beyond);
    FloatVector e = expMinusHalfSquare(b);
    FloatVector tail = e.mul(millsRatio(b)).blend(0f, a.compare(GT, CDF_MAX));
    FloatVector cdf = broadcast(SPECIES, 1f).sub(tail).blend(tail, x.lt(0f));
    FloatVector pdf = e.mul(INVERSE_SQRT_2PI).blend(0f, beyond);
    return x.fma(pdf, cdf);
  }

  private static FloatVector expUpTo88(FloatVector x) {
    FloatVector y = x.blend(EXP_MIN, x.lt(EXP_MIN));
    FloatVector shifted = y.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, SHIFTER));
    FloatVector r = remainder(y, shifted.sub(SHIFTER));
    return twiceExp(r).mul(halfPowerOfTwo(shifted));
  }

  private static FloatVector halfExpm1(FloatVector x) {
    FloatVector shifted = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, SHIFTER));
    FloatVector r = remainder(x, shifted.sub(SHIFTER));
    FloatVector scale = halfPowerOfTwo(shifted);
    return scale.fma(expm1OfRemainder(r), scale.sub(0.5f));
  }

  private static FloatVector expMinusHalfSquare(FloatVector a) {
    FloatVector square = a.mul(a);
    FloatVector squareError = a.fma(a, square.neg());
    FloatVector y = broadcast(SPECIES, -0.5f).mul(square);
    FloatVector shifted = y.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, SHIFTER));
    FloatVector n = shifted.sub(SHIFTER);
    FloatVector low =
        n.fma(broadcast(SPECIES, -LN2_LOW), broadcast(SPECIES, -0.5f).mul(squareError));
    FloatVector r = n.fma(broadcast(SPECIES, -LN2_HIGH), y).add(low);
    return twiceExp(r).mul(halfPowerOfTwo(shifted));
  }

  private static FloatVector remainder(FloatVector x, FloatVector n) {
    return n.fma(broadcast(SPECIES, -LN2_LOW), n.fma(broadcast(SPECIES, -LN2_HIGH), x));
  }

  private static FloatVector halfPowerOfTwo(FloatVector shifted) {
    return shifted.reinterpretAsInts().lanewise(LSHL, SIGNIFICAND_BITS).reinterpretAsFloats();
  }

  private static FloatVector twiceExp(FloatVector r) {
    FloatVector p = r.fma(broadcast(SPECIES, EXP_6), broadcast(SPECIES, EXP_5));
    p = r.fma(p, broadcast(SPECIES, EXP_4));
    p = r.fma(p, broadcast(SPECIES, EXP_3));
    p = r.fma(p, broadcast(SPECIES, EXP_2));
    p = r.fma(p, broadcast(SPECIES, EXP_1));
    return r.fma(p, broadcast(SPECIES, EXP_0));
  }

  private static FloatVector expm1OfRemainder(FloatVector r) {
    FloatVector p = r.fma(broadcast(SPECIES, EXPM1_7), broadcast(SPECIES, EXPM1_6));
    p = r.fma(p, broadcast(SPECIES, EXPM1_5));
    p = r.fma(p, broadcast(SPECIES, EXPM1_4));
    p = r.fma(p, broadcast(SPECIES, EXPM1_3));
    p = r.fma(p, broadcast(SPECIES, EXPM1_2));
    return r.fma(r.mul(p), r);
  }

  private static IntVector exponent(IntVector bits) {
    return bits.sub(SQRT_HALF_BITS).lanewise(ASHR, SIGNIFICAND_BITS);
  }

  private static FloatVector significand(IntVector bits, IntVector k) {
    return bits.sub(k.lanewise(LSHL, SIGNIFICAND_BITS)).reinterpretAsFloats();
  }

  private static FloatVector fractionOfOnePlus(FloatVector x, IntVector k) {
    FloatVector scale = significand(IntVector.broadcast(k.species(), ONE_BITS), k);
    return scale.fma(x, scale.sub(1f));
  }

  private static FloatVector logOfProduct(FloatVector k, FloatVector f) {
    FloatVector y = k.fma(broadcast(SPECIES, LN2_LOW), log1pOfFraction(f));
    return k.fma(broadcast(SPECIES, LN2_HIGH), y);
  }

  private static FloatVector log1pOfFraction(FloatVector f) {
    FloatVector p = f.fma(broadcast(SPECIES, LOG_10), broadcast(SPECIES, LOG_9));
    p = f.fma(p, broadcast(SPECIES, LOG_8));
    p = f.fma(p, broadcast(SPECIES, LOG_7));
    p = f.fma(p, broadcast(SPECIES, LOG_6));
    p = f.fma(p, broadcast(SPECIES, LOG_5));
    p = f.fma(p, broadcast(SPECIES, LOG_4));
    p = f.fma(p, broadcast(SPECIES, LOG_3));
    p = f.fma(p, broadcast(SPECIES, LOG_2));
    return f.fma(f.mul(p), f);
  }

  private static FloatVector withLogLimits(FloatVector x, FloatVector y) {
    FloatVector limit = broadcast(SPECIES, Float.NaN).blend(Float.NEGATIVE_INFINITY, x.eq(0f));
    FloatVector z = limit.blend(y, x.compare(GT, 0f));
    return z.blend(Float.POSITIVE_INFINITY, x.eq(Float.POSITIVE_INFINITY));
  }

  private static FloatVector millsRatio(FloatVector a) {
    FloatVector w = broadcast(SPECIES, 1f).div(a.add(MILLS_SHIFT));
    FloatVector u = a.mul(w).fma(broadcast(SPECIES, 2f), broadcast(SPECIES, -1f));
    return millsPolynomial(u).mul(w);
  }

  private static FloatVector millsPolynomial(FloatVector u) {
    FloatVector p = u.fma(broadcast(SPECIES, MILLS_9), broadcast(SPECIES, MILLS_8));
    p = u.fma(p, broadcast(SPECIES, MILLS_7));
    p = u.fma(p, broadcast(SPECIES, MILLS_6));
    p = u.fma(p, broadcast(SPECIES, MILLS_5));
    p = u.fma(p, broadcast(SPECIES, MILLS_4));
    p = u.fma(p, broadcast(SPECIES, MILLS_3));
    p = u.fma(p, broadcast(SPECIES, MILLS_2));
    p = u.fma(p, broadcast(SPECIES, MILLS_1));
    return u.fma(p, broadcast(SPECIES, MILLS_0));
  }

  private static FloatVector toFloat(IntVector k) {
    return (FloatVector) k.convert(I2F, 0);
  }
}
