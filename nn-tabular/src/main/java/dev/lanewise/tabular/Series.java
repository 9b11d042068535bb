package dev.lanewise.tabular;

import java.util.List;
import java.util.Optional;

/**
 * The rows of a series in the units of their columns.
 *
 * @param name how messages call the table
 * @param columns the inputs
 * @param values {@code rows x columns}
 * @param rows how many there are
 * @param times of the rows, if there is a column of them
 */
record Series(
    String name, List<String> columns, double[] values, int rows, Optional<SeriesTimes> times) {

  double value(int row, int column) {
    return values[row * columns.size() + column];
  }

  /** The first rows. */
  Moments moments(int column, int count) {
    Moments moments = new Moments();
    for (int row = 0; row < count; row++) {
      moments.add(value(row, column));
    }
    return moments;
  }

  /** How messages call a column. */
  String place(int column) {
    return "%s, column %s".formatted(name, Place.quoted(columns.get(column)));
  }
}
