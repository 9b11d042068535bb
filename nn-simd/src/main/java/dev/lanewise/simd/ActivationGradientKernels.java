package dev.lanewise.simd;

import static dev.lanewise.kernels.ActivationMath.SELU_SCALE;
import static dev.lanewise.kernels.ActivationMath.SELU_SCALE_ALPHA;
import static dev.lanewise.kernels.ActivationMath.SIXTH;
import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.ActivationMath;
import jdk.incubator.vector.FloatVector;

/**
 * Gradients of activation functions on rows, {@code dx = dy * f'(z)}, where {@code z} is the output
 * or the input of the function. See {@link ActivationKernels} for the form of these loops.
 */
final class ActivationGradientKernels {
  private ActivationGradientKernels() {}

  static void apply(Activation f, Matrix known, Matrix dy, Matrix dx, int from, int to) {
    wholeVectors(f, known, dy, dx, from, to);
    for (int row = from; row < to; row++) {
      int in = known.row(row);
      for (int c = FLOATS.loopBound(known.cols()); c < known.cols(); c++) {
        float slope = ActivationMath.derivative(f, known.data()[in + c]);
        dx.data()[dx.row(row) + c] = dy.data()[dy.row(row) + c] * slope;
      }
    }
  }

  private static void wholeVectors(
      Activation f, Matrix known, Matrix dy, Matrix dx, int from, int to) {
    switch (f.function()) {
      case IDENTITY -> identity(dy, dx, from, to);
      case SIGMOID -> sigmoid(known, dy, dx, from, to);
      case TANH -> tanh(known, dy, dx, from, to);
      case RELU -> relu(known, dy, dx, from, to);
      case LEAKY_RELU -> leakyRelu(f.alpha(), known, dy, dx, from, to);
      case ELU -> elu(f.alpha(), known, dy, dx, from, to);
      case SELU -> selu(known, dy, dx, from, to);
      case GELU -> gelu(known, dy, dx, from, to);
      case SILU -> silu(known, dy, dx, from, to);
      case SOFTPLUS -> softplus(known, dy, dx, from, to);
      case SOFTSIGN -> softsign(known, dy, dx, from, to);
      case HARD_SIGMOID -> hardSigmoid(known, dy, dx, from, to);
      case HARD_TANH -> hardTanh(known, dy, dx, from, to);
    }
  }

  private static void identity(Matrix dy, Matrix dx, int first, int last) {
    int n = FLOATS.loopBound(dy.cols());
    for (int row = first; row < last; row++) {
      System.arraycopy(dy.data(), dy.row(row), dx.data(), dx.row(row), n);
    }
  }

