package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.Heap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Named columns and rows of values: text in CSV ({@link CsvTable}) or values in memory ({@link
 * MemoryTable}). Rows are visited one after the other, as often as wanted.
 */
public abstract sealed class Table permits CsvTable, MemoryTable {
  private static final int SHOWN_COLUMNS = 10;

  private final String name;
  private final List<String> columns;
  private final Map<String, Integer> indices = new HashMap<>();

  /** A table whose columns are known to have different names. */
  Table(String name, List<String> columns) {
    this.name = name;
    this.columns = List.copyOf(columns);
    for (int i = 0; i < columns.size(); i++) {
      indices.put(columns.get(i), i);
    }
  }

  /** How messages call it, such as the name of its file. */
  public String name() {
    return name;
  }

  /** The names of the columns, in their order. */
  public List<String> columns() {
    return columns;
  }

  /**
   * The index of a column.
   *
   * @throws DataException if there is no such column
   */
  public int column(String column) {
    return Optional.ofNullable(indices.get(column))
        .orElseThrow(() ->
            Place.error(name, "a column " + Place.quoted(column), shownColumns(), columnRemedy()));
  }

  private String shownColumns() {
    List<String> shown = new ArrayList<>();
    columns.stream().limit(SHOWN_COLUMNS).map(Place::quoted).forEach(shown::add);
    if (columns.size() > shown.size()) {
      shown.add("... (%s columns)".formatted(columns.size()));
    }
    return String.join(", ", shown);
  }

  /** What to do if a column is not there. */
  String columnRemedy() {
    return "Check the name.";
  }

  /**
   * Begins before the first row.
   *
   * @throws DataException if the rows cannot be read
   */
  public abstract Rows rows();

  /**
   * Calls a visitor with each row.
   *
   * @return the number of rows
   * @throws DataException if the table is malformed, or has 2^31 rows or more
   */
  public int forEach(RowVisitor visitor) {
    try (Rows rows = rows()) {
      while (rows.next()) {
        if (rows.row().index() == Integer.MAX_VALUE) {
          throw Place.error(name, "fewer than 2^31 rows", "more", "Split the table.");
        }
        visitor.visit(rows.row());
      }
      return rows.row().index() + 1;
    }
  }

  /**
   * Calls a visitor with some of the rows.
   *
   * @param chosen the numbers of the rows, ascending, as {@link dev.lanewise.data.Split} has them
   * @throws DataException if the numbers do not ascend or there are not as many rows
   */
  public void forEach(int[] chosen, RowVisitor visitor) {
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i] <= (i == 0 ? -1 : chosen[i - 1])) {
        throw new DataException(
            "Rows of %s: expected numbers that ascend from 0; found %s at position %s. Sort them."
                .formatted(name, chosen[i], i));
      }
    }
    int at = 0;
    try (Rows rows = rows()) {
      while (at < chosen.length) {
        if (!rows.next()) {
          throw Place.error(
              name,
              "a row %s (counted from 0)".formatted(chosen[at]),
              "%s rows".formatted(rows.row().index() + 1),
              "Split the table as it is now.");
        }
        if (rows.row().index() == chosen[at]) {
          visitor.visit(rows.row());
          at++;
        }
      }
    }
  }

  /**
   * Does something with the rows that needs so many bytes of memory at once.
   *
   * @throws DataException if there are fewer
   */
  <T> T attempt(long needed, Supplier<T> work) {
    return Heap.attempt(
        needed,
        (expected, found, remedy) ->
            Place.error(
                name,
                expected,
                found,
                remedy
                    + " A program can also write the samples to a file, and train on that"
                    + " (TableEncoder.write)."),
        work);
  }

  /** Takes one row after the other; the row is the same object each time. */
  @FunctionalInterface
  public interface RowVisitor {
    /** Looks at a row. */
    void visit(Row row);
  }
}
