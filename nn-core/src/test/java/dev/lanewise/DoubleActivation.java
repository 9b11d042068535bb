package dev.lanewise;

import org.apache.commons.math3.special.Erf;

/** The activation functions and their derivatives in double, as the literature writes them. */
public final class DoubleActivation {
  private static final double SELU_SCALE = 1.0507009873554805;
  private static final double SELU_ALPHA = 1.6732632423543772;

  private DoubleActivation() {}

  /** {@code f(x)}. */
  public static double value(Activation f, double x) {
    return switch (f.function()) {
      case IDENTITY -> x;
      case SIGMOID -> sigmoid(x);
      case TANH -> Math.tanh(x);
      case RELU -> Math.max(x, 0);
      case LEAKY_RELU -> x > 0 ? x : f.alpha() * x;
      case ELU -> elu(x, f.alpha());
      case SELU -> SELU_SCALE * elu(x, SELU_ALPHA);
      case GELU -> x * normalCdf(x);
      case SILU -> x * sigmoid(x);
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case SOFTSIGN -> x / (1 + Math.abs(x));
      case HARD_SIGMOID -> Math.clamp(x / 6 + 0.5, 0.0, 1.0);
      case HARD_TANH -> Math.clamp(x, -1.0, 1.0);
    };
  }

  /** {@code f'(x)}; at a kink the derivative from the left. */
  public static double derivative(Activation f, double x) {
    return switch (f.function()) {
      case IDENTITY -> 1;
      case SIGMOID -> sigmoid(x) * sigmoid(-x);
      case TANH -> 1 / (Math.cosh(x) * Math.cosh(x));
      case RELU -> x > 0 ? 1 : 0;
      case LEAKY_RELU -> x > 0 ? 1 : f.alpha();
      case ELU -> x > 0 ? 1 : f.alpha() * Math.exp(x);
      case SELU -> SELU_SCALE * (x > 0 ? 1 : SELU_ALPHA * Math.exp(x));
      case GELU -> normalCdf(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
      case SILU -> sigmoid(x) * (1 + x * sigmoid(-x));
      case SOFTPLUS -> sigmoid(x);
      case SOFTSIGN -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x)));
      case HARD_SIGMOID -> Math.abs(x) < 3 ? 1 / 6.0 : 0;
      case HARD_TANH -> Math.abs(x) < 1 ? 1 : 0;
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double elu(double x, double alpha) {
    return x > 0 ? x : alpha * Math.expm1(x);
  }

  private static double normalCdf(double x) {
    return Erf.erfc(-x / Math.sqrt(2)) / 2;
  }
}
