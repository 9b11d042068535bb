package dev.lanewise.optimizer;

import dev.lanewise.SettingException;

/** Checks of the settings of optimizers. */
final class Range {
  /**
   * The least epsilon that is added to the root of a second moment. Moments below {@link
   * dev.lanewise.kernels.Kernels#FLUSH_SQUARES_BELOW} are zero; their roots, below 1.1e-19 and at
   * the first step of Adam up to some 30 times as much, are within float rounding of it.
   */
  static final double LEAST_BESIDE_ROOT = 1e-10;

  /**
   * The least epsilon that joins a square before the root or a magnitude: those below {@link
   * dev.lanewise.kernels.Kernels#FLUSH_BELOW} vanish beside it.
   */
  static final double LEAST_EPSILON = 1e-20;

  private Range() {}

  /** Throws unless {@code low <= value < high}; NaN is refused. */
  static void check(String rule, String name, double value, double low, double high) {
    if (!(value >= low && value < high)) {
      throw new SettingException(
          "%s: %s must be at least %s and below %s; found %s."
              .formatted(rule, name, low, high, value));
    }
  }
}
