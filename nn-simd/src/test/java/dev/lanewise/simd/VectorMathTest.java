package dev.lanewise.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.lanewise.kernels.FloatMath;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@link VectorMath} agrees with {@link FloatMath} bit for bit, interpreted and compiled, at the
 * vector width of this JVM; {@code -XX:MaxVectorSize=16} or {@code 32} makes that narrower.
 */
class VectorMathTest {

  private static final int STRIDE = 4097;
  private static final int BLOCK = 512;
  private static final int HOT_CALLS = 20_000;

  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Math.nextDown(-1f),
    Math.nextUp(-1f),
    Float.NaN,
    Float.intBitsToFloat(-1),
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    -87f,
    -87.5f,
    88.72283f,
    88.72285f,
    89f,
    90f,
    10f,
    -10f,
    12.9499f,
    -12.9499f,
    -12.96f,
    13.1466f,
    -13.15f,
    0x1p25f
  };

  private static final float[] ARGUMENTS = arguments();

  private interface FloatFunction {
    float at(float x);
  }

  /** A function on arrays. */
  private interface LaneLoop {
    void apply(float[] x, int in, float[] y, int out, int n);
  }

  private enum Function {
    EXP(FloatMath::exp, VectorMath::exp),
    EXPM1(FloatMath::expm1, VectorMath::expm1),
    LOG1P(FloatMath::log1p, VectorMath::log1p),
    TANH(FloatMath::tanh, VectorMath::tanh),
    SIGMOID(FloatMath::sigmoid, VectorMath::sigmoid),
    SOFTPLUS(FloatMath::softplus, VectorMath::softplus),
    NORMAL_CDF(FloatMath::normalCdf, VectorMath::normalCdf),
    GELU_DERIVATIVE(
        x -> Math.fma(x, FloatMath.normalPdf(x), FloatMath.normalCdf(x)),
        VectorMath::geluDerivative);

    final FloatFunction scalar;
    final LaneLoop lanes;

    Function(FloatFunction scalar, LaneLoop lanes) {
      this.scalar = scalar;
      this.lanes = lanes;
    }
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithTheScalarFunctionBitForBit(Function f) {
    int calls = 0;
    while (calls < HOT_CALLS) {
      for (int at = 0; at < ARGUMENTS.length; at += BLOCK) {
        assertBlockAgrees(f, Arrays.copyOfRange(ARGUMENTS, at, at + BLOCK));
        calls++;
      }
    }
  }

  /** Vectors that are not inlined are allocated: correct, but some twenty times slower. */
  @ParameterizedTest
  @EnumSource
  void allocatesNothingOnceCompiled(Function f) {
    float[] x = Arrays.copyOf(ARGUMENTS, BLOCK);
    float[] y = new float[BLOCK];
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    long allocated = Long.MAX_VALUE;
    // Compilation takes place in the background: wait for it.
    while (allocated >= HOT_CALLS && System.nanoTime() < deadline) {
      allocated = allocatedBy(f.lanes, x, y);
    }
    // A single boxed vector per call would be 16 bytes at least.
    assertTrue(allocated < HOT_CALLS, f + " still allocates " + allocated + " bytes");
  }

  @ParameterizedTest
  @EnumSource
  void touchesNothingBeyondItsRange(Function f) {
    for (int n = 0; n <= 2 * Lanes.COUNT + 1; n++) {
      float[] y = new float[n + 7];
      Arrays.fill(y, 7);
      f.lanes.apply(ARGUMENTS, 3, y, 2, n);
      for (int i = 0; i < y.length; i++) {
        float expected = i < 2 || i >= 2 + n ? 7 : f.scalar.at(ARGUMENTS[1 + i]);
        assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(y[i]), f + " at " + i);
      }
    }
  }

  private static long allocatedBy(LaneLoop loop, float[] x, float[] y) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int call = 0; call < HOT_CALLS; call++) {
      loop.apply(x, 0, y, 0, BLOCK);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static void assertBlockAgrees(Function f, float[] x) {
    float[] y = new float[BLOCK];
    f.lanes.apply(x, 0, y, 0, BLOCK);
    for (int i = 0; i < BLOCK; i++) {
      float expected = f.scalar.at(x[i]);
      // floatToIntBits, not the raw bits: all NaN are equal.
      if (Float.floatToIntBits(expected) != Float.floatToIntBits(y[i])) {
        assertEquals(Float.toHexString(expected), Float.toHexString(y[i]), f + " of " + x[i]);
      }
    }
  }

  /** Special values, and every 4097th bit pattern, padded to whole blocks. */
  private static float[] arguments() {
    int patterns = (int) ((1L << Integer.SIZE) / STRIDE);
    int length = (SPECIAL.length + patterns + BLOCK - 1) / BLOCK * BLOCK;
    float[] x = Arrays.copyOf(SPECIAL, length);
    for (int i = SPECIAL.length; i < length; i++) {
      x[i] = Float.intBitsToFloat((i - SPECIAL.length) * STRIDE);
    }
    return x;
  }
}
