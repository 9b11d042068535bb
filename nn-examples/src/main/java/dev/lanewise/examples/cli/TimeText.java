package dev.lanewise.examples.cli;

import java.util.Locale;

/** Durations as people read them. */
final class TimeText {
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;

  private TimeText() {}

  /** Such as {@code 42 s}, {@code 3:05 min} or {@code 2:15 h}. */
  static String of(double seconds) {
    long whole = Math.round(seconds);
    if (whole < MINUTE) {
      return whole + " s";
    }
    return whole < HOUR
        ? String.format(Locale.ROOT, "%d:%02d min", whole / MINUTE, whole % MINUTE)
        : String.format(Locale.ROOT, "%d:%02d h", whole / HOUR, whole % HOUR / MINUTE);
  }
}
