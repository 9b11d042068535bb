package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.UsageException;
import java.util.Optional;

/**
 * Encodes the rows of one table. Immutable and thread-safe.
 *
 * <p>A sample for a predictor:
 *
 * <pre>{@code
 * float[] inputs = new float[encoder.width()];
 * RowEncoder rowEncoder = encoder.bind(table);
 * table.forEach(row -> {
 *   rowEncoder.encode(row, inputs, 0);
 *   String answer = encoder.target().orElseThrow().decode(predictor.predict(inputs));
 * });
 * }</pre>
 */
public final class RowEncoder {
  private final Feature[] features;
  private final int[] columns;
  private final Optional<Target> target;
  private final int targetColumn;

  RowEncoder(TableEncoder encoder, CsvTable table) {
    features = encoder.features().toArray(new Feature[0]);
    columns = encoder.features().stream().mapToInt(f -> table.column(f.column())).toArray();
    target = encoder.target().filter(t -> table.columns().contains(t.column()));
    targetColumn = target.map(t -> table.column(t.column())).orElse(-1);
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
