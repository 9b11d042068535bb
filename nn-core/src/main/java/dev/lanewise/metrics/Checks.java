package dev.lanewise.metrics;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;

/** The checks that metrics share. */
final class Checks {

  private Checks() {}

  /** Refuses a number of things below a limit. */
  static int atLeast(int least, String what, int count) {
    if (count < least) {
      throw new SettingException(
          "Metrics: %s must be at least %s; found %s.".formatted(what, least, count));
    }
    return count;
  }

  /** Refuses what is no class. */
  static int classIndex(String role, int index, int classes) {
    if (index < 0 || index >= classes) {
      throw new DataException(
          "%s of a sample: expected a class from 0 to %s; found %s. Number the classes from 0, and check the number of outputs."
              .formatted(role, classes - 1, index));
    }
    return index;
  }

  /** Refuses another length. */
  static void length(String what, int expected, int found) {
    if (expected != found) {
      throw new ShapeException(
          "Metrics: expected %s %s; found %s.".formatted(expected, what, found));
    }
  }

  /** Refuses NaN and infinite numbers, of which no metric makes sense. */
  static double finite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new DataException(
          "%s of a sample: expected a finite number; found %s. Check the data and whether training diverged."
              .formatted(what, value));
    }
    return value;
  }

  /** Refuses a row with a number that is not finite. */
  static void finite(String what, float[] values) {
    for (float value : values) {
      finite(what, value);
    }
  }
}
