package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.util.List;

/** How a column becomes inputs of a network. */
public sealed interface Feature permits NumberFeature, CategoryFeature, DateFeature {

  /** The name of the column. */
  String column();

  /** The number of inputs; 0 for a single category whose code drops the first one. */
  int width();

  /** The names of the inputs. */
  List<String> names();

  /**
   * Writes the inputs for a row.
   *
   * @param row the row
   * @param index the index of the column in the row
   * @param inputs gets {@link #width} values
   * @param at where the first of them goes
   * @throws DataException if the value is missing, no number or of an unknown category, and the
   *     feature does not provide for that
   */
  void encode(Row row, int index, float[] inputs, int at);
}
