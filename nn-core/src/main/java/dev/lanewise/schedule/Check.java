package dev.lanewise.schedule;

import dev.lanewise.SettingException;

/** Checks of settings. */
final class Check {

  private Check() {}

  static void steps(String owner, String name, long value) {
    require(value >= 1, owner, name, "at least 1", value);
  }

  static void positive(String owner, String name, double value) {
    require(value > 0 && Double.isFinite(value), owner, name, "positive and finite", value);
  }

  static void notNegative(String owner, String name, double value) {
    require(value >= 0 && Double.isFinite(value), owner, name, "finite and at least 0", value);
  }

  static void share(String owner, String name, double value) {
    require(value > 0 && value < 1, owner, name, "between 0 and 1", value);
  }

  private static void require(
      boolean holds, String owner, String name, String expected, Object found) {
    if (!holds) {
      throw new SettingException(
          "%s: %s must be %s; found %s.".formatted(owner, name, expected, found));
    }
  }
}
