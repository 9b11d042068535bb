package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A scaled number.
 *
 * @param column the name of the column
 * @param scale how it is scaled
 * @param replacement what stands for a missing value, not scaled yet; if empty, missing values are
 *     errors
 */
public record NumberFeature(String column, NumberScale scale, OptionalDouble replacement)
    implements Feature {

  /** Checks that the replacement is finite. */
  public NumberFeature {
    if (!Double.isFinite(replacement.orElse(0))) {
      throw new DataException(
          "Column %s: expected a finite replacement of missing values; found %s. Fit again."
              .formatted(Place.quoted(column), replacement.orElse(0)));
    }
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public List<String> names() {
    return List.of(column);
  }

  @Override
  public void encode(Row row, int index, float[] inputs, int at) {
    inputs[at] = Floats.of(row, index, scale.apply(value(row, index)));
  }

  private double value(Row row, int index) {
    return row.isMissing(index)
        ? replacement.orElseThrow(() -> row.missingError(index))
        : row.number(index);
  }
}
