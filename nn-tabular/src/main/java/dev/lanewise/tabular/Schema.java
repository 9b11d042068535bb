package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The types of a table's columns.
 *
 * @param types by the name of the column, in the order of the table
 * @param rows the number of rows
 */
public record Schema(Map<String, ColumnType> types, int rows) {

  /** Copies the types in their order. */
  public Schema {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
  }

  /**
   * Reads a table once to find out the types: a column of numbers has nothing else, but for missing
   * values; a column of categories has a minority of numbers at most. A column in between is an
   * error, since it may be one of numbers with mistakes.
   *
   * @param given the types of columns that need not be inferred
   * @throws DataException if the file is malformed, has no rows, lacks a given column, or a type is
   *     not clear
   */
  public static Schema infer(CsvTable table, Map<String, ColumnType> given) {
    given.keySet().forEach(table::column);
    List<Tally> tallies = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!given.containsKey(table.columns().get(i))) {
        tallies.add(new Tally(i));
      }
    }
    int rows =
        table.forEach(row -> {
          for (Tally tally : tallies) {
            tally.add(row);
          }
        });
    if (rows == 0) {
      throw Place.error(
          table.file(), "at least one row of values", "a header only", "Check the file.");
    }
    Map<String, ColumnType> types = new LinkedHashMap<>();
    table.columns().forEach(name -> types.put(name, given.getOrDefault(name, ColumnType.NUMBER)));
    tallies.forEach(tally -> types.put(table.columns().get(tally.column), tally.type()));
    return new Schema(types, rows);
  }

  /**
   * The type of a column.
   *
   * @throws DataException if there is no such column
   */
  public ColumnType type(String column) {
    return Optional.ofNullable(types.get(column))
        .orElseThrow(() ->
            new DataException(
                "Schema: expected a column %s; found none of this name. Check the name."
                    .formatted(Place.quoted(column))));
  }

  /** Counts the numbers of a column, and remembers what to say of the first other value. */
  private static final class Tally {
    private final int column;
    private long numbers;
    private long others;
    private Optional<DataException> first = Optional.empty();

    Tally(int column) {
      this.column = column;
    }

    void add(Row row) {
      if (row.isMissing(column)) {
        return;
      }
      if (Double.isNaN(Numbers.parse(row.text(column)))) {
        others++;
        if (first.isEmpty()) {
          first = Optional.of(unclear(row));
        }
      } else {
        numbers++;
      }
    }

    private DataException unclear(Row row) {
      return row.error(
          column,
          "a number, as in most rows",
          Place.quoted(row.text(column)),
          "Correct the value, declare it missing, or give the type of the column.");
    }

    ColumnType type() {
      if (others > 0 && numbers >= others) {
        throw first.orElseThrow();
      }
      return others > 0 ? ColumnType.CATEGORY : ColumnType.NUMBER;
    }
  }
}
