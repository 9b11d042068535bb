package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.FileException;
import dev.lanewise.LanewiseException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.files.Metadata;
import dev.lanewise.files.ModelFile;
import dev.lanewise.nn.Input;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.predict.Predictor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model together with the encoder of its series: rows in, the next ones out, in their units.
 *
 * <pre>{@code
 * new SeriesPredictor(prepared.encoder(), trainer.model()).save(Path.of("load.safetensors"));
 * ...
 * SeriesPredictor predictor = SeriesPredictor.load(Path.of("load.safetensors"));
 * Forecast next = predictor.forecast(CsvTable.open(Path.of("load.csv"), CsvFormat.standard()));
 * }</pre>
 *
 * <p>Immutable and thread-safe; each forecast binds the model anew.
 *
 * @param encoder what the model was trained with
 * @param model from windows to what follows them
 */
public record SeriesPredictor(SeriesEncoder encoder, Model model) {

  /** The property of a model file that holds the encoder. */
  private static final String PROPERTY = "series";

  /**
   * Rows that must be equally far apart before times go on likewise, however few a model sees:
   * there are 3 firsts of months that are, 4 of years, and 5 workdays.
   */
  private static final int EVEN_ROWS = 8;

  /**
   * Checks that they fit.
   *
   * @throws ShapeException if the model has other inputs or outputs than the encoder
   */
  public SeriesPredictor {
    requireFit(encoder, model.network());
  }

  static void requireFit(SeriesEncoder encoder, Network network) {
    List<Shape> inputs = network.inputs().stream().map(Input::shape).toList();
    Shape outputs = Shape.of(encoder.outputs());
    if (!inputs.equals(List.of(encoder.inputShape()))
        || !network.outputShapes().equals(List.of(outputs))) {
      throw new ShapeException(
          "Series: expected a network with an input of %s (look-back, columns) and an output of %s (horizon x columns to predict); found inputs %s and outputs %s. Train the model with this series."
              .formatted(encoder.inputShape(), outputs, inputs, network.outputShapes()));
    }
  }

  /** Whether there is an encoder of a series in what a model file keeps beside its model. */
  public static boolean isIn(Metadata metadata) {
    return metadata.properties().containsKey(PROPERTY);
  }

  /** What a model file keeps of an encoder: all of it. */
  public static Metadata metadata(SeriesEncoder encoder) {
    return new Metadata(Map.of(PROPERTY, encoder.toJson()), List.of());
  }

  /**
   * The predictor in a model file that was read before.
   *
   * @param path where the file is, for errors
   * @throws DataException if the file has no encoder of a series, or one that is malformed or does
   *     not fit the model
   */
  public static SeriesPredictor of(ModelFile file, Path path) {
    String json = file.metadata().properties().get(PROPERTY);
    if (json == null) {
      throw Place.error(
          Place.name(path),
          "a model file with the encoder of a series, property '%s'".formatted(PROPERTY),
          "none",
          "Save the model with SeriesPredictor.save, or use a Predictor.");
    }
    try {
      return new SeriesPredictor(SeriesEncoder.fromJson(json), file.model());
    } catch (DataException | ShapeException e) {
      LanewiseException cause = e;
      throw new DataException(Place.name(path) + ", " + cause.getMessage(), cause);
    }
  }

  /**
   * Reads what {@link #save} has written.
   *
   * @throws FileException if the file cannot be read or is damaged
   * @throws DataException as {@link #of(ModelFile, Path)}
   */
  public static SeriesPredictor load(Path file) {
    return of(ModelFile.load(file), file);
  }

  /**
   * Writes model and encoder to a file; it is written completely or, if that fails, not at all.
   *
   * @throws FileException if it cannot be written, or a layer is not one of the library
   */
  public void save(Path file) {
    new ModelFile(model, metadata(encoder)).save(file);
  }

  /**
   * Goes on behind the last row of a table.
   *
   * @param table with the columns of training, in any order; others are not read
   * @throws DataException if a column is absent, a value missing or no number, the times do not
   *     ascend, there are fewer rows than the look-back, or an output is not finite
   */
  public Forecast forecast(Table table) {
    Series series = encoder.read(table);
    int lookBack = encoder.recipe().lookBack();
    if (series.rows() < lookBack) {
      throw Place.error(
          series.name(),
          "at least %s rows, the look-back of the model".formatted(lookBack),
          "%s".formatted(series.rows()),
          "Add rows.");
    }
    float[] window = encoder.scaled(series, series.rows() - lookBack);
    float[] outputs = Predictor.of(model).predict(window);
    int rows = Math.min(series.rows(), Math.max(EVEN_ROWS, lookBack));
    List<String> times =
        series.times().map(t -> t.next(encoder.recipe().horizon(), rows)).orElse(List.of());
    return forecast(outputs, times);
  }

  private Forecast forecast(float[] outputs, List<String> times) {
    List<Target.OfNumber> targets = encoder.targets();
    List<Forecast.Step> steps = new ArrayList<>();
    for (int step = 0; step < encoder.recipe().horizon(); step++) {
      List<Prediction.OfNumber> values = new ArrayList<>();
      for (int i = 0; i < targets.size(); i++) {
        values.add(targets.get(i).prediction(outputs[step * targets.size() + i]));
      }
      Optional<String> time = times.isEmpty() ? Optional.empty() : Optional.of(times.get(step));
      steps.add(new Forecast.Step(step + 1, time, values));
    }
    return new Forecast(steps);
  }
}
