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
  private static final FloatVector ZEROS = FloatVector.zero(FLOATS);
  private static final FloatVector ONES = FloatVector.broadcast(FLOATS, 1);

  private ActivationGradientKernels() {}

  static void apply(Activation f, Matrix known, Matrix dy, Matrix dx, int from, int to) {
    int n = known.cols();
    int whole = FLOATS.loopBound(n);
    for (int row = from; row < to; row++) {
      int in = known.row(row);
      int up = dy.row(row);
      int down = dx.row(row);
      apply(f, known.data(), in, dy.data(), up, dx.data(), down, whole);
      for (int c = whole; c < n; c++) {
        dx.data()[down + c] =
            dy.data()[up + c] * ActivationMath.derivative(f, known.data()[in + c]);
      }
    }
  }

  private static void apply(
      Activation f, float[] known, int in, float[] dy, int up, float[] dx, int down, int n) {
    switch (f.function()) {
      case IDENTITY -> System.arraycopy(dy, up, dx, down, n);
      case SIGMOID -> sigmoid(known, in, dy, up, dx, down, n);
      case TANH -> tanh(known, in, dy, up, dx, down, n);
      case RELU -> relu(known, in, dy, up, dx, down, n);
      case LEAKY_RELU -> leakyRelu(f.alpha(), known, in, dy, up, dx, down, n);
      case ELU -> elu(f.alpha(), known, in, dy, up, dx, down, n);
      case SELU -> selu(known, in, dy, up, dx, down, n);
      case GELU -> gelu(known, in, dy, up, dx, down, n);
      case SILU -> silu(known, in, dy, up, dx, down, n);
      case SOFTPLUS -> softplus(known, in, dy, up, dx, down, n);
      case SOFTSIGN -> softsign(known, in, dy, up, dx, down, n);
      case HARD_SIGMOID -> hardSigmoid(known, in, dy, up, dx, down, n);
      case HARD_TANH -> hardTanh(known, in, dy, up, dx, down, n);
    }
  }

  private static void sigmoid(
      float[] known, int in, float[] dy, int up, float[] dx, int down, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i);
      FloatVector slope = z.mul(ONES.sub(z));
      FloatVector.fromArray(FLOATS, dy, up + i).mul(slope).intoArray(dx, down + i);
    }
  }

  private static void tanh(float[] known, int in, float[] dy, int up, float[] dx, int down, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i);
      FloatVector slope = z.neg().fma(z, ONES);
      FloatVector.fromArray(FLOATS, dy, up + i).mul(slope).intoArray(dx, down + i);
    }
  }

  private static void relu(float[] known, int in, float[] dy, int up, float[] dx, int down, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i);
      FloatVector slope = ZEROS.blend(1, z.compare(GT, 0));
      FloatVector.fromArray(FLOATS, dy, up + i).mul(slope).intoArray(dx, down + i);
    }
  }

  private static void leakyRelu(
      float alpha, float[] known, int in, float[] dy, int up, float[] dx, int down, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i);
      FloatVector slope = FloatVector.broadcast(FLOATS, alpha).blend(1, z.compare(GT, 0));
      FloatVector.fromArray(FLOATS, dy, up + i).mul(slope).intoArray(dx, down + i);
    }
  }

  private static void elu(
      float alpha, float[] known, int in, float[] dy, int up, float[] dx, int down, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i);
      FloatVector slope = z.add(alpha).blend(1, z.compare(GT, 0));
      FloatVector.fromArray(FLOATS, dy, up + i).mul(slope).intoArray(dx, down + i);
    }
  }

  private static void selu(float[] known, int in, float[] dy, int up, float[] dx, int down, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i);
      FloatVector slope = z.add(SELU_SCALE_ALPHA).blend(SELU_SCALE, z.compare(GT, 0));
      FloatVector.fromArray(FLOATS, dy, up + i).mul(slope).intoArray(dx, down + i);
    }
  }

  private static void gelu(float[] known, int in, float[] dy, int up, float[] dx, int down, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i);
      FloatVector slope = z.fma(VectorMath.normalPdf(z), VectorMath.normalCdf(z));
      FloatVector.fromArray(FLOATS, dy, up + i).mul(slope).intoArray(dx, down + i);
    }
  }

  private static void silu(float[] known, int in, float[] dy, int up, float[] dx, int down, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i);
      FloatVector s = VectorMath.sigmoid(z);
      FloatVector slope = s.mul(z.fma(ONES.sub(s), ONES));
      FloatVector.fromArray(FLOATS, dy, up + i).mul(slope).intoArray(dx, down + i);
    }
  }

  private static void softplus(
      float[] known, int in, float[] dy, int up, float[] dx, int down, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i);
      FloatVector slope = VectorMath.sigmoid(z);
      FloatVector.fromArray(FLOATS, dy, up + i).mul(slope).intoArray(dx, down + i);
    }
  }

  private static void softsign(
      float[] known, int in, float[] dy, int up, float[] dx, int down, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i);
      FloatVector rest = ONES.sub(z.abs());
      FloatVector slope = rest.mul(rest);
      FloatVector.fromArray(FLOATS, dy, up + i).mul(slope).intoArray(dx, down + i);
    }
  }

  private static void hardSigmoid(
      float[] known, int in, float[] dy, int up, float[] dx, int down, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i);
      FloatVector slope = ZEROS.blend(SIXTH, z.compare(GT, 0).and(z.compare(LT, 1)));
      FloatVector.fromArray(FLOATS, dy, up + i).mul(slope).intoArray(dx, down + i);
    }
  }

  private static void hardTanh(
      float[] known, int in, float[] dy, int up, float[] dx, int down, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector z = FloatVector.fromArray(FLOATS, known, in + i);
      FloatVector slope = ZEROS.blend(1, z.compare(GT, -1).and(z.compare(LT, 1)));
      FloatVector.fromArray(FLOATS, dy, up + i).mul(slope).intoArray(dx, down + i);
    }
  }
}
