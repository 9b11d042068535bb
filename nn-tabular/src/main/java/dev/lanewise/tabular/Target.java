package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.train.Predictor;

/** How the column to predict becomes the target of a network. */
public sealed interface Target {

  /** The name of the column. */
  String column();

  /** The number of outputs that a network needs: the classes, or 1 for a number. */
  int outputs();

  /**
   * The target of a row: the index of a class, or a scaled number.
   *
   * @param index the index of the column in the row
   * @throws DataException if the value is missing, no number or of an unknown class
   */
  float encode(Row row, int index);

  /**
   * What outputs of a network mean, as text: the name of the class with the largest one, or the
   * number.
   *
   * @param outputs {@link #outputs} values
   */
  String decode(float[] outputs);

  /**
   * A class by name.
   *
   * @param column the name of the column
   * @param classes those of the training rows
   */
  record OfClass(String column, Categories classes) implements Target {
    @Override
    public int outputs() {
      return classes.size();
    }

    @Override
    public float encode(Row row, int index) {
      return classes
          .index(row.text(index))
          .orElseThrow(() ->
              row.isMissing(index)
                  ? row.missingError(index)
                  : row.error(
                      index,
                      "one of the %d classes of the training rows".formatted(classes.size()),
                      Place.quoted(row.text(index)),
                      "Correct the value, or give each class a training row."));
    }

    @Override
    public String decode(float[] outputs) {
      return classes.name(Predictor.classOf(outputs));
    }
  }

  /**
   * A scaled number.
   *
   * @param column the name of the column
   * @param scale how it is scaled
   */
  record OfNumber(String column, NumberScale scale) implements Target {
    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public float encode(Row row, int index) {
      if (row.isMissing(index)) {
        throw row.missingError(index);
      }
      return Floats.of(row, index, scale.apply(row.number(index)));
    }

    @Override
    public String decode(float[] outputs) {
      return Double.toString(scale.invert(outputs[0]));
    }
  }
}
