package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A row of values in memory. */
final class ValueRow extends Row {
  private static final Set<String> MISSING = CsvFormat.standard().missing();

  private final List<String> columns;
  private final IntFunction<String> place;
  private final @Nullable Object[] values;

  /**
   * A row without values.
   *
   * @param place how messages call the row of an index
   */
  ValueRow(List<String> columns, IntFunction<String> place) {
    super(columns);
    this.columns = columns;
    this.place = place;
    this.values = new Object[columns.size()];
  }

  /**
   * Takes the value of a column.
   *
   * @throws DataException if it is of a kind that has no meaning
   */
  void set(int column, @Nullable Object value) {
    Object present = Values.unwrapped(value);
    if (!Values.isKnown(present)) {
      throw Place.error(
          "%s, column %s".formatted(place(), Place.quoted(columns.get(column))),
          Values.KINDS,
          present == null ? "null" : present.getClass().getName(),
          "Convert it.");
    }
    values[column] = present;
  }

  @Override
  public String place() {
    return place.apply(index());
  }

  @Override
  public String text(int column) {
    return Values.text(values[checked(column)]);
  }

  @Override
  public boolean isMissing(int column) {
    Object value = values[checked(column)];
    return value == null
        || Values.isNaN(value)
        || (value instanceof CharSequence text && MISSING.contains(text.toString().strip()));
  }

  @Override
  double parse(int column) {
    return Values.number(values[checked(column)]);
  }

  /** A number is the category of its text, or of another text that is the same number. */
  @Override
  OptionalInt category(int column, Categories categories) {
    OptionalInt named = super.category(column, categories);
    return named.isEmpty() && values[checked(column)] instanceof Number
        ? categories.index(parse(column))
        : named;
  }

  @Override
  double days(int column, DateNotation notation) {
    boolean object = values[checked(column)] instanceof Temporal;
    return (object ? DateNotation.ISO : notation).days(text(column));
  }

  @Override
  String numberRemedy(int column) {
    return "Write it like -1.5 or 2e-3";
  }

  @Override
  String missingRemedy() {
    return "make it null";
  }

  @Override
  boolean isOtherNotation(int column) {
    Object value = values[checked(column)];
    boolean mayBeNumber = value instanceof Number || value instanceof CharSequence;
    return mayBeNumber && Numbers.isOtherNotation(text(column));
  }
}
