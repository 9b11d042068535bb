package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** A row of a table: its values, by the index of their column. */
public abstract sealed class Row permits CsvRow, ValueRow {
  private final List<String> columns;
  private int index = -1;

  Row(List<String> columns) {
    this.columns = columns;
  }

  void advance() {
    index++;
  }

  /** The number of the row, counted from 0 without a header. */
  public int index() {
    return index;
  }

  /** Where the row is, such as a file and its line, as messages say it. */
  public abstract String place();

  /**
   * The text of a value.
   *
   * @throws IndexOutOfBoundsException if there is no such column
   */
  public abstract String text(int column);

  /** Whether a value is missing, or its text, without spaces around it, stands for that. */
  public abstract boolean isMissing(int column);

  /** The number that a value is; NaN if it is none, or beyond the range of doubles. */
  abstract double parse(int column);

  /** Whether a value is a number as people or programs write it, but not as it is read here. */
  abstract boolean isOtherNotation(int column);

  /** Copies of all values as text. */
  public List<String> texts() {
    return IntStream.range(0, columns.size()).mapToObj(this::text).toList();
  }

  /**
   * The number that a value is.
   *
   * @throws DataException if it is none, or missing
   */
  public double number(int column) {
    double value = parse(column);
    if (Double.isNaN(value)) {
      throw error(
          column,
          "a decimal number within the range of doubles",
          Place.quoted(text(column)),
          numberRemedy(column) + "." + ifMissing());
    }
    return value;
  }

  /** Which of some categories a value is, if any. */
  OptionalInt category(int column, Categories categories) {
    return categories.index(text(column));
  }

  /** The days since 1970 that a value tells; NaN if it is no date. */
  double days(int column, DateNotation notation) {
    return notation.days(text(column));
  }

  /**
   * The date that a value is, in days since the first of January 1970, UTC if it tells how far from
   * that, with the time of the day as a fraction.
   *
   * @throws DataException if it is none, or missing
   */
  public double date(int column, DateNotation notation) {
    double days = days(column, notation);
    if (Double.isNaN(days)) {
      throw error(
          column,
          notation.description(),
          Place.quoted(text(column)),
          "Correct it, or train with the pattern of its dates (TableRecipe.withDates)."
              + ifMissing());
    }
    return days;
  }

  final int checked(int column) {
    return Objects.checkIndex(column, columns.size());
  }

  /** How to write a number that is not read here, without a full stop. */
  abstract String numberRemedy(int column);

  /** How to say that a value is missing. */
  abstract String missingRemedy();

  private String ifMissing() {
    return " If it is missing, %s, and train with a replacement of missing inputs (TableRecipe.withMissing), or remove the row."
        .formatted(missingRemedy());
  }

  /** The error for a text among numbers. */
  DataException typeError(int column) {
    return error(
        column,
        "a number, as in other rows",
        Place.quoted(text(column)),
        numberRemedy(column)
            + ", or declare the column a category (TableRecipe.withType)."
            + ifMissing());
  }

  /** An error in a value of this row. */
  DataException error(int column, String expected, String found, String remedy) {
    return Place.error(
        "%s, column %s".formatted(place(), Place.quoted(columns.get(column))),
        expected,
        found,
        remedy);
  }

  /** The error for a missing input that nothing replaces. */
  DataException missingError(int column) {
    return error(
        column,
        "a value",
        missing(column),
        "Complete or remove the row, or train with a replacement of missing inputs"
            + " (TableRecipe.withMissing).");
  }

  /** The error for a missing target. */
  DataException missingTargetError(int column) {
    return error(column, "a value to learn from", missing(column), "Complete or remove the row.");
  }

  private String missing(int column) {
    return "a missing one, " + Place.quoted(text(column));
  }
}
