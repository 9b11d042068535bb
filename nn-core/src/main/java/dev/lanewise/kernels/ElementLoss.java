package dev.lanewise.kernels;

/**
 * Losses that add up over the elements of a sample. In the formulas {@code y} is the output, {@code
 * t} the target and {@code d = y - t}.
 */
public enum ElementLoss {
  /** {@code d^2}; gradient {@code 2 d}. */
  SQUARED,
  /** {@code |d|}; gradient {@code sign d}. */
  ABSOLUTE,
  /**
   * {@code d^2 / 2} for {@code |d| <= delta}, else {@code delta (|d| - delta / 2)}; gradient {@code
   * d} clamped to {@code +-delta} (Huber 1964).
   */
  HUBER,
  /**
   * Binary cross-entropy of a logit, {@code softplus(y) - t y}, computed as {@code max(y, 0) - t y
   * + log1p(exp(-|y|))}, which neither overflows nor cancels; gradient {@code sigmoid(y) - t}.
   */
  LOGISTIC
}
