package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.SampleFileWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How rows of a table become samples: the inputs of its features, one after the other, and the
 * target. Fitted to training rows and immutable; {@link #toJson} is what a model file keeps of it.
 *
 * @param features the columns that are inputs, in the order of the inputs
 * @param target the column to predict, if any
 */
public record TableEncoder(List<Feature> features, Optional<Target> target) {
  private static final int MOST_INPUTS = 1 << 24;

  /** Checks that there are inputs, not too many, and no column is used twice. */
  public TableEncoder {
    features = List.copyOf(features);
    Set<String> columns = new HashSet<>();
    target.ifPresent(column -> columns.add(column.column()));
    long width = 0;
    for (Feature feature : features) {
      width += feature.width();
      if (!columns.add(feature.column())) {
        throw new DataException(
            "Table encoder: expected each column once; found %s twice. Fit again."
                .formatted(Place.quoted(feature.column())));
      }
    }
    if (width < 1 || width > MOST_INPUTS) {
      throw new DataException(
          "Table encoder: expected from 1 to %s inputs; found %s. Choose other columns as inputs (TableRecipe.ignoring)."
              .formatted(MOST_INPUTS, width));
    }
  }

  /**
   * Fits an encoder to all rows of a table, which then all are training rows.
   *
   * @throws DataException as {@link #fit(Table, TableRecipe, int[])}
   */
  public static TableEncoder fit(Table table, TableRecipe recipe) {
    Schema schema = recipe.schema(table);
    return new Fitter(table, recipe, schema).fit(all(table, schema.rows()));
  }

  /**
   * Fits an encoder to the training rows of a table. The other rows are read only to infer the
   * types of columns.
   *
   * @param training the numbers of the training rows, ascending
   * @throws DataException if the file is malformed, a type is not clear, a value is missing and not
   *     replaced, or a column has too many categories or no values
   */
  public static TableEncoder fit(Table table, TableRecipe recipe, int[] training) {
    return new Fitter(table, recipe, recipe.schema(table)).fit(training);
  }

  private static int[] all(Table table, int rows) {
    return table.attempt((long) Integer.BYTES * rows, () -> IntStream.range(0, rows).toArray());
  }

  /** The number of inputs. */
  public int width() {
    return features.stream().mapToInt(Feature::width).sum();
  }

  /** The shape of the inputs: a vector. */
  public Shape inputShape() {
    return Shape.of(width());
  }

  /** The names of the inputs: those of columns, for categories followed by one after an equals. */
  public List<String> inputNames() {
    return features.stream().flatMap(feature -> feature.names().stream()).toList();
  }

  /**
   * Finds the columns of the features in a table, which may be in another order there and among
   * others. The target may be absent.
   *
   * @throws DataException if the column of a feature is absent
   */
  public RowEncoder bind(Table table) {
    return new RowEncoder(this, table.columns(), table::column);
  }

  /**
   * Samples of a table in memory.
   *
   * @param rows the numbers of the rows, ascending
   * @throws DataException if a row cannot be encoded, there is no target, or memory does not
   *     suffice
   */
  public ArrayDataset dataset(Table table, int[] rows) {
    RowEncoder encoder = bind(table);
    int width = width();
    if (rows.length == 0) {
      throw Place.error(
          table.name(), "at least one row of values", "none", "Check the file and the split.");
    }
    if ((long) rows.length * width > Integer.MAX_VALUE - 8) {
      throw new DataException(
          "%s: expected at most 2^31 values in memory; found %s rows of %s. Write them to a file."
              .formatted(table.name(), rows.length, width));
    }
    // The data set is a copy.
    long needed = 2L * Float.BYTES * rows.length * (width + 1);
    return table.attempt(needed, () -> dataset(table, encoder, rows));
  }

  private ArrayDataset dataset(Table table, RowEncoder encoder, int[] rows) {
    int width = width();
    float[] inputs = new float[rows.length * width];
    float[] targets = new float[rows.length];
    int[] at = new int[1];
    table.forEach(
        rows,
        row -> {
          encoder.encode(row, inputs, at[0] * width);
          targets[at[0]] = encoder.target(row);
          at[0]++;
        });
    return ArrayDataset.of(inputs, inputShape(), targets, 1);
  }

  /** Samples of all rows of a table in memory; see {@link #dataset(Table, int[])}. */
  public ArrayDataset dataset(Table table) {
    return dataset(table, all(table, table.forEach(row -> {})));
  }

  /**
   * Writes samples of a table to a file for {@link dev.lanewise.data.SampleFile}, one at a time.
   *
   * @param rows the numbers of the rows, ascending
   * @throws DataException if a row cannot be encoded, there is no target, or the file cannot be
   *     written
   */
  public void write(Table table, int[] rows, Path file) {
    RowEncoder encoder = bind(table);
    float[] inputs = new float[width()];
    float[] targets = new float[1];
    try (SampleFileWriter writer = SampleFileWriter.create(file, inputShape(), 1)) {
      table.forEach(
          rows,
          row -> {
            encoder.encode(row, inputs, 0);
            targets[0] = encoder.target(row);
            writer.write(inputs, targets);
          });
      writer.finish();
    }
  }

  /**
   * This encoder as JSON text.
   *
   * @throws DataException if it has so many or so long categories that {@link #fromJson} would
   *     refuse the text
   */
  public String toJson() {
    String json = EncoderJson.write(this);
    EncoderReader.requireReadable(json);
    return json;
  }

  /**
   * The encoder of a JSON text, which equals the one that was written.
   *
   * @throws DataException if the text is malformed, of an unknown version or kind, or describes an
   *     encoder that cannot be
   */
  public static TableEncoder fromJson(String json) {
    return EncoderReader.read(json);
  }
}
