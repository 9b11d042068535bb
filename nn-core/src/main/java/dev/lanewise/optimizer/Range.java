package dev.lanewise.optimizer;

import dev.lanewise.SettingException;

/** Checks of the settings of optimizers. */
final class Range {

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
