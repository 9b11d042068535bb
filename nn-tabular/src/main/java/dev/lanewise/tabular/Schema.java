package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The types of a table's columns, and what their values look like.
 *
 * @param columns by the name of the column, in the order of the table
 * @param rows the number of rows
 */
public record Schema(Map<String, ColumnSummary> columns, int rows) {

  /** More different texts than this are no mistakes among numbers. */
  private static final int FEW = 8;

  /** Fewer different numbers with the same unit may be names, such as 2D and 3D. */
  private static final int FEWEST_WITH_UNIT = 3;

  /** Copies the columns in their order. */
  public Schema {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /** The types by the name of the column, in the order of the table. */
  public Map<String, ColumnType> types() {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    columns.forEach((name, column) -> types.put(name, column.type()));
    return types;
  }

  /**
   * Reads a table once to find out the types. A column of numbers has nothing else, but for missing
   * values, and one of dates only such as {@link DateNotation#ISO} reads. A column of categories
   * has more texts than numbers, and more different ones (or at least eight). Any other column is
   * an error, since it may be one of numbers with mistakes or with marks for missing values; and so
   * is one of numbers in another notation, such as {@code 1,5} or {@code 5%}, or of at least three
   * different ones that all have the same unit, such as {@code 5 kg}.
   *
   * @param given the types of columns that need not be inferred
   * @throws DataException if the file is malformed, has no rows, lacks a given column, or a type is
   *     not clear
   */
  public static Schema infer(Table table, Map<String, ColumnType> given) {
    given.keySet().forEach(table::column);
    List<Tally> tallies = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      tallies.add(new Tally(i, Optional.ofNullable(given.get(table.columns().get(i)))));
    }
    int rows =
        table.forEach(row -> {
          for (Tally tally : tallies) {
            tally.add(row);
          }
        });
    if (rows == 0) {
      throw Place.error(
          table.name(), "at least one row of values", "a header only", "Check the file.");
    }
    Map<String, ColumnSummary> columns = new LinkedHashMap<>();
    tallies.forEach(tally -> columns.put(table.columns().get(tally.column), tally.summary()));
    return new Schema(columns, rows);
  }

  /**
   * The type of a column.
   *
   * @throws DataException if there is no such column
   */
  public ColumnType type(String column) {
    return column(column).type();
  }

  /** The same with another type of a column, as if it had been given. */
  public Schema withType(String name, ColumnType type) {
    Map<String, ColumnSummary> changed = new LinkedHashMap<>(columns);
    ColumnSummary column = column(name);
    changed.put(name, new ColumnSummary(type, column.missing(), column.wholeNumbers()));
    return new Schema(changed, rows);
  }

  /**
   * What the values of a column look like.
   *
   * @throws DataException if there is no such column
   */
  public ColumnSummary column(String column) {
    return Optional.ofNullable(columns.get(column))
        .orElseThrow(() ->
            new DataException(
                "Schema: expected a column %s; found none of this name. Check the name."
                    .formatted(Place.quoted(column))));
  }

  /** Counts the numbers of a column, and remembers what to say of the first other value. */
  private static final class Tally {
    private final int column;
    private final Optional<ColumnType> given;
    private final Counts numbers = new Counts();
    private final Counts texts = new Counts();
    private final double[] whole = new double[ColumnSummary.FEW + 1];
    private int wholeCount;
    private int missing;
    private boolean onlyDates = true;
    private Optional<DataException> first = Optional.empty();
    private Optional<String> unit = Optional.empty();

    Tally(int column, Optional<ColumnType> given) {
      this.column = column;
      this.given = given;
    }

    void add(Row row) {
      if (row.isMissing(column)) {
        missing++;
        return;
      }
      if (given.isPresent()) {
        return;
      }
      double value = row.parse(column);
      boolean number = !Double.isNaN(value);
      addWhole(value);
      String text = row.text(column);
      onlyDates &= isDate(text);
      if (!number && first.isEmpty()) {
        first = Optional.of(row.typeError(column));
        unit = Numbers.unit(text);
      } else if (!number && unit.isPresent()) {
        unit = unit.filter(found -> Numbers.unit(text).equals(unit));
      }
      (number || row.isOtherNotation(column) ? numbers : texts).add(text);
    }

    private boolean isDate(String text) {
      return onlyDates
          && DateNotation.looksLikeIso(text)
          && !Double.isNaN(DateNotation.ISO.days(text));
    }

    /** Few numbers are found faster one by one than by their hashes. */
    private void addWhole(double value) {
      if (wholeCount > ColumnSummary.FEW) {
        return;
      }
      if (value != Math.rint(value)) {
        wholeCount = whole.length;
        return;
      }
      for (int i = 0; i < wholeCount; i++) {
        if (whole[i] == value) {
          return;
        }
      }
      whole[wholeCount++] = value;
    }

    ColumnSummary summary() {
      boolean few = wholeCount > 0 && wholeCount <= ColumnSummary.FEW;
      return new ColumnSummary(
          given.orElseGet(this::type),
          missing,
          few ? OptionalInt.of(wholeCount) : OptionalInt.empty());
    }

    private ColumnType type() {
      if (first.isEmpty()) {
        return ColumnType.NUMBER;
      }
      if (onlyDates) {
        return ColumnType.DATE;
      }
      boolean measured = unit.isPresent() && texts.different.size() >= FEWEST_WITH_UNIT;
      if (texts.outnumber(numbers) && !measured) {
        return ColumnType.CATEGORY;
      }
      throw first.get();
    }
  }

  /** Counts values, and different ones as long as they are few. */
  private static final class Counts {
    private long count;
    private final Set<Integer> different = new HashSet<>();

    void add(String text) {
      count++;
      if (different.size() < FEW) {
        different.add(text.hashCode());
      }
    }

    boolean outnumber(Counts others) {
      return count > others.count
          && (different.size() == FEW || different.size() > others.different.size());
    }
  }
}
