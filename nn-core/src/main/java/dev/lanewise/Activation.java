package dev.lanewise;

/**
 * An element-wise activation function of a layer, with PyTorch's formulas and defaults.
 *
 * @param function which formula
 * @param alpha its one parameter: the slope of leaky ReLU or the scale of ELU; 0 for the others
 */
public record Activation(Function function, float alpha) {

  /** The formulas; {@code x} is the input, {@code y} the output. */
  public enum Function {
    /** {@code y = x}. */
    IDENTITY(true),
    /** {@code y = 1 / (1 + exp(-x))}; {@code y' = y (1 - y)}. */
    SIGMOID(true),
    /** {@code y = tanh x}; {@code y' = 1 - y^2}. */
    TANH(true),
    /** {@code y = max(x, 0)}; {@code y' = 1} for {@code y > 0}, else 0. */
    RELU(true),
    /** {@code y = x} for {@code x > 0}, else {@code alpha x}. */
    LEAKY_RELU(true),
    /** {@code y = x} for {@code x > 0}, else {@code alpha (exp(x) - 1)}. */
    ELU(true),
    /** ELU of the self-normalising scale (Klambauer et al. 2017, arXiv:1706.02515). */
    SELU(true),
    /** {@code y = x Phi(x)}, with the exact normal distribution (Hendrycks and Gimpel 2016). */
    GELU(false),
    /** {@code y = x sigmoid(x)}, also called swish. */
    SILU(false),
    /** {@code y = log(1 + exp(x))}. */
    SOFTPLUS(false),
    /** {@code y = x / (1 + |x|)}; {@code y' = (1 - |y|)^2}. */
    SOFTSIGN(true),
    /** {@code y = min(max(x / 6 + 1/2, 0), 1)}. */
    HARD_SIGMOID(true),
    /** {@code y = min(max(x, -1), 1)}. */
    HARD_TANH(true);

    private final boolean differentiableFromOutput;

    Function(boolean differentiableFromOutput) {
      this.differentiableFromOutput = differentiableFromOutput;
    }
  }

  /** The identity: no activation. */
  public static final Activation IDENTITY = new Activation(Function.IDENTITY, 0);

  /** The logistic function. */
  public static final Activation SIGMOID = new Activation(Function.SIGMOID, 0);

  /** The hyperbolic tangent. */
  public static final Activation TANH = new Activation(Function.TANH, 0);

  /** The rectified linear unit. */
  public static final Activation RELU = new Activation(Function.RELU, 0);

  /** Leaky ReLU of slope 0.01. */
  public static final Activation LEAKY_RELU = leakyRelu(0.01f);

  /** ELU of scale 1. */
  public static final Activation ELU = elu(1);

  /** The self-normalising ELU. */
  public static final Activation SELU = new Activation(Function.SELU, 0);

  /** The exact Gaussian error linear unit. */
  public static final Activation GELU = new Activation(Function.GELU, 0);

  /** The sigmoid linear unit. */
  public static final Activation SILU = new Activation(Function.SILU, 0);

  /** The smooth ReLU. */
  public static final Activation SOFTPLUS = new Activation(Function.SOFTPLUS, 0);

  /** {@code x / (1 + |x|)}. */
  public static final Activation SOFTSIGN = new Activation(Function.SOFTSIGN, 0);

  /** The piecewise linear sigmoid. */
  public static final Activation HARD_SIGMOID = new Activation(Function.HARD_SIGMOID, 0);

  /** The piecewise linear tanh. */
  public static final Activation HARD_TANH = new Activation(Function.HARD_TANH, 0);

  /**
   * Checks that the parameter is finite, and positive where the derivative is told by the output.
   */
  public Activation {
    if (!Float.isFinite(alpha) || alpha < 0) {
      throw new SettingException(
          "Activation " + function + ": alpha must be finite and at least 0; found " + alpha + ".");
    }
  }

  /** Leaky ReLU of a given slope for negative input. */
  public static Activation leakyRelu(float slope) {
    return new Activation(Function.LEAKY_RELU, slope);
  }

  /** ELU of a given scale for negative input. */
  public static Activation elu(float alpha) {
    return new Activation(Function.ELU, alpha);
  }

  /**
   * Whether the derivative is computed from the output {@code y}, so that the input need not be
   * kept; otherwise it is computed from the input {@code x}.
   */
  public boolean differentiableFromOutput() {
    return function.differentiableFromOutput;
  }

  @Override
  public String toString() {
    String name = function.name().toLowerCase(java.util.Locale.ROOT);
    return alpha == 0 ? name : name + "(" + alpha + ")";
  }
}
