package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.data.Split;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A series that is split in the order of time and scaled: all that training needs. The first rows
 * are for training, the next ones for validation, the last ones for the test. Windows of a part
 * predict rows of this part only; they may see rows before it, which are their past. Scales are
 * fitted to the training rows.
 *
 * @param encoder fitted to the training rows
 * @param split the rows of the parts
 * @param training the windows of the training part
 * @param validation those of the validation part, unless it is empty
 * @param test those of the test part, unless it is empty
 */
public record PreparedSeries(
    SeriesEncoder encoder,
    Split split,
    SeriesWindows training,
    Optional<SeriesWindows> validation,
    Optional<SeriesWindows> test) {

  /**
   * Reads and splits a table.
   *
   * @param validation the share of the rows for validation, at least 0
   * @param test the share of the rows for the test, at least 0
   * @throws SettingException if the shares leave nothing for training
   * @throws DataException if a column is absent or constant, a value missing or no number, the
   *     times do not ascend, or there are too few rows for a window in each part, or for the season
   */
  public static PreparedSeries of(
      Table table, SeriesRecipe recipe, double validation, double test) {
    if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
      throw new SettingException(
          "Series: the shares of validation and test must be at least 0, and leave rows to learn from; found %s and %s."
              .formatted(validation, test));
    }
    Series series = SeriesReader.read(table, recipe, columns(table, recipe));
    int rows = series.rows();
    int ofTest = (int) Math.round(rows * test);
    int ofValidation = (int) Math.round(rows * validation);
    int trained = rows - ofTest - ofValidation;
    requirePart(series, "to learn from", recipe.windowRows(), trained);
    if (validation > 0) {
      requirePart(series, "of the validation part", recipe.horizon(), ofValidation);
    }
    if (test > 0) {
      requirePart(series, "of the test part", recipe.horizon(), ofTest);
      requirePart(series, "before the test part", recipe.season().orElse(0), rows - ofTest);
    }
    SeriesEncoder encoder = SeriesEncoder.fit(recipe, series, trained);
    float[] scaled = encoder.scaled(series);
    int last = rows - ofTest;
    return new PreparedSeries(
        encoder,
        split(trained, last, rows),
        windows(encoder, series, scaled, recipe.lookBack(), trained),
        part(encoder, series, scaled, trained, last),
        part(encoder, series, scaled, last, rows));
  }

  private static List<String> columns(Table table, SeriesRecipe recipe) {
    recipe.targets().forEach(table::column);
    recipe.ignored().forEach(table::column);
    recipe.time().ifPresent(time -> table.column(time.name()));
    return table.columns().stream()
        .filter(name -> !recipe.ignored().contains(name))
        .filter(name -> recipe.time().filter(time -> time.name().equals(name)).isEmpty())
        .toList();
  }

  private static void requirePart(Series series, String part, long needed, int found) {
    if (found < needed) {
      throw Place.error(
          series.name(),
          "at least %s rows %s".formatted(needed, part),
          "%s of %s".formatted(found, series.rows()),
          "Add rows, make look-back, horizon or season shorter, or change the shares of the parts.");
    }
  }

  private static Split split(int trained, int last, int rows) {
    return new Split(
        IntStream.range(0, trained).toArray(),
        IntStream.range(trained, last).toArray(),
        IntStream.range(last, rows).toArray());
  }

  private static Optional<SeriesWindows> part(
      SeriesEncoder encoder, Series series, float[] scaled, int from, int to) {
    return from == to ? Optional.empty() : Optional.of(windows(encoder, series, scaled, from, to));
  }

  private static SeriesWindows windows(
      SeriesEncoder encoder, Series series, float[] scaled, int from, int to) {
    int size = to - from - encoder.recipe().horizon() + 1;
    return new SeriesWindows(encoder, series, scaled, from, size);
  }
}
