package dev.lanewise.tabular;

import java.util.Optional;

/**
 * The column of a series that tells when a row was: numbers or dates that ascend. It is no input.
 *
 * @param name the name of the column
 * @param dates how its dates are written; if nobody says it, the first row tells whether the column
 *     has numbers or dates of ISO 8601
 */
public record TimeColumn(String name, Optional<DateNotation> dates) {

  /** A column of numbers, or of dates like {@code 2026-01-31} or {@code 2026-01-31 23:59}. */
  public static TimeColumn of(String name) {
    return new TimeColumn(name, Optional.empty());
  }

  /** A column of dates of a pattern. */
  public static TimeColumn of(String name, DateNotation dates) {
    return new TimeColumn(name, Optional.of(dates));
  }
}
