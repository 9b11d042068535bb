package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.Heap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the rows of a series, all of them numbers in the order of time. */
final class SeriesReader {
  private static final int FIRST_ROWS = 1024;

  /** The values that one array holds. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private final Table table;
  private final SeriesRecipe recipe;
  private final int[] indices;
  private final int timeIndex;
  private double[] values;
  private double[] times;
  private int rows;
  private Optional<DateNotation> dates;
  private String lastTime = "";

  private SeriesReader(Table table, SeriesRecipe recipe, List<String> columns) {
    this.table = table;
    this.recipe = recipe;
    this.indices = columns.stream().mapToInt(table::column).toArray();
    this.timeIndex = recipe.time().map(time -> table.column(time.name())).orElse(-1);
    this.dates = recipe.time().flatMap(TimeColumn::dates);
    this.values = new double[FIRST_ROWS * indices.length];
    this.times = new double[timeIndex < 0 ? 0 : FIRST_ROWS];
  }

  /**
   * Reads a table.
   *
   * @param columns the inputs
   * @throws DataException if a value is missing or no number, the times do not ascend, or the
   *     memory does not suffice
   */
  static Series read(Table table, SeriesRecipe recipe, List<String> columns) {
    return Heap.attempt(
        (long) FIRST_ROWS * columns.size() * Double.BYTES,
        refusal(table),
        () -> new SeriesReader(table, recipe, columns).read(columns));
  }

  private static Heap.Refusal refusal(Table table) {
    return (expected, found, remedy) -> Place.error(table.name(), expected, found, remedy);
  }

  private Series read(List<String> columns) {
    table.forEach(this::add);
    Optional<SeriesTimes> when =
        timeIndex < 0
            ? Optional.empty()
            : Optional.of(new SeriesTimes(Arrays.copyOf(times, rows), dates, lastTime));
    int count = indices.length;
    return new Series(table.name(), columns, Arrays.copyOf(values, rows * count), rows, when);
  }

  private void add(Row row) {
    if ((rows + 1L) * indices.length > LONGEST) {
      throw Place.error(table.name(), "at most 2^31 values", "more", "Split the table.");
    }
    int start = rows * indices.length;
    if (start + indices.length > values.length) {
      values = larger(values, indices.length);
    }
    for (int i = 0; i < indices.length; i++) {
      values[start + i] = value(row, i);
    }
    if (timeIndex >= 0) {
      addTime(row);
    }
    rows++;
  }

  /** A copy with room for at least so many more, if there is memory for it. */
  private double[] larger(double[] array, int more) {
    long length = Math.min(Math.max(2L * array.length, (long) array.length + more), LONGEST);
    Heap.require(length * Double.BYTES, refusal(table));
    return Arrays.copyOf(array, (int) length);
  }

  private double value(Row row, int i) {
    int column = indices[i];
    if (row.isMissing(column)) {
      return lastValue(row, i);
    }
    double value = row.parse(column);
    if (Double.isNaN(value)) {
      throw row.error(
          column,
          "a decimal number within the range of doubles",
          Place.quoted(row.text(column)),
          row.numberRemedy(column)
              + "; or leave the column out (SeriesRecipe.ignoring), or name it as the time (SeriesRecipe.withTime).");
    }
    return value;
  }

  private double lastValue(Row row, int i) {
    String found = "a missing one, " + Place.quoted(row.text(indices[i]));
    if (!recipe.filled()) {
      throw row.error(
          indices[i],
          "a value",
          found,
          "Complete it, or let the last value before it stand for it (SeriesRecipe.withFilledGaps).");
    }
    if (rows == 0) {
      throw row.error(
          indices[i],
          "a value in the first row, as none is before it to fill the gap with",
          found,
          "Complete it, or remove the row.");
    }
    return values[(rows - 1) * indices.length + i];
  }

  private void addTime(Row row) {
    if (rows == times.length) {
      times = larger(times, 1);
    }
    double time = time(row);
    if (rows > 0 && !(time > times[rows - 1])) {
      throw row.error(
          timeIndex,
          "a time after %s, that of the row before".formatted(Place.quoted(lastTime)),
          Place.quoted(row.text(timeIndex)),
          "Sort the rows by time, and keep one of those with the same time.");
    }
    times[rows] = time;
    lastTime = row.text(timeIndex);
  }

  private double time(Row row) {
    double number = row.parse(timeIndex);
    if (rows == 0 && dates.isEmpty() && Double.isNaN(number)) {
      dates = Optional.of(DateNotation.ISO);
    }
    double time = dates.map(notation -> row.days(timeIndex, notation)).orElse(number);
    if (Double.isNaN(time)) {
      throw row.error(
          timeIndex,
          dates.map(DateNotation::description).orElse("a number, as in the first row"),
          Place.quoted(row.text(timeIndex)),
          "Correct or remove the row, or tell how the dates are written (TimeColumn.of).");
    }
    return time;
  }
}
