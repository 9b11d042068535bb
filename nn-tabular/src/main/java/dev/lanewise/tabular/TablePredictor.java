package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.FileException;
import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import dev.lanewise.files.Metadata;
import dev.lanewise.files.ModelFile;
import dev.lanewise.nn.Model;
import dev.lanewise.predict.PredictorPool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A model together with the encoder of its table: a row in, a class with probabilities or a number
 * in the unit of the column out.
 *
 * <pre>{@code
 * TablePredictor predictor = TablePredictor.of(prepared.encoder(), trainer.model());
 * predictor.save(Path.of("iris.safetensors"));
 * ...
 * TablePredictor predictor = TablePredictor.load(Path.of("iris.safetensors"));
 * record Flower(@Column("petal length") double length, @Column("petal width") double width) {}
 * String kind = predictor.predict(new Flower(1.4, 0.2)).text();
 * }</pre>
 *
 * <p>Immutable, and for any number of threads, platform or virtual, at a time: they share so many
 * predictors and wait for one another. As model and encoder are one value, a service that keeps it
 * in a volatile field replaces both at once.
 *
 * <p>A prediction allocates, once it is compiled, about 400 bytes, 4 for each input and each
 * column, 8 for each class and 24 for each primitive component of a record, and what parsing takes
 * where numbers or dates are texts; the text of a number, when it is asked for, 1 KB. Nothing of
 * this stays but the result. No lock is held while it computes.
 */
public final class TablePredictor {

  /** The property of a model file that holds the encoder. */
  private static final String PROPERTY = "table";

  private final TableEncoder encoder;
  private final Outputs outputs;
  private final PredictorPool pool;
  private final List<String> columns;
  private final RowEncoder rows;
  private final int width;
  private final Map<Class<?>, RecordBinding> records = new ConcurrentHashMap<>();

  private TablePredictor(TableEncoder encoder, Model model, int size) {
    this.encoder = encoder;
    this.outputs = Outputs.of(encoder, model.network());
    this.pool = PredictorPool.of(model, size);
    this.columns = encoder.features().stream().map(Feature::column).toList();
    this.rows = new RowEncoder(encoder, columns, columns::indexOf);
    this.width = encoder.width();
  }

  /**
   * A predictor for as many rows at a time as there are processors.
   *
   * @param encoder what the model was trained with
   * @throws SettingException if the encoder has no target, or the last function of the network
   *     gives neither logits nor the probabilities of classes
   * @throws ShapeException if the model has another number of inputs or outputs
   */
  public static TablePredictor of(TableEncoder encoder, Model model) {
    return of(encoder, model, Runtime.getRuntime().availableProcessors());
  }

  /**
   * A predictor for so many rows at a time.
   *
   * @throws SettingException as {@link #of(TableEncoder, Model)}, or if there are less than one
   * @throws ShapeException as {@link #of(TableEncoder, Model)}
   */
  public static TablePredictor of(TableEncoder encoder, Model model, int size) {
    return new TablePredictor(encoder, model, size);
  }

  /** Whether a model file has the encoder of a table. */
  public static boolean isIn(ModelFile file) {
    return isIn(file.metadata());
  }

  /** Whether there is an encoder in what a model file keeps beside its model. */
  public static boolean isIn(Metadata metadata) {
    return metadata.properties().containsKey(PROPERTY);
  }

  /**
   * The predictor in a model file that was read before.
   *
   * @param path where the file is, for errors
   * @throws DataException if the file has no encoder, or a malformed one
   * @throws SettingException as {@link #of(TableEncoder, Model)}
   * @throws ShapeException as {@link #of(TableEncoder, Model)}
   */
  public static TablePredictor of(ModelFile file, Path path) {
    if (!isIn(file)) {
      throw new DataException(
          "%s: expected a model file with the encoder of a table, property '%s'; found none. Save the model with TablePredictor.save, or use a Predictor."
              .formatted(Place.name(path), PROPERTY));
    }
    try {
      String json = file.metadata().properties().getOrDefault(PROPERTY, "");
      return of(TableEncoder.fromJson(json), file.model());
    } catch (DataException e) {
      throw new DataException(Place.name(path) + ", " + e.getMessage(), e);
    }
  }

