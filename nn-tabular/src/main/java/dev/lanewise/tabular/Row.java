package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** The row at which {@link Rows} stand: its fields, by the index of their column. */
public final class Row {
  private static final String NUMBER_REMEDY =
      "Write it like -1.5 or 2e-3, or leave it empty if it is missing; a program can also declare"
          + " the column a category (TableRecipe.withType) or the text missing"
          + " (CsvFormat.withMissing).";

  private final CsvTable table;
  private final RecordHandler handler;
  private final Set<String> missing;
  private int index = -1;

  Row(CsvTable table, RecordHandler handler) {
    this.table = table;
    this.handler = handler;
    this.missing = table.format().missing();
  }

  void advance() {
    index++;
  }

  /** The number of the row, counted from 0 without the header. */
  public int index() {
    return index;
  }

  /** The line of the file in which the row starts, counted from 1. */
  public long line() {
    return handler.line();
  }

  /**
   * The text of a field.
   *
   * @throws IndexOutOfBoundsException if there is no such column
   */
  public String text(int column) {
    return handler.field(Objects.checkIndex(column, table.columns().size()));
  }

  /** Whether the text of a field, without spaces around it, stands for a missing value. */
  public boolean isMissing(int column) {
    return missing.contains(text(column).strip());
  }

  /** Copies of all fields. */
  public List<String> texts() {
    return IntStream.range(0, handler.count()).mapToObj(this::text).toList();
  }

  /**
   * The number in a field.
   *
   * @throws DataException if it is none, or missing
   */
  public double number(int column) {
    double value = Numbers.parse(text(column));
    if (Double.isNaN(value)) {
      throw numberError(column, "a decimal number within the range of doubles");
    }
    return value;
  }

  /** The error for a value that ought to be a number. */
  DataException numberError(int column, String expected) {
    return error(column, expected, Place.quoted(text(column)), NUMBER_REMEDY);
  }

  /** An error in a field of this row. */
  DataException error(int column, String expected, String found, String remedy) {
    return Place.error(table.file(), line(), table.columns().get(column), expected, found, remedy);
  }

  /** The error for a missing value that nothing replaces. */
  DataException missingError(int column) {
    return error(
        column,
        "a value",
        "a missing one, " + Place.quoted(text(column)),
        "Complete or remove the row; a program can also choose what replaces missing inputs"
            + " (TableRecipe.withNumbers, withCategories).");
  }
}
