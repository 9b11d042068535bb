package dev.lanewise.simd;

import static dev.lanewise.kernels.FloatMath.Coefficients.*;
import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
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

/**
 * {@link FloatMath} on arrays: the same operations in the same order on every lane, hence the same
 * bits. Formulas, ranges, error bounds and special values are documented there; a change here needs
 * the same change there. {@code a.blend(b, mask)} stands for the scalar's {@code mask ? b : a}. A
 * function may work in place.
 *
 * <p>Each function is one loop that calls nothing of ours. A vector that crosses a call is
 * allocated unless the call is inlined, and C2 stops to inline our methods into one that has grown
 * to 18,000 nodes, which is some 40 vector operations wherever they come from; only the JDK's own
 * vector methods are exempt. So whether a small helper is inlined would depend on what else had
 * been, and differ from one start of the virtual machine to the next. That is why nothing is shared
 * here, and why no method of this module has a vector as parameter or result.
 *
 * <p>Constants are broadcast, not kept as vectors: C2 cannot hoist loads of those from the heap.
 */
final class VectorMath {

  private VectorMath() {}

  /** {@link FloatMath#exp}. */
  static void exp(float[] x, int in, float[] y, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector v = FloatVector.fromArray(FLOATS, x, in + i, mask);
      FloatVector capped = v.blend(EXP_MAX, v.compare(GT, EXP_MAX));
      FloatVector z = capped.blend(EXP_MIN, capped.lt(EXP_MIN));
      FloatVector shifted = z.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, SHIFTER));
      FloatVector k = shifted.sub(broadcast(FLOATS, SHIFTER));
      FloatVector r = k.fma(broadcast(FLOATS, -LN2_LOW), k.fma(broadcast(FLOATS, -LN2_HIGH), z));
      FloatVector p = r.fma(broadcast(FLOATS, EXP_6), broadcast(FLOATS, EXP_5));
      p = r.fma(p, broadcast(FLOATS, EXP_4));
      p = r.fma(p, broadcast(FLOATS, EXP_3));
      p = r.fma(p, broadcast(FLOATS, EXP_2));
      p = r.fma(p, broadcast(FLOATS, EXP_1));
      p = r.fma(p, broadcast(FLOATS, EXP_0));
      FloatVector half =
          shifted.reinterpretAsInts().lanewise(LSHL, SIGNIFICAND_BITS).reinterpretAsFloats();
      FloatVector e = p.mul(half);
      e.intoArray(y, out + i, mask);
    }
  }

  /** {@link FloatMath#expm1}. */
  static void expm1(float[] x, int in, float[] y, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector v = FloatVector.fromArray(FLOATS, x, in + i, mask);
      FloatVector capped = v.blend(EXP_MAX, v.compare(GT, EXP_MAX));
      FloatVector z = capped.blend(EXP_MIN, capped.lt(EXP_MIN));
      FloatVector shifted = z.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, SHIFTER));
      FloatVector k = shifted.sub(broadcast(FLOATS, SHIFTER));
      FloatVector r = k.fma(broadcast(FLOATS, -LN2_LOW), k.fma(broadcast(FLOATS, -LN2_HIGH), z));
      FloatVector p = r.fma(broadcast(FLOATS, EXPM1_7), broadcast(FLOATS, EXPM1_6));
      p = r.fma(p, broadcast(FLOATS, EXPM1_5));
      p = r.fma(p, broadcast(FLOATS, EXPM1_4));
      p = r.fma(p, broadcast(FLOATS, EXPM1_3));
      p = r.fma(p, broadcast(FLOATS, EXPM1_2));
      FloatVector q = r.fma(r.mul(p), r);
      FloatVector half =
          shifted.reinterpretAsInts().lanewise(LSHL, SIGNIFICAND_BITS).reinterpretAsFloats();
      FloatVector m = half.fma(q, half.sub(0.5f));
      FloatVector zero = broadcast(FLOATS, 0f).mul(v);
      m.add(m).blend(zero, v.abs().lt(MIN_NORMAL)).intoArray(y, out + i, mask);
    }
  }

  /** {@link FloatMath#log1p}. */
  static void log1p(float[] x, int in, float[] y, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector v = FloatVector.fromArray(FLOATS, x, in + i, mask);
      FloatVector u = broadcast(FLOATS, 1f).add(v);
      IntVector bits = u.reinterpretAsInts();
      IntVector k = bits.sub(SQRT_HALF_BITS).lanewise(ASHR, SIGNIFICAND_BITS);
      IntVector shift = k.lanewise(LSHL, SIGNIFICAND_BITS);
      FloatVector scale =
          IntVector.broadcast(k.species(), ONE_BITS).sub(shift).reinterpretAsFloats();
      FloatVector near = scale.fma(v, scale.sub(1f));
      FloatVector far = bits.sub(shift).reinterpretAsFloats().sub(1f);
      FloatVector f = near.blend(far, u.compare(GT, LOG1P_LARGE));
      FloatVector p = f.fma(broadcast(FLOATS, LOG_10), broadcast(FLOATS, LOG_9));
      p = f.fma(p, broadcast(FLOATS, LOG_8));
      p = f.fma(p, broadcast(FLOATS, LOG_7));
      p = f.fma(p, broadcast(FLOATS, LOG_6));
      p = f.fma(p, broadcast(FLOATS, LOG_5));
      p = f.fma(p, broadcast(FLOATS, LOG_4));
      p = f.fma(p, broadcast(FLOATS, LOG_3));
      p = f.fma(p, broadcast(FLOATS, LOG_2));
      FloatVector low = f.fma(f.mul(p), f);
      FloatVector exponent = (FloatVector) k.convert(I2F, 0);
      FloatVector log =
          exponent.fma(broadcast(FLOATS, LN2_HIGH), exponent.fma(broadcast(FLOATS, LN2_LOW), low));
      FloatVector limit = broadcast(FLOATS, Float.NaN).blend(Float.NEGATIVE_INFINITY, u.eq(0f));
      FloatVector limited = limit.blend(log, u.compare(GT, 0f));
      limited = limited.blend(Float.POSITIVE_INFINITY, u.eq(Float.POSITIVE_INFINITY));
      FloatVector zero = broadcast(FLOATS, 0f).mul(v);
      limited.blend(zero, v.abs().lt(MIN_NORMAL)).intoArray(y, out + i, mask);
    }
  }

  /** {@link FloatMath#tanh}. */
  static void tanh(float[] x, int in, float[] y, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector v = FloatVector.fromArray(FLOATS, x, in + i, mask);
      FloatVector a = v.abs();
      FloatVector b = a.blend(TANH_MAX, a.compare(GT, TANH_MAX));
      FloatVector z = b.add(b);
      FloatVector shifted = z.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, SHIFTER));
      FloatVector k = shifted.sub(broadcast(FLOATS, SHIFTER));
      FloatVector r = k.fma(broadcast(FLOATS, -LN2_LOW), k.fma(broadcast(FLOATS, -LN2_HIGH), z));
      FloatVector p = r.fma(broadcast(FLOATS, EXPM1_7), broadcast(FLOATS, EXPM1_6));
      p = r.fma(p, broadcast(FLOATS, EXPM1_5));
      p = r.fma(p, broadcast(FLOATS, EXPM1_4));
      p = r.fma(p, broadcast(FLOATS, EXPM1_3));
      p = r.fma(p, broadcast(FLOATS, EXPM1_2));
      FloatVector q = r.fma(r.mul(p), r);
      FloatVector half =
          shifted.reinterpretAsInts().lanewise(LSHL, SIGNIFICAND_BITS).reinterpretAsFloats();
      FloatVector m = half.fma(q, half.sub(0.5f));
      FloatVector c = m.blend(1f, m.compare(GT, 1f));
      FloatVector quotient = c.div(broadcast(FLOATS, 1f).add(m));
      FloatVector plain = c.neg().fma(quotient, c);
      FloatVector magnitude = plain.blend(broadcast(FLOATS, 0f).mul(a), a.lt(MIN_NORMAL));
      IntVector sign = v.reinterpretAsInts().and(SIGN_BIT);
      sign.or(magnitude.reinterpretAsInts()).reinterpretAsFloats().intoArray(y, out + i, mask);
    }
  }

  /** {@link FloatMath#sigmoid}. */
  static void sigmoid(float[] x, int in, float[] y, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector v = FloatVector.fromArray(FLOATS, x, in + i, mask);
      FloatVector negative = v.abs().neg();
      FloatVector z = negative.blend(EXP_MIN, negative.lt(EXP_MIN));
      FloatVector shifted = z.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, SHIFTER));
      FloatVector k = shifted.sub(broadcast(FLOATS, SHIFTER));
      FloatVector r = k.fma(broadcast(FLOATS, -LN2_LOW), k.fma(broadcast(FLOATS, -LN2_HIGH), z));
      FloatVector p = r.fma(broadcast(FLOATS, EXP_6), broadcast(FLOATS, EXP_5));
      p = r.fma(p, broadcast(FLOATS, EXP_4));
      p = r.fma(p, broadcast(FLOATS, EXP_3));
      p = r.fma(p, broadcast(FLOATS, EXP_2));
      p = r.fma(p, broadcast(FLOATS, EXP_1));
      p = r.fma(p, broadcast(FLOATS, EXP_0));
      FloatVector half =
          shifted.reinterpretAsInts().lanewise(LSHL, SIGNIFICAND_BITS).reinterpretAsFloats();
      FloatVector e = p.mul(half);
      FloatVector quotient = e.div(broadcast(FLOATS, 1f).add(e));
      FloatVector below = e.neg().fma(quotient, e);
      broadcast(FLOATS, 1f).sub(quotient).blend(below, v.lt(0f)).intoArray(y, out + i, mask);
    }
  }

  /** {@link FloatMath#softplus}. */
  static void softplus(float[] x, int in, float[] y, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector v = FloatVector.fromArray(FLOATS, x, in + i, mask);
      FloatVector negative = v.abs().neg();
      FloatVector z = negative.blend(EXP_MIN, negative.lt(EXP_MIN));
      FloatVector shifted = z.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, SHIFTER));
      FloatVector whole = shifted.sub(broadcast(FLOATS, SHIFTER));
      FloatVector r =
          whole.fma(broadcast(FLOATS, -LN2_LOW), whole.fma(broadcast(FLOATS, -LN2_HIGH), z));
      FloatVector polynomial = r.fma(broadcast(FLOATS, EXP_6), broadcast(FLOATS, EXP_5));
      polynomial = r.fma(polynomial, broadcast(FLOATS, EXP_4));
      polynomial = r.fma(polynomial, broadcast(FLOATS, EXP_3));
      polynomial = r.fma(polynomial, broadcast(FLOATS, EXP_2));
      polynomial = r.fma(polynomial, broadcast(FLOATS, EXP_1));
      polynomial = r.fma(polynomial, broadcast(FLOATS, EXP_0));
      FloatVector half =
          shifted.reinterpretAsInts().lanewise(LSHL, SIGNIFICAND_BITS).reinterpretAsFloats();
      FloatVector e = polynomial.mul(half);
      IntVector bits = broadcast(FLOATS, 1f).add(e).reinterpretAsInts();
      IntVector k = bits.sub(SQRT_HALF_BITS).lanewise(ASHR, SIGNIFICAND_BITS);
      IntVector shift = k.lanewise(LSHL, SIGNIFICAND_BITS);
      FloatVector scale =
          IntVector.broadcast(k.species(), ONE_BITS).sub(shift).reinterpretAsFloats();
      FloatVector f = scale.fma(e, scale.sub(1f));
      FloatVector p = f.fma(broadcast(FLOATS, LOG_10), broadcast(FLOATS, LOG_9));
      p = f.fma(p, broadcast(FLOATS, LOG_8));
      p = f.fma(p, broadcast(FLOATS, LOG_7));
      p = f.fma(p, broadcast(FLOATS, LOG_6));
      p = f.fma(p, broadcast(FLOATS, LOG_5));
      p = f.fma(p, broadcast(FLOATS, LOG_4));
      p = f.fma(p, broadcast(FLOATS, LOG_3));
      p = f.fma(p, broadcast(FLOATS, LOG_2));
      FloatVector low = f.fma(f.mul(p), f);
      FloatVector exponent = (FloatVector) k.convert(I2F, 0);
      FloatVector log =
          exponent.fma(broadcast(FLOATS, LN2_HIGH), exponent.fma(broadcast(FLOATS, LN2_LOW), low));
      FloatVector positive = broadcast(FLOATS, 0f).blend(v, v.compare(GT, 0f));
      positive.add(log).intoArray(y, out + i, mask);
    }
  }

  /** {@link FloatMath#normalCdf}. */
  static void normalCdf(float[] x, int in, float[] y, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector v = FloatVector.fromArray(FLOATS, x, in + i, mask);
      FloatVector a = v.abs();
      VectorMask<Float> beyond = a.compare(GT, CDF_MAX);
      FloatVector b = a.blend(CDF_MAX, beyond);
      FloatVector square = b.mul(b);
      FloatVector squareError = b.fma(b, square.neg());
      FloatVector z = broadcast(FLOATS, -0.5f).mul(square);
      FloatVector shifted = z.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, SHIFTER));
      FloatVector k = shifted.sub(broadcast(FLOATS, SHIFTER));
      FloatVector tiny =
          k.fma(broadcast(FLOATS, -LN2_LOW), broadcast(FLOATS, -0.5f).mul(squareError));
      FloatVector r = k.fma(broadcast(FLOATS, -LN2_HIGH), z).add(tiny);
      FloatVector p = r.fma(broadcast(FLOATS, EXP_6), broadcast(FLOATS, EXP_5));
      p = r.fma(p, broadcast(FLOATS, EXP_4));
      p = r.fma(p, broadcast(FLOATS, EXP_3));
      p = r.fma(p, broadcast(FLOATS, EXP_2));
      p = r.fma(p, broadcast(FLOATS, EXP_1));
      p = r.fma(p, broadcast(FLOATS, EXP_0));
      FloatVector half =
          shifted.reinterpretAsInts().lanewise(LSHL, SIGNIFICAND_BITS).reinterpretAsFloats();
      FloatVector e = p.mul(half);
      FloatVector w = broadcast(FLOATS, 1f).div(b.add(MILLS_SHIFT));
      FloatVector u = b.mul(w).fma(broadcast(FLOATS, 2f), broadcast(FLOATS, -1f));
      FloatVector h = u.fma(broadcast(FLOATS, MILLS_9), broadcast(FLOATS, MILLS_8));
      h = u.fma(h, broadcast(FLOATS, MILLS_7));
      h = u.fma(h, broadcast(FLOATS, MILLS_6));
      h = u.fma(h, broadcast(FLOATS, MILLS_5));
      h = u.fma(h, broadcast(FLOATS, MILLS_4));
      h = u.fma(h, broadcast(FLOATS, MILLS_3));
      h = u.fma(h, broadcast(FLOATS, MILLS_2));
      h = u.fma(h, broadcast(FLOATS, MILLS_1));
      h = u.fma(h, broadcast(FLOATS, MILLS_0));
      FloatVector tail = e.mul(h.mul(w)).blend(0f, beyond);
      broadcast(FLOATS, 1f).sub(tail).blend(tail, v.lt(0f)).intoArray(y, out + i, mask);
    }
  }

  /**
   * The derivative of GELU, {@code fma(x, normalPdf(x), normalCdf(x))} of {@link FloatMath}, whose
   * two functions share their exponential here.
   */
  static void geluDerivative(float[] x, int in, float[] y, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector v = FloatVector.fromArray(FLOATS, x, in + i, mask);
      FloatVector a = v.abs();
      VectorMask<Float> beyond = a.compare(GT, PDF_MAX);
      FloatVector b = a.blend(PDF_MAX, beyond);
      FloatVector square = b.mul(b);
      FloatVector squareError = b.fma(b, square.neg());
      FloatVector z = broadcast(FLOATS, -0.5f).mul(square);
      FloatVector shifted = z.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, SHIFTER));
      FloatVector k = shifted.sub(broadcast(FLOATS, SHIFTER));
      FloatVector tiny =
          k.fma(broadcast(FLOATS, -LN2_LOW), broadcast(FLOATS, -0.5f).mul(squareError));
      FloatVector r = k.fma(broadcast(FLOATS, -LN2_HIGH), z).add(tiny);
      FloatVector p = r.fma(broadcast(FLOATS, EXP_6), broadcast(FLOATS, EXP_5));
      p = r.fma(p, broadcast(FLOATS, EXP_4));
      p = r.fma(p, broadcast(FLOATS, EXP_3));
      p = r.fma(p, broadcast(FLOATS, EXP_2));
      p = r.fma(p, broadcast(FLOATS, EXP_1));
      p = r.fma(p, broadcast(FLOATS, EXP_0));
      FloatVector half =
          shifted.reinterpretAsInts().lanewise(LSHL, SIGNIFICAND_BITS).reinterpretAsFloats();
      FloatVector e = p.mul(half);
      FloatVector w = broadcast(FLOATS, 1f).div(b.add(MILLS_SHIFT));
      FloatVector u = b.mul(w).fma(broadcast(FLOATS, 2f), broadcast(FLOATS, -1f));
      FloatVector h = u.fma(broadcast(FLOATS, MILLS_9), broadcast(FLOATS, MILLS_8));
      h = u.fma(h, broadcast(FLOATS, MILLS_7));
      h = u.fma(h, broadcast(FLOATS, MILLS_6));
      h = u.fma(h, broadcast(FLOATS, MILLS_5));
      h = u.fma(h, broadcast(FLOATS, MILLS_4));
      h = u.fma(h, broadcast(FLOATS, MILLS_3));
      h = u.fma(h, broadcast(FLOATS, MILLS_2));
      h = u.fma(h, broadcast(FLOATS, MILLS_1));
      h = u.fma(h, broadcast(FLOATS, MILLS_0));
      FloatVector tail = e.mul(h.mul(w)).blend(0f, a.compare(GT, CDF_MAX));
      FloatVector cdf = broadcast(FLOATS, 1f).sub(tail).blend(tail, v.lt(0f));
      FloatVector pdf = e.mul(INVERSE_SQRT_2PI).blend(0f, beyond);
      v.fma(pdf, cdf).intoArray(y, out + i, mask);
    }
  }
}
