package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of values in memory: numbers, texts, booleans, enum constants, dates and those in an
 * {@link java.util.Optional}. Missing are null, NaN, an empty optional, and texts that stand for it
 * in {@link CsvFormat#standard}. A text that is a number, such as {@code "-1.5"}, counts as one; of
 * other values their {@code toString} is the category, of enum constants the name, and whole
 * numbers have no point.
 *
 * <p>Copies the references, not the values. Immutable and thread-safe if the values are.
 */
public final class MemoryTable extends Table {
  private static final String NAME = "Table in memory";

  private final @Nullable Object[][] rows;

  private MemoryTable(List<String> columns, @Nullable Object[][] rows) {
    super(NAME, columns);
    this.rows = rows;
    requireKnown();
  }

  /**
   * Rows of as many values as there are columns, in their order.
   *
   * @throws SettingException if columns have the same name
   * @throws DataException if a row is null or has another number of values, or one of a kind
   *     without meaning
   */
  public static MemoryTable of(List<String> columns, Collection<? extends List<?>> rows) {
    requireNames(columns);
    @Nullable Object[][] values = new Object[rows.size()][];
    int at = 0;
    for (List<?> row : rows) {
      requireRow(row, at);
      if (row.size() != columns.size()) {
        throw Place.error(
            "%s, row %s".formatted(NAME, at + 1),
            "%s values, one for each column".formatted(columns.size()),
            String.valueOf(row.size()),
            "Complete the row; null is a missing value.");
      }
      values[at++] = row.toArray();
    }
    return new MemoryTable(columns, values);
  }

  /**
   * Rows of values by the name of their column.
   *
   * @param columns which of them to take, in this order; a row without one has a missing value
   * @throws SettingException if columns have the same name
   * @throws DataException if a row is null, or a value is of a kind without meaning
   */
  public static MemoryTable ofMaps(
      List<String> columns, Collection<? extends Map<String, ?>> rows) {
    requireNames(columns);
    @Nullable Object[][] values = new Object[rows.size()][];
    int at = 0;
    for (Map<String, ?> row : rows) {
      requireRow(row, at);
      values[at++] = columns.stream().map(row::get).toArray();
    }
    return new MemoryTable(columns, values);
  }

  /**
   * Records, whose components are the columns; see {@link Column} for other names.
   *
   * @throws SettingException if the components of the class cannot be read, or two are one column
   * @throws DataException if a row is null, or a value is of a kind without meaning
   */
  public static <R extends Record> MemoryTable ofRecords(
      Class<R> type, Collection<? extends R> rows) {
    RecordColumns columns = RecordColumns.of(type);
    @Nullable Object[][] values = new Object[rows.size()][];
    int at = 0;
    for (R row : rows) {
      requireRow(row, at);
      values[at++] = columns.values(row);
    }
    return new MemoryTable(columns.names(), values);
  }

  private static void requireNames(List<String> columns) {
    if (new HashSet<>(columns).size() < columns.size()) {
      throw new SettingException(
          "%s: expected a different name for each column; found %s. Rename one."
              .formatted(NAME, columns));
    }
  }

  private static void requireRow(@Nullable Object row, int index) {
    if (row == null) {
      throw Place.error(
          "%s, row %s".formatted(NAME, index + 1),
          "values",
          "null",
          "Leave the row out; null as a value is a missing one.");
    }
  }

  /** Walking through the rows looks at the kind of each value. */
  private void requireKnown() {
    forEach(row -> {});
  }

  @Override
  public Rows rows() {
    return new MemoryRows(name(), columns(), rows);
  }
}
