package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Encodes the rows of one table. Immutable and thread-safe. */
public final class RowEncoder {
  private final Feature[] features;
  private final int[] columns;
  private final Optional<Target> target;
  private final int targetColumn;

  RowEncoder(TableEncoder encoder, List<String> names, ToIntFunction<String> index) {
    features = encoder.features().toArray(new Feature[0]);
    columns = encoder.features().stream().map(Feature::column).mapToInt(index).toArray();
    target = encoder.target().filter(t -> names.contains(t.column()));
    targetColumn = target.map(Target::column).map(index::applyAsInt).orElse(-1);
  }

  /**
   * Writes the inputs for a row.
   *
   * @param inputs gets as many values as the encoder is wide
   * @param at where the first of them goes
   * @throws DataException if a value cannot be encoded
   */
  public void encode(Row row, float[] inputs, int at) {
    int next = at;
    for (int i = 0; i < features.length; i++) {
      features[i].encode(row, columns[i], inputs, next);
      next += features[i].width();
    }
  }

  /** Whether the table has the target. */
  public boolean hasTarget() {
    return target.isPresent();
  }

  /**
   * The target of a row.
   *
   * @throws DataException if it cannot be encoded
   * @throws UsageException if the table or the encoder has no target
   */
  public float target(Row row) {
    return target
        .orElseThrow(() ->
            new UsageException(
                "This table or its encoder has no target; fit one with a target, or only predict."))
        .encode(row, targetColumn);
  }
}
