package dev.lanewise.tabular;

import java.util.List;
import java.util.Optional;

/**
 * How a series goes on behind its last row.
 *
 * @param steps the next rows
 */
public record Forecast(List<Step> steps) {

  /** Copies the list. */
  public Forecast {
    steps = List.copyOf(steps);
  }

  /**
   * A row that follows.
   *
   * @param number counts from 1
   * @param time its time, if the look-back before, and at least the last 8 rows or all if there are
   *     only 3 to 7, are equally far apart numbers, or dates of ISO 8601
   * @param values of the columns to predict, in their units
   */
  public record Step(int number, Optional<String> time, List<Prediction.OfNumber> values) {

    /** Copies the list. */
    public Step {
      values = List.copyOf(values);
    }
  }
}
