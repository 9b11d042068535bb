package dev.lanewise.simd;

import static dev.lanewise.kernels.reference.ActivationMath.SELU_SCALE;
import static dev.lanewise.kernels.reference.ActivationMath.SELU_SCALE_ALPHA;
import static dev.lanewise.kernels.reference.ActivationMath.SIXTH;
import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.Scratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Gradients of activation functions, {@code dx = dy * f'(z)}, row by row, where {@code z} is the
 * output or the input of the function. First the slopes are computed into temporary memory, since
 * {@code dx} may be {@code dy}.
 */
final class ActivationGradientKernels {

  private ActivationGradientKernels() {}

  static void apply(
      Activation f, Matrix known, Matrix dy, Matrix dx, int from, int to, Scratch scratch) {
    int n = known.cols();
    float[] slopes = scratch.kernel().array(ScratchSlots.ROW, n);
    for (int row = from; row < to; row++) {
      slopes(f, known.data(), known.row(row), slopes, n);
      multiply(slopes, dy.data(), dy.row(row), dx.data(), dx.row(row), n);
    }
  }

  private static void slopes(Activation f, float[] known, int in, float[] slopes, int n) {
    switch (f.function()) {
      case IDENTITY -> identity(slopes, n);
      case SIGMOID -> sigmoid(known, in, slopes, n);
      case TANH -> tanh(known, in, slopes, n);
      case RELU -> step(0, 1, known, in, slopes, n);
      case LEAKY_RELU -> step(f.alpha(), 1, known, in, slopes, n);
      case ELU -> elu(f.alpha(), 1, known, in, slopes, n);
      case SELU -> elu(SELU_SCALE_ALPHA, SELU_SCALE, known, in, slopes, n);
      case GELU -> VectorMath.geluDerivative(known, in, slopes, 0, n);
      case SILU -> {
        VectorMath.sigmoid(known, in, slopes, 0, n);
        silu(known, in, slopes, n);
      }
      case SOFTPLUS -> VectorMath.sigmoid(known, in, slopes, 0, n);
      case SOFTSIGN -> softsign(known, in, slopes, n);
      case HARD_SIGMOID -> between(0, 1, SIXTH, known, in, slopes, n);
      case HARD_TANH -> between(-1, 1, 1, known, in, slopes, n);
    }
  }

  private static void multiply(float[] slopes, float[] dy, int up, float[] dx, int down, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector slope = FloatVector.fromArray(FLOATS, slopes, i, mask);
      FloatVector gradient = FloatVector.fromArray(FLOATS, dy, up + i, mask);
      gradient.mul(slope).intoArray(dx, down + i, mask);
    }
  }

  private static void identity(float[] slopes, int n) {
    java.util.Arrays.fill(slopes, 0, n, 1);
  }

  private static void sigmoid(float[] known, int in, float[] slopes, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i, mask);
      z.mul(broadcast(FLOATS, 1).sub(z)).intoArray(slopes, i, mask);
    }
  }

  private static void tanh(float[] known, int in, float[] slopes, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i, mask);
      z.neg().fma(z, broadcast(FLOATS, 1)).intoArray(slopes, i, mask);
    }
  }

  private static void step(float below, float above, float[] known, int in, float[] slopes, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i, mask);
      broadcast(FLOATS, below).blend(above, z.compare(GT, 0)).intoArray(slopes, i, mask);
    }
  }

  private static void elu(float alpha, float above, float[] known, int in, float[] slopes, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i, mask);
      z.add(alpha).blend(above, z.compare(GT, 0)).intoArray(slopes, i, mask);
    }
  }

  /** The slopes are the sigmoids when it begins. */
  private static void silu(float[] known, int in, float[] slopes, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i, mask);
      FloatVector sigmoid = FloatVector.fromArray(FLOATS, slopes, i, mask);
      FloatVector one = broadcast(FLOATS, 1);
      sigmoid.mul(z.fma(one.sub(sigmoid), one)).intoArray(slopes, i, mask);
    }
  }

  private static void softsign(float[] known, int in, float[] slopes, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i, mask);
      FloatVector rest = broadcast(FLOATS, 1).sub(z.abs());
      rest.mul(rest).intoArray(slopes, i, mask);
    }
  }

  private static void between(
      float low, float high, float slope, float[] known, int in, float[] slopes, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i, mask);
      VectorMask<Float> inside = z.compare(GT, low).and(z.compare(LT, high));
      broadcast(FLOATS, 0).blend(slope, inside).intoArray(slopes, i, mask);
    }
  }
}
