package dev.lanewise.examples.cli;

import dev.lanewise.SettingException;
import dev.lanewise.tabular.DateNotation;
import dev.lanewise.tabular.SeriesRecipe;
import dev.lanewise.tabular.Table;
import dev.lanewise.tabular.TimeColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how a series is learnt from. */
final class SeriesOptions {

  @Option(
      names = "--look-back",
      paramLabel = "ROWS",
      converter = Numbers.Positive.class,
      description =
          "Makes a table a series, whose rows follow each other in time: so many rows tell how --target"
              + " goes on. All columns are inputs, but those of --time and --ignore.")
  private Optional<Integer> lookBack;

  @Option(
      names = "--horizon",
      paramLabel = "ROWS",
      converter = Numbers.Positive.class,
      description = "How many rows of a series are predicted (default: 1).")
  private Optional<Integer> horizon;

  @Option(
      names = "--time",
      paramLabel = "COLUMN[=PATTERN]",
      description =
          "The column of a series that tells when a row was, and must ascend: numbers, dates like"
              + " 2026-01-31 or 2026-01-31 23:59, or dates of a pattern like dd.MM.yyyy.")
  private Optional<String> time;

  @Option(
      names = "--season",
      paramLabel = "ROWS",
      converter = Numbers.Positive.class,
      description =
          "Rows after which a series is alike, such as 24 hours; the errors of the values a season"
              + " before are told, too.")
  private Optional<Integer> season;

  @Option(
      names = "--fill",
      paramLabel = "NAME",
      defaultValue = "none",
      converter = FillChoice.Converter.class,
      description =
          "What stands for missing values of a series: ${COMPLETION-CANDIDATES}; last is the one before,"
              + " with none they are errors (default: ${DEFAULT-VALUE}).")
  private FillChoice fill;

  boolean isSeries() {
    return lookBack.isPresent();
  }

  /** What is made of a table. */
  DataKind kind(DataKind found, String data) {
    if (isSeries()) {
      if (found != DataKind.TABLE) {
        throw new SettingException(
            "--look-back belongs to a table and its --target; '%s' is no table. Name a CSV file with --data, or leave it out."
                .formatted(data));
      }
      return DataKind.SERIES;
    }
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--horizon", horizon.isPresent());
    given.put("--time", time.isPresent());
    given.put("--season", season.isPresent());
    given.put("--fill", fill != FillChoice.NONE);
    given.forEach((option, isThere) -> {
      if (isThere) {
        throw new SettingException(
            "%1$s belongs to a series; found no --look-back, which makes a table one. Add it, or leave %1$s out."
                .formatted(option));
      }
    });
    return found;
  }

  /** What to learn from a table, as far as these options say it. */
  SeriesRecipe recipe(Table table, List<String> targets) {
    SeriesRecipe recipe =
        SeriesRecipe.predicting(targets, lookBack.orElseThrow(), horizon.orElse(1));
    if (season.isPresent()) {
      recipe = recipe.withSeason(season.get());
    }
    if (time.isPresent()) {
      recipe = recipe.withTime(time(table, time.get()));
    }
    return fill == FillChoice.LAST ? recipe.withFilledGaps() : recipe;
  }

  private static TimeColumn time(Table table, String value) {
    int equals = table.columns().contains(value) ? -1 : value.lastIndexOf('=');
    if (equals < 0) {
      return TimeColumn.of(value);
    }
    return TimeColumn.of(value.substring(0, equals), DateNotation.of(value.substring(equals + 1)));
  }
}
