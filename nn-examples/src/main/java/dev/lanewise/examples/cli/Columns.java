package dev.lanewise.examples.cli;

import dev.lanewise.tabular.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Names of columns as an option has them.
 *
 * @param given the values of the option, each a name or several with commas between
 */
record Columns(List<String> given) {

  /**
   * The names; a value that is the name of a column is not cut at its commas.
   *
   * @throws dev.lanewise.DataException if the table has no such column
   */
  List<String> in(Table table) {
    List<String> names = new ArrayList<>();
    for (String value : given) {
      if (table.columns().contains(value)) {
        names.add(value);
      } else {
        Arrays.stream(value.split(",", -1)).map(String::strip).forEach(names::add);
      }
    }
    names.forEach(table::column);
    return names;
  }
}
