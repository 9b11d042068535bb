package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The types of a table's columns.
 *
 * @param types by the name of the column, in the order of the table
 * @param rows the number of rows
 */
public record Schema(Map<String, ColumnType> types, int rows) {

  /** More different texts than this are no mistakes among numbers. */
  private static final int FEW = 8;

  /** Fewer different numbers with the same unit may be names, such as 2D and 3D. */
  private static final int FEWEST_WITH_UNIT = 3;

  /** Copies the types in their order. */
  public Schema {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
  }

  /**
   * Reads a table once to find out the types. A column of numbers has nothing else, but for missing
   * values. A column of categories has more texts than numbers, and more different ones (or at
   * least eight). Any other column is an error, since it may be one of numbers with mistakes or
   * with marks for missing values; and so is one of numbers in another notation, such as {@code
   * 1,5} or {@code 5%}, or of at least three different ones that all have the same unit, such as
   * {@code 5 kg}.
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
    private final Counts numbers = new Counts();
    private final Counts texts = new Counts();
    private Optional<DataException> first = Optional.empty();
    private Optional<String> unit = Optional.empty();

    Tally(int column) {
      this.column = column;
    }

    void add(Row row) {
      if (row.isMissing(column)) {
        return;
      }
      String text = row.text(column);
      boolean number = !Double.isNaN(Numbers.parse(text));
      if (!number && first.isEmpty()) {
        first = Optional.of(row.numberError(column, "a number, as in other rows"));
        unit = Numbers.unit(text);
      } else if (!number && unit.isPresent()) {
        unit = unit.filter(found -> Numbers.unit(text).equals(unit));
      }
      (number || Numbers.isOtherNotation(text) ? numbers : texts).add(text);
    }

    ColumnType type() {
      if (first.isEmpty()) {
        return ColumnType.NUMBER;
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