  private static void sigmoid(Matrix known, Matrix dy, Matrix dx, int first, int last) {
    int n = FLOATS.loopBound(known.cols());
    for (int row = first; row < last; row++) {
      int in = known.row(row);
      int up = dy.row(row);
      int down = dx.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector z = FloatVector.fromArray(FLOATS, known.data(), in + i);
        FloatVector slope = z.mul(one().sub(z));
        FloatVector.fromArray(FLOATS, dy.data(), up + i).mul(slope).intoArray(dx.data(), down + i);
      }
    }
  }

  private static void tanh(Matrix known, Matrix dy, Matrix dx, int first, int last) {
    int n = FLOATS.loopBound(known.cols());
    for (int row = first; row < last; row++) {
      int in = known.row(row);
      int up = dy.row(row);
      int down = dx.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector z = FloatVector.fromArray(FLOATS, known.data(), in + i);
        FloatVector slope = z.neg().fma(z, one());
        FloatVector.fromArray(FLOATS, dy.data(), up + i).mul(slope).intoArray(dx.data(), down + i);
      }
    }
  }

  private static void relu(Matrix known, Matrix dy, Matrix dx, int first, int last) {
    int n = FLOATS.loopBound(known.cols());
    for (int row = first; row < last; row++) {
      int in = known.row(row);
      int up = dy.row(row);
      int down = dx.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector z = FloatVector.fromArray(FLOATS, known.data(), in + i);
        FloatVector slope = FloatVector.zero(FLOATS).blend(1, z.compare(GT, 0));
        FloatVector.fromArray(FLOATS, dy.data(), up + i).mul(slope).intoArray(dx.data(), down + i);
      }
    }
  }

  private static void leakyRelu(
      float alpha, Matrix known, Matrix dy, Matrix dx, int first, int last) {
    int n = FLOATS.loopBound(known.cols());
    for (int row = first; row < last; row++) {
      int in = known.row(row);
      int up = dy.row(row);
      int down = dx.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector z = FloatVector.fromArray(FLOATS, known.data(), in + i);
        FloatVector slope = FloatVector.broadcast(FLOATS, alpha).blend(1, z.compare(GT, 0));
        FloatVector.fromArray(FLOATS, dy.data(), up + i).mul(slope).intoArray(dx.data(), down + i);
      }
    }
  }

  private static void elu(float alpha, Matrix known, Matrix dy, Matrix dx, int first, int last) {
    int n = FLOATS.loopBound(known.cols());
    for (int row = first; row < last; row++) {
      int in = known.row(row);
      int up = dy.row(row);
      int down = dx.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector z = FloatVector.fromArray(FLOATS, known.data(), in + i);
        FloatVector slope = z.add(alpha).blend(1, z.compare(GT, 0));
        FloatVector.fromArray(FLOATS, dy.data(), up + i).mul(slope).intoArray(dx.data(), down + i);
      }
    }
  }

  private static void selu(Matrix known, Matrix dy, Matrix dx, int first, int last) {
    int n = FLOATS.loopBound(known.cols());
    for (int row = first; row < last; row++) {
      int in = known.row(row);
      int up = dy.row(row);
      int down = dx.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector z = FloatVector.fromArray(FLOATS, known.data(), in + i);
        FloatVector slope = z.add(SELU_SCALE_ALPHA).blend(SELU_SCALE, z.compare(GT, 0));
        FloatVector.fromArray(FLOATS, dy.data(), up + i).mul(slope).intoArray(dx.data(), down + i);
      }
    }
  }

  private static void gelu(Matrix known, Matrix dy, Matrix dx, int first, int last) {
    int n = FLOATS.loopBound(known.cols());
    for (int row = first; row < last; row++) {
      int in = known.row(row);
      int up = dy.row(row);
      int down = dx.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector z = FloatVector.fromArray(FLOATS, known.data(), in + i);
        FloatVector slope = VectorMath.geluDerivative(z);
        FloatVector.fromArray(FLOATS, dy.data(), up + i).mul(slope).intoArray(dx.data(), down + i);
      }
    }
  }

  private static void silu(Matrix known, Matrix dy, Matrix dx, int first, int last) {
    int n = FLOATS.loopBound(known.cols());
    for (int row = first; row < last; row++) {
      int in = known.row(row);
      int up = dy.row(row);
      int down = dx.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector z = FloatVector.fromArray(FLOATS, known.data(), in + i);
        FloatVector s = VectorMath.sigmoid(z);
        FloatVector slope = s.mul(z.fma(one().sub(s), one()));
        FloatVector.fromArray(FLOATS, dy.data(), up + i).mul(slope).intoArray(dx.data(), down + i);
      }
    }
  }

  private static void softplus(Matrix known, Matrix dy, Matrix dx, int first, int last) {
    int n = FLOATS.loopBound(known.cols());
    for (int row = first; row < last; row++) {
      int in = known.row(row);
      int up = dy.row(row);
      int down = dx.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector z = FloatVector.fromArray(FLOATS, known.data(), in + i);
        FloatVector slope = VectorMath.sigmoid(z);
        FloatVector.fromArray(FLOATS, dy.data(), up + i).mul(slope).intoArray(dx.data(), down + i);
      }
    }
  }

  private static void softsign(Matrix known, Matrix dy, Matrix dx, int first, int last) {
    int n = FLOATS.loopBound(known.cols());
    for (int row = first; row < last; row++) {
      int in = known.row(row);
      int up = dy.row(row);
      int down = dx.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector z = FloatVector.fromArray(FLOATS, known.data(), in + i);
        FloatVector rest = one().sub(z.abs());
        FloatVector slope = rest.mul(rest);
        FloatVector.fromArray(FLOATS, dy.data(), up + i).mul(slope).intoArray(dx.data(), down + i);
      }
    }
  }

  private static void hardSigmoid(Matrix known, Matrix dy, Matrix dx, int first, int last) {
    int n = FLOATS.loopBound(known.cols());
    for (int row = first; row < last; row++) {
      int in = known.row(row);
      int up = dy.row(row);
      int down = dx.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector z = FloatVector.fromArray(FLOATS, known.data(), in + i);
        FloatVector slope =
            FloatVector.zero(FLOATS).blend(SIXTH, z.compare(GT, 0).and(z.compare(LT, 1)));
        FloatVector.fromArray(FLOATS, dy.data(), up + i).mul(slope).intoArray(dx.data(), down + i);
      }
    }
  }

  private static void hardTanh(Matrix known, Matrix dy, Matrix dx, int first, int last) {
    int n = FLOATS.loopBound(known.cols());
    for (int row = first; row < last; row++) {
      int in = known.row(row);
      int up = dy.row(row);
      int down = dx.row(row);
      for (int i = 0; i < n; i += COUNT) {
        FloatVector z = FloatVector.fromArray(FLOATS, known.data(), in + i);
        FloatVector slope =
            FloatVector.zero(FLOATS).blend(1, z.compare(GT, -1).and(z.compare(LT, 1)));
        FloatVector.fromArray(FLOATS, dy.data(), up + i).mul(slope).intoArray(dx.data(), down + i);
      }
    }
  }

  private static FloatVector one() {
    return FloatVector.broadcast(FLOATS, 1);
  }
}
