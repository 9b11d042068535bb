package dev.lanewise.tabular;

import dev.lanewise.SettingException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What to learn from a table whose rows follow each other in time: from so many rows, the next
 * values of some columns.
 *
 * <pre>{@code
 * SeriesRecipe recipe =
 *     SeriesRecipe.predicting("load", 48, 12).withTime(TimeColumn.of("hour")).withSeason(24);
 * }</pre>
 *
 * <p>All columns are inputs, those to predict among them, but for the time and those that are
 * ignored. Immutable.
 *
 * @param targets the columns to predict
 * @param lookBack how many rows a prediction sees
 * @param horizon how many rows behind them are predicted
 * @param ignored columns that are no inputs
 * @param time the column that tells the order, if there is one
 * @param season the rows of a season, with which predictions are compared; no input
 * @param filled whether a missing value is taken to be the last one before it; otherwise it is an
 *     error
 */
public record SeriesRecipe(
    List<String> targets,
    int lookBack,
    int horizon,
    Set<String> ignored,
    Optional<TimeColumn> time,
    OptionalInt season,
    boolean filled) {

  /**
   * Copies the collections.
   *
   * @throws SettingException if a number is not positive, there is no target or one is named twice,
   *     ignored or the time
   */
  public SeriesRecipe {
    targets = List.copyOf(targets);
    ignored = Set.copyOf(ignored);
    requirePositive("look-back", lookBack);
    requirePositive("horizon", horizon);
    season.ifPresent(rows -> requirePositive("season", rows));
    if (targets.isEmpty() || new HashSet<>(targets).size() < targets.size()) {
      throw new SettingException(
          "Series: expected columns to predict, each named once; found %s. Correct the names."
              .formatted(targets));
    }
    for (String target : targets) {
      if (ignored.contains(target) || time.filter(t -> t.name().equals(target)).isPresent()) {
        throw new SettingException(
            "Series: expected another column to predict than the time and those that are ignored; found %s. Choose one use of it."
                .formatted(Place.quoted(target)));
      }
    }
  }

  private static void requirePositive(String what, int value) {
    if (value < 1) {
      throw new SettingException(
          "Series: the %s must be at least 1 row; found %s.".formatted(what, value));
    }
  }

  /** Predicts one column, from {@code lookBack} rows the next {@code horizon} values. */
  public static SeriesRecipe predicting(String target, int lookBack, int horizon) {
    return predicting(List.of(target), lookBack, horizon);
  }

  /** Predicts several columns. */
  public static SeriesRecipe predicting(List<String> targets, int lookBack, int horizon) {
    return new SeriesRecipe(
        targets, lookBack, horizon, Set.of(), Optional.empty(), OptionalInt.empty(), false);
  }

  /** The same with a column that is no input. */
  public SeriesRecipe ignoring(String column) {
    Set<String> more = new HashSet<>(ignored);
    more.add(column);
    return new SeriesRecipe(targets, lookBack, horizon, more, time, season, filled);
  }

  /** The same with a column of times, which must ascend. */
  public SeriesRecipe withTime(TimeColumn column) {
    return new SeriesRecipe(
        targets, lookBack, horizon, ignored, Optional.of(column), season, filled);
  }

  /** The same with a season of so many rows, such as 24 hours. */
  public SeriesRecipe withSeason(int rows) {
    return new SeriesRecipe(
        targets, lookBack, horizon, ignored, time, OptionalInt.of(rows), filled);
  }

  /** The same with the last value before it for each missing one. */
  public SeriesRecipe withFilledGaps() {
    return new SeriesRecipe(targets, lookBack, horizon, ignored, time, season, true);
  }

  /** The rows of a window: those that are seen and those that are predicted. */
  long windowRows() {
    return (long) lookBack + horizon;
  }
}
