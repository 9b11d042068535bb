package dev.lanewise.simd;

import static dev.lanewise.kernels.reference.ActivationMath.SELU_SCALE;
import static dev.lanewise.kernels.reference.ActivationMath.SELU_SCALE_ALPHA;
import static dev.lanewise.kernels.reference.ActivationMath.SIXTH;
import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.Scratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Activation functions, row by row. Those with an elementary function first compute it with {@link
 * VectorMath}, some into temporary memory, since {@code y} may be {@code x}.
 */
final class ActivationKernels {

  private ActivationKernels() {}

  static void apply(Activation f, Matrix x, Matrix y, int from, int to, Scratch scratch) {
    float[] temporary = scratch.kernel().array(ScratchSlots.ROW, x.cols());
    for (int row = from; row < to; row++) {
      apply(f, x.data(), x.row(row), y.data(), y.row(row), x.cols(), temporary);
    }
  }

  private static void apply(
      Activation f, float[] x, int in, float[] y, int out, int n, float[] temporary) {
    switch (f.function()) {
      case IDENTITY -> System.arraycopy(x, in, y, out, n);
      case SIGMOID -> VectorMath.sigmoid(x, in, y, out, n);
      case TANH -> VectorMath.tanh(x, in, y, out, n);
      case RELU -> relu(x, in, y, out, n);
      case LEAKY_RELU -> leakyRelu(f.alpha(), x, in, y, out, n);
      case ELU -> {
        VectorMath.expm1(x, in, temporary, 0, n);
        elu(f.alpha(), 1, x, in, temporary, y, out, n);
      }
      case SELU -> {
        VectorMath.expm1(x, in, temporary, 0, n);
        elu(SELU_SCALE_ALPHA, SELU_SCALE, x, in, temporary, y, out, n);
      }
      case GELU -> {
        VectorMath.normalCdf(x, in, temporary, 0, n);
        multiply(x, in, temporary, y, out, n);
      }
      case SILU -> {
        VectorMath.sigmoid(x, in, temporary, 0, n);
        multiply(x, in, temporary, y, out, n);
      }
      case SOFTPLUS -> VectorMath.softplus(x, in, y, out, n);
      case SOFTSIGN -> softsign(x, in, y, out, n);
      case HARD_SIGMOID -> hardSigmoid(x, in, y, out, n);
      case HARD_TANH -> hardTanh(x, in, y, out, n);
    }
  }

  private static void relu(float[] from, int in, float[] to, int out, int n) {
    int bound = FLOATS.loopBound(n);
    for (int i = 0; i < bound; i += COUNT) {
      FloatVector.fromArray(FLOATS, from, in + i).max(0).intoArray(to, out + i);
    }
    if (bound < n) {
      VectorMask<Float> mask = FLOATS.indexInRange(bound, n);
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + bound, mask);
      x.max(0).intoArray(to, out + bound, mask);
    }
  }

  private static void leakyRelu(float alpha, float[] from, int in, float[] to, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i, mask);
      x.mul(alpha).blend(x, x.compare(GT, 0)).intoArray(to, out + i, mask);
    }
  }

  /** {@code positive x} for {@code x > 0}, else {@code negative expm1(x)}. */
  private static void elu(
      float negative,
      float positive,
      float[] from,
      int in,
      float[] expm1,
      float[] to,
      int out,
      int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i, mask);
      FloatVector below = FloatVector.fromArray(FLOATS, expm1, i, mask).mul(negative);
      below.blend(x.mul(positive), x.compare(GT, 0)).intoArray(to, out + i, mask);
    }
  }

  private static void multiply(float[] from, int in, float[] factors, float[] to, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i, mask);
      x.mul(FloatVector.fromArray(FLOATS, factors, i, mask)).intoArray(to, out + i, mask);
    }
  }

  private static void softsign(float[] from, int in, float[] to, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i, mask);
      x.div(x.abs().add(1)).intoArray(to, out + i, mask);
    }
  }

  private static void hardSigmoid(float[] from, int in, float[] to, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i, mask);
      FloatVector line = x.fma(broadcast(FLOATS, SIXTH), broadcast(FLOATS, 0.5f));
      line.max(0).min(1).intoArray(to, out + i, mask);
    }
  }

  private static void hardTanh(float[] from, int in, float[] to, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMask<Float> mask = FLOATS.indexInRange(i, n);
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i, mask);
      x.max(-1).min(1).intoArray(to, out + i, mask);
    }
  }
}
