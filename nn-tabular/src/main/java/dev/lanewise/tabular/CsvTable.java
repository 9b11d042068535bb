package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.Heap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A CSV file and the names of its columns. The rows stay in the file and are read from there each
 * time, so that a table of any length needs little memory. Immutable and thread-safe.
 */
public final class CsvTable {
  private final Path file;
  private final CsvFormat format;
  private final List<String> columns;
  private final Map<String, Integer> indices = new HashMap<>();

  private CsvTable(Path file, CsvFormat format, List<String> columns) {
    this.file = file;
    this.format = format;
    this.columns = List.copyOf(columns);
    for (int i = 0; i < columns.size(); i++) {
      indices.put(columns.get(i), i);
    }
  }

  /**
   * Opens a file and reads its first row.
   *
   * @throws DataException if the file cannot be read, is a pipe or device, which could be read only
   *     once, is empty or malformed, or columns have no name or the same
   */
  public static CsvTable open(Path file, CsvFormat format) {
    requireRegular(file);
    try (Rows rows = Rows.open(new CsvTable(file, format, List.of()))) {
      if (!rows.nextRecord()) {
        throw Place.error(file, "at least one row", "an empty file", "Check the path.");
      }
      RecordHandler first = rows.record();
      List<String> names =
          IntStream.range(0, first.count())
              .mapToObj(i -> format.header() ? first.field(i) : "column" + (i + 1))
              .toList();
      requireNames(file, first.line(), names);
      return new CsvTable(file, format, names);
    }
  }

  /** Also keeps from waiting for the other end of a pipe. */
  private static void requireRegular(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw Place.error(
          file,
          "a readable file that can be read several times",
          Files.isDirectory(file) ? "a directory" : "a pipe or device",
          "Save the table to a file, and name that.");
    }
  }

  private static void requireNames(Path file, long line, List<String> names) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Integer before = seen.putIfAbsent(names.get(i), i);
      if (names.get(i).isEmpty() || before != null) {
        throw Place.error(
            file,
            line,
            "a header with a different name for each column",
            before == null
                ? "no name of column " + (i + 1)
                : "%s for columns %s and %s"
                    .formatted(Place.quoted(names.get(i)), before + 1, i + 1),
            "Name the columns; a program can also say that there is no header (CsvFormat.withoutHeader).");
      }
    }
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** How the file is written. */
  public CsvFormat format() {
    return format;
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
  public int column(String name) {
    return Optional.ofNullable(indices.get(name))
        .orElseThrow(() ->
            Place.error(
                file,
                "a column " + Place.quoted(name),
                shownColumns(),
                "Check the name and the header."));
  }

  private String shownColumns() {
    List<String> shown = new ArrayList<>();
    columns.stream().limit(10).map(Place::quoted).forEach(shown::add);
    if (columns.size() > shown.size()) {
      shown.add("... (%s columns)".formatted(columns.size()));
    }
    return String.join(", ", shown);
  }

  /** Opens the file anew, before its first row of values. */
  public Rows rows() {
    Rows rows = Rows.open(this);
    if (format.header()) {
      try {
        rows.nextRecord();
      } catch (RuntimeException e) {
        rows.close();
        throw e;
      }
    }
    return rows;
  }

  /**
   * Calls a visitor with each row.
   *
   * @return the number of rows
   * @throws DataException if the file is malformed, or has 2^31 rows or more
   */
  public int forEach(RowVisitor visitor) {
    try (Rows rows = rows()) {
      while (rows.next()) {
        if (rows.row().index() == Integer.MAX_VALUE) {
          throw Place.error(file, "fewer than 2^31 rows", "more", "Split the file.");
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
                .formatted(Place.name(file), chosen[i], i));
      }
    }
    int at = 0;
    try (Rows rows = rows()) {
      while (at < chosen.length) {
        if (!rows.next()) {
          throw Place.error(
              file,
              "a row %s (counted from 0)".formatted(chosen[at]),
              "%s rows".formatted(rows.row().index() + 1),
              "Split the table that is in the file now.");
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
                file,
                expected,
                found,
                remedy + " A program can also write the samples to a file, and train on that."),
        work);
  }

  /** Takes one row after the other; the row is the same object each time. */
  @FunctionalInterface
  public interface RowVisitor {
    /** Looks at a row. */
    void visit(Row row);
  }
}
