package dev.lanewise.kernels.reference;

import dev.lanewise.Activation;
import dev.lanewise.kernels.FloatMath;

/** The activation functions and their derivatives, element by element: the specification. */
public final class ActivationMath {
  /** The scale of SELU (Klambauer et al. 2017). */
  public static final float SELU_SCALE = (float) 1.0507009873554805;

  /** The scale of SELU times its alpha. */
  public static final float SELU_SCALE_ALPHA = (float) 1.7580993408473766;

  /** The slope of hard sigmoid. */
  public static final float SIXTH = 1 / 6f;

  private ActivationMath() {}

  /** {@code f(x)}. */
  public static float value(Activation f, float x) {
    return switch (f.function()) {
      case IDENTITY -> x;
      case SIGMOID -> FloatMath.sigmoid(x);
      case TANH -> FloatMath.tanh(x);
      case RELU -> Math.max(x, 0);
      case LEAKY_RELU -> x > 0 ? x : f.alpha() * x;
      case ELU -> x > 0 ? x : f.alpha() * FloatMath.expm1(x);
      case SELU -> x > 0 ? SELU_SCALE * x : SELU_SCALE_ALPHA * FloatMath.expm1(x);
      case GELU -> x * FloatMath.normalCdf(x);
      case SILU -> x * FloatMath.sigmoid(x);
      case SOFTPLUS -> FloatMath.softplus(x);
      case SOFTSIGN -> x / (1 + Math.abs(x));
      case HARD_SIGMOID -> Math.min(Math.max(Math.fma(x, SIXTH, 0.5f), 0), 1);
      case HARD_TANH -> Math.min(Math.max(x, -1), 1);
    };
  }

  /**
   * {@code f'}, in terms of the output or the input.
   *
   * @param z {@code f(x)} if {@link Activation#differentiableFromOutput}, else {@code x}
   */
  public static float derivative(Activation f, float z) {
    return switch (f.function()) {
      case IDENTITY -> 1;
      case SIGMOID -> z * (1 - z);
      case TANH -> Math.fma(-z, z, 1);
      case RELU -> z > 0 ? 1 : 0;
      case LEAKY_RELU -> z > 0 ? 1 : f.alpha();
      case ELU -> z > 0 ? 1 : z + f.alpha();
      case SELU -> z > 0 ? SELU_SCALE : z + SELU_SCALE_ALPHA;
      case GELU -> Math.fma(z, FloatMath.normalPdf(z), FloatMath.normalCdf(z));
      case SILU -> siluDerivative(z, FloatMath.sigmoid(z));
      case SOFTPLUS -> FloatMath.sigmoid(z);
      case SOFTSIGN -> square(1 - Math.abs(z));
      case HARD_SIGMOID -> z > 0 && z < 1 ? SIXTH : 0;
      case HARD_TANH -> z > -1 && z < 1 ? 1 : 0;
    };
  }

  private static float siluDerivative(float x, float sigmoid) {
    return sigmoid * Math.fma(x, 1 - sigmoid, 1);
  }

  private static float square(float x) {
    return x * x;
  }
}
