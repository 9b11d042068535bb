package dev.lanewise.kernels;

/**
 * The update rules of the optimizers: from the gradient {@code g} of a parameter {@code w} and the
 * state of earlier steps to the next {@code w} and state. The other names are those of {@link
 * UpdateScalars}; in most, {@code d = g + l2 w}. State is named in the order of its arrays, which
 * are zero before the first step.
 *
 * <p>Flushed are magnitudes below {@link Kernels#FLUSH_BELOW}, and flushed as squares those below
 * {@link Kernels#FLUSH_SQUARES_BELOW}. The sign of zero is zero, that of NaN is NaN.
 */
public enum Rule {
  /** Gradient descent: {@code w -= rate * d}. */
  SGD(0),

  /** Gradient descent with momentum {@code u}: {@code u = beta1 u + d; w -= rate * u}. Flushed. */
  MOMENTUM(1),

  /** The same with Nesterov's look-ahead: {@code w -= rate * (d + beta1 u)}. */
  NESTEROV(1),

  /**
   * RMSprop: {@code v = beta2 v + gain2 d^2; w -= rate * d / (sqrt(v) + epsilon)}. Flushed as
   * squares. With {@code beta2} and {@code gain2} of 1 it is Adagrad.
   */
  RMS_PROP(1),

  /**
   * Adam and AdamW: {@code w *= keep; m = beta1 m + gain1 d; v = beta2 v + gain2 d^2; w -= rate * m
   * / (sqrt(v) * rootCorrection + epsilon)}. {@code m} is flushed, {@code v} as squares.
   */
  ADAM(2),

  /**
   * Adadelta: {@code v = beta2 v + gain2 d^2; e = sqrt(u + epsilon) / sqrt(v + epsilon) * d; u =
   * beta2 u + gain2 e^2; w -= rate * e}, with state {@code u, v}. Both are flushed.
   */
  ADADELTA(2),

  /**
   * NAdam: {@code m = beta1 m + gain1 d; v = beta2 v + gain2 d^2; w -= (rate * m + gradientRate *
   * d) / (sqrt(v) * rootCorrection + epsilon)}. {@code m} is flushed, {@code v} as squares.
   */
  NADAM(2),

  /**
   * Adamax: {@code m = beta1 m + gain1 d; u = max(beta2 u, |d| + epsilon); w -= rate * m / u}.
   * {@code m} is flushed; {@code u} is at least {@code epsilon}.
   */
  ADAMAX(2),

  /**
   * Lion, without {@code l2}: {@code c = beta1 m + gain1 g; w = keep w - rate * sign(c); m = beta2
   * m + gain2 g}. Flushed.
   */
  LION(1),

  /**
   * Rprop, without {@code l2}: {@code a = g * u; size = min(max((v == 0 ? rate : v) * (a > 0 ? grow
   * : a < 0 ? shrink : 1), least), most); u = a < 0 ? 0 : sign(g); v = size; w -= size * u}. So
   * {@code u} is the sign of the last gradient, or zero after a change of sign, and {@code v} is
   * zero only before the first step.
   */
  RPROP(2);

  private final int slots;

  Rule(int slots) {
    this.slots = slots;
  }

  /** How many numbers of state each parameter has. */
  public int slots() {
    return slots;
  }
}
