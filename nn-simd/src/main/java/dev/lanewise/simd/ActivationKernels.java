package dev.lanewise.simd;

import static dev.lanewise.kernels.ActivationMath.SELU_SCALE;
import static dev.lanewise.kernels.ActivationMath.SELU_SCALE_ALPHA;
import static dev.lanewise.kernels.ActivationMath.SIXTH;
import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
import static jdk.incubator.vector.VectorOperators.GT;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.ActivationMath;
import jdk.incubator.vector.FloatVector;

/**
 * Activation functions on rows. Each has a loop of its own, over whole vectors, because C2 inlines
 * only so much vector code into one method; what is left of a row is done by the scalar
 * specification, which gives the same bits.
 */
final class ActivationKernels {
  private static final FloatVector SIXTHS = FloatVector.broadcast(FLOATS, SIXTH);
  private static final FloatVector HALVES = FloatVector.broadcast(FLOATS, 0.5f);

  private ActivationKernels() {}

  static void apply(Activation f, Matrix x, Matrix y, int from, int to) {
    int n = x.cols();
    int whole = FLOATS.loopBound(n);
    float alpha = f.alpha();
    for (int row = from; row < to; row++) {
      int in = x.row(row);
      int out = y.row(row);
      apply(f, alpha, x.data(), in, y.data(), out, whole);
      for (int c = whole; c < n; c++) {
        y.data()[out + c] = ActivationMath.value(f, x.data()[in + c]);
      }
    }
  }

  private static void apply(
      Activation f, float alpha, float[] x, int in, float[] y, int out, int n) {
    switch (f.function()) {
      case IDENTITY -> System.arraycopy(x, in, y, out, n);
      case SIGMOID -> sigmoid(x, in, y, out, n);
      case TANH -> tanh(x, in, y, out, n);
      case RELU -> relu(x, in, y, out, n);
      case LEAKY_RELU -> leakyRelu(alpha, x, in, y, out, n);
      case ELU -> elu(alpha, x, in, y, out, n);
      case SELU -> selu(x, in, y, out, n);
      case GELU -> gelu(x, in, y, out, n);
      case SILU -> silu(x, in, y, out, n);
      case SOFTPLUS -> softplus(x, in, y, out, n);
      case SOFTSIGN -> softsign(x, in, y, out, n);
      case HARD_SIGMOID -> hardSigmoid(x, in, y, out, n);
      case HARD_TANH -> hardTanh(x, in, y, out, n);
    }
  }

  private static void sigmoid(float[] from, int in, float[] to, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i);
      VectorMath.sigmoid(x).intoArray(to, out + i);
    }
  }

  private static void tanh(float[] from, int in, float[] to, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i);
      VectorMath.tanh(x).intoArray(to, out + i);
    }
  }

  private static void relu(float[] from, int in, float[] to, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i);
      x.max(0).intoArray(to, out + i);
    }
  }

  private static void leakyRelu(float alpha, float[] from, int in, float[] to, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i);
      x.mul(alpha).blend(x, x.compare(GT, 0)).intoArray(to, out + i);
    }
  }

  private static void elu(float alpha, float[] from, int in, float[] to, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i);
      VectorMath.expm1(x).mul(alpha).blend(x, x.compare(GT, 0)).intoArray(to, out + i);
    }
  }

  private static void selu(float[] from, int in, float[] to, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i);
      VectorMath.expm1(x)
          .mul(SELU_SCALE_ALPHA)
          .blend(x.mul(SELU_SCALE), x.compare(GT, 0))
          .intoArray(to, out + i);
    }
  }

  private static void gelu(float[] from, int in, float[] to, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i);
      x.mul(VectorMath.normalCdf(x)).intoArray(to, out + i);
    }
  }

  private static void silu(float[] from, int in, float[] to, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i);
      x.mul(VectorMath.sigmoid(x)).intoArray(to, out + i);
    }
  }

  private static void softplus(float[] from, int in, float[] to, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i);
      VectorMath.softplus(x).intoArray(to, out + i);
    }
  }

  private static void softsign(float[] from, int in, float[] to, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i);
      x.div(x.abs().add(1)).intoArray(to, out + i);
    }
  }

  private static void hardSigmoid(float[] from, int in, float[] to, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i);
      x.fma(SIXTHS, HALVES).max(0).min(1).intoArray(to, out + i);
    }
  }

  private static void hardTanh(float[] from, int in, float[] to, int out, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, from, in + i);
      x.max(-1).min(1).intoArray(to, out + i);
    }
  }
}
