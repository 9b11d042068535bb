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
 * Activation functions on rows. Each has loops of its own, over rows and whole vectors, because C2
 * inlines only so much vector code into one method, and because a method with loops is compiled
 * before the one that calls it. What is left of a row is done by the scalar specification, which
 * gives the same bits.
 */
final class ActivationKernels {
  private ActivationKernels() {}

  static void apply(Activation f, Matrix x, Matrix y, int from, int to) {
    wholeVectors(f, x, y, from, to);
    for (int row = from; row < to; row++) {
      for (int c = FLOATS.loopBound(x.cols()); c < x.cols(); c++) {
        y.data()[y.row(row) + c] = ActivationMath.value(f, x.data()[x.row(row) + c]);
      }
    }
  }

  private static void wholeVectors(Activation f, Matrix x, Matrix y, int from, int to) {
    switch (f.function()) {
      case IDENTITY -> identity(x, y, from, to);
      case SIGMOID -> sigmoid(x, y, from, to);
      case TANH -> tanh(x, y, from, to);
      case RELU -> relu(x, y, from, to);
      case LEAKY_RELU -> leakyRelu(f.alpha(), x, y, from, to);
      case ELU -> elu(f.alpha(), x, y, from, to);
      case SELU -> selu(x, y, from, to);
      case GELU -> gelu(x, y, from, to);
      case SILU -> silu(x, y, from, to);
      case SOFTPLUS -> softplus(x, y, from, to);
      case SOFTSIGN -> softsign(x, y, from, to);
      case HARD_SIGMOID -> hardSigmoid(x, y, from, to);
      case HARD_TANH -> hardTanh(x, y, from, to);
    }
  }

  private static void identity(Matrix from, Matrix to, int first, int last) {
    int n = FLOATS.loopBound(from.cols());
    for (int row = first; row < last; row++) {
      System.arraycopy(from.data(), from.row(row), to.data(), to.row(row), n);
    }
  }

  private static void sigmoid(Matrix from, Matrix to, int first, int last) {
    int n = FLOATS.loopBound(from.cols());
    for (int row = first; row < last; row++) {
      int in = from.row(row);
      int out = to.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector x = FloatVector.fromArray(FLOATS, from.data(), in + i);
        VectorMath.sigmoid(x).intoArray(to.data(), out + i);
      }
    }
  }

  private static void tanh(Matrix from, Matrix to, int first, int last) {
    int n = FLOATS.loopBound(from.cols());
    for (int row = first; row < last; row++) {
      int in = from.row(row);
      int out = to.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector x = FloatVector.fromArray(FLOATS, from.data(), in + i);
        VectorMath.tanh(x).intoArray(to.data(), out + i);
      }
    }
  }

  private static void relu(Matrix from, Matrix to, int first, int last) {
    int n = FLOATS.loopBound(from.cols());
    for (int row = first; row < last; row++) {
      int in = from.row(row);
      int out = to.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector x = FloatVector.fromArray(FLOATS, from.data(), in + i);
        x.max(0).intoArray(to.data(), out + i);
      }
    }
  }

  private static void leakyRelu(float alpha, Matrix from, Matrix to, int first, int last) {
    int n = FLOATS.loopBound(from.cols());
    for (int row = first; row < last; row++) {
      int in = from.row(row);
      int out = to.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector x = FloatVector.fromArray(FLOATS, from.data(), in + i);
        x.mul(alpha).blend(x, x.compare(GT, 0)).intoArray(to.data(), out + i);
      }
    }
  }

  private static void elu(float alpha, Matrix from, Matrix to, int first, int last) {
    int n = FLOATS.loopBound(from.cols());
    for (int row = first; row < last; row++) {
      int in = from.row(row);
      int out = to.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector x = FloatVector.fromArray(FLOATS, from.data(), in + i);
        VectorMath.expm1(x).mul(alpha).blend(x, x.compare(GT, 0)).intoArray(to.data(), out + i);
      }
    }
  }

  private static void selu(Matrix from, Matrix to, int first, int last) {
    int n = FLOATS.loopBound(from.cols());
    for (int row = first; row < last; row++) {
      int in = from.row(row);
      int out = to.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector x = FloatVector.fromArray(FLOATS, from.data(), in + i);
        VectorMath.expm1(x)
            .mul(SELU_SCALE_ALPHA)
            .blend(x.mul(SELU_SCALE), x.compare(GT, 0))
            .intoArray(to.data(), out + i);
      }
    }
  }

  private static void gelu(Matrix from, Matrix to, int first, int last) {
    int n = FLOATS.loopBound(from.cols());
    for (int row = first; row < last; row++) {
      int in = from.row(row);
      int out = to.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector x = FloatVector.fromArray(FLOATS, from.data(), in + i);
        x.mul(VectorMath.normalCdf(x)).intoArray(to.data(), out + i);
      }
    }
  }

  private static void silu(Matrix from, Matrix to, int first, int last) {
    int n = FLOATS.loopBound(from.cols());
    for (int row = first; row < last; row++) {
      int in = from.row(row);
      int out = to.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector x = FloatVector.fromArray(FLOATS, from.data(), in + i);
        x.mul(VectorMath.sigmoid(x)).intoArray(to.data(), out + i);
      }
    }
  }

  private static void softplus(Matrix from, Matrix to, int first, int last) {
    int n = FLOATS.loopBound(from.cols());
    for (int row = first; row < last; row++) {
      int in = from.row(row);
      int out = to.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector x = FloatVector.fromArray(FLOATS, from.data(), in + i);
        VectorMath.softplus(x).intoArray(to.data(), out + i);
      }
    }
  }

  private static void softsign(Matrix from, Matrix to, int first, int last) {
    int n = FLOATS.loopBound(from.cols());
    for (int row = first; row < last; row++) {
      int in = from.row(row);
      int out = to.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector x = FloatVector.fromArray(FLOATS, from.data(), in + i);
        x.div(x.abs().add(1)).intoArray(to.data(), out + i);
      }
    }
  }

  private static void hardSigmoid(Matrix from, Matrix to, int first, int last) {
    int n = FLOATS.loopBound(from.cols());
    for (int row = first; row < last; row++) {
      int in = from.row(row);
      int out = to.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector x = FloatVector.fromArray(FLOATS, from.data(), in + i);
        x.fma(FloatVector.broadcast(FLOATS, SIXTH), FloatVector.broadcast(FLOATS, 0.5f))
            .max(0)
            .min(1)
            .intoArray(to.data(), out + i);
      }
    }
  }

  private static void hardTanh(Matrix from, Matrix to, int first, int last) {
    int n = FLOATS.loopBound(from.cols());
    for (int row = first; row < last; row++) {
      int in = from.row(row);
      int out = to.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector x = FloatVector.fromArray(FLOATS, from.data(), in + i);
        x.max(-1).min(1).intoArray(to.data(), out + i);
      }
    }
  }
}