  /**
   * Reads what {@link #save} has written.
   *
   * @throws FileException if the file cannot be read or is damaged
   * @throws DataException as {@link #of(ModelFile, Path)}
   * @throws SettingException as {@link #of(TableEncoder, Model)}
   * @throws ShapeException as {@link #of(TableEncoder, Model)}
   */
  public static TablePredictor load(Path file) {
    return of(ModelFile.load(file), file);
  }

  /**
   * Writes model and encoder to a file; it is written completely or, if that fails, not at all.
   *
   * @throws FileException if it cannot be written, or a layer is not one of the library
   */
  public void save(Path file) {
    new ModelFile(model(), metadata(encoder)).save(file);
  }

  /** What a model file keeps of an encoder: all of it, and the names of classes as labels. */
  public static Metadata metadata(TableEncoder encoder) {
    List<String> labels =
        encoder.target().orElse(null) instanceof Target.OfClass target
            ? target.classes().names()
            : List.of();
    return new Metadata(Map.of(PROPERTY, encoder.toJson()), labels);
  }

  /** The encoder. */
  public TableEncoder encoder() {
    return encoder;
  }

  /** The model. */
  public Model model() {
    return pool.model();
  }

  /** What is predicted. */
  public Target target() {
    return outputs.target();
  }

  /**
   * Predicts a row of values by the names of their columns: numbers, texts, booleans, enum
   * constants, dates as {@link MemoryTable} has them; null is a missing value. Others are ignored.
   *
   * @throws DataException if a column is absent, a value is missing or unknown and the encoder does
   *     not provide for that, or the outputs are not finite
   */
  public Prediction predict(Map<String, ?> row) {
    ValueRow values = emptyRow();
    for (int i = 0; i < columns.size(); i++) {
      Object value = row.get(columns.get(i));
      if (value == null && !row.containsKey(columns.get(i))) {
        throw Place.error(
            "Row",
            "a value of column " + Place.quoted(columns.get(i)),
            Place.quoted(row.keySet().toString()),
            "Add it; null is a missing value.");
      }
      values.set(i, value);
    }
    return predict(rows, values);
  }

  /**
   * Predicts a record, whose components are the columns, by their names or as {@link Column} says.
   * Others are ignored.
   *
   * @throws SettingException if no component is one of the columns, or the class cannot be read
   * @throws DataException as {@link #predict(Map)}
   */
  public Prediction predict(Record row) {
    RecordBinding binding =
        records.computeIfAbsent(
            row.getClass(), type -> RecordBinding.of(type.asSubclass(Record.class), columns));
    ValueRow values = emptyRow();
    binding.read(row, values);
    return predict(rows, values);
  }

  private ValueRow emptyRow() {
    return new ValueRow(columns, index -> "Row");
  }

  /**
   * Predicts the rows of a table, whose columns may be in another order and among others.
   *
   * @param visitor gets each row, the same object each time, and what the model says of it
   * @return the number of rows
   * @throws DataException as {@link #predict(Map)}, or if the table is malformed
   */
  public int predict(Table table, BiConsumer<Row, Prediction> visitor) {
    Function<Row, Prediction> bound = bind(table);
    return table.forEach(row -> visitor.accept(row, bound.apply(row)));
  }

  /**
   * Finds the columns in a table, for predictions row by row while {@link Table#rows} are walked
   * through.
   *
   * @return predicts a row of the table; as thread-safe as this, with the errors of {@link
   *     #predict(Map)}
   * @throws DataException if a column is absent
   */
  public Function<Row, Prediction> bind(Table table) {
    RowEncoder bound = encoder.bind(table);
    return row -> predict(bound, row);
  }

  private Prediction predict(RowEncoder bound, Row row) {
    float[] inputs = new float[width];
    bound.encode(row, inputs, 0);
    return outputs.prediction(pool.predict(inputs));
  }
}
