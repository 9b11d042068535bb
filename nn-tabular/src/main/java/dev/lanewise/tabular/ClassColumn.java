package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The classes of all rows of a table, for stratified splits.
 *
 * @param classes the classes by name
 * @param labels the index of each row's class
 */
public record ClassColumn(Categories classes, int[] labels) {
  private static final int FIRST_ROWS = 1 << 10;

  static final String MANY =
      "Predict another column, declare this one a column of numbers (TableRecipe.withType), or raise"
          + " the limit (CategoryRule.withLimit).";

  /**
   * Reads a column.
   *
   * @param limit the most classes
   * @throws DataException if a value is missing, there are too many classes, or no rows
   */
  public static ClassColumn read(Table table, String column, int limit) {
    int index = table.column(column);
    Frequencies frequencies = new Frequencies(index, limit, MANY);
    Map<String, Integer> numbers = new HashMap<>();
    int[][] rows = {new int[FIRST_ROWS]};
    int count =
        table.forEach(row -> {
          if (row.isMissing(index)) {
            throw row.missingTargetError(index);
          }
          frequencies.add(row, row.text(index));
          if (row.index() == rows[0].length) {
            rows[0] = grown(table, rows[0]);
          }
          rows[0][row.index()] = numbers.computeIfAbsent(row.text(index), key -> numbers.size());
        });
    Categories classes = Categories.sorted(frequencies.texts());
    int[] sorted = new int[classes.size()];
    numbers.forEach((name, number) -> sorted[number] = classes.index(name).orElseThrow());
    int[] labels = table.attempt((long) Integer.BYTES * count, () -> Arrays.copyOf(rows[0], count));
    Arrays.setAll(labels, i -> sorted[labels[i]]);
    return new ClassColumn(classes, labels);
  }

  private static int[] grown(Table table, int[] rows) {
    int length = (int) Math.min(Integer.MAX_VALUE - 8, 2L * rows.length);
    return table.attempt((long) Integer.BYTES * length, () -> Arrays.copyOf(rows, length));
  }
}
