package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.nn.Model;
import dev.lanewise.predict.Predictor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How well a model predicts a series, beside predictions that need no model.
 *
 * @param windows how many were predicted
 * @param columns the errors of each column to predict
 */
public record SeriesReport(int windows, List<OfColumn> columns) {
  private static final int BATCH = 256;

  /**
   * The errors of a column, all of the same windows.
   *
   * @param column its name
   * @param model the errors of the model
   * @param naive those of taking the last value that a window shows for all that follow
   * @param seasonal those of taking the newest value that is whole seasons before, if the recipe
   *     has a season
   */
  public record OfColumn(
      String column, SeriesErrors model, SeriesErrors naive, Optional<SeriesErrors> seasonal) {

    /** One line. */
    @Override
    public String toString() {
      return "%s: model %s; naive %s%s"
          .formatted(
              column, model, naive, seasonal.map(errors -> "; seasonal " + errors).orElse(""));
    }
  }

  /** Copies the list. */
  public SeriesReport {
    columns = List.copyOf(columns);
  }

  /** Predicts the row {@code row} from those before the row {@code now}. */
  private interface Baseline {
    int source(int row, int now);
  }

  /**
   * Predicts windows.
   *
   * @throws DataException if the season is longer than what is before the first window
   * @throws dev.lanewise.ShapeException if the model has other inputs or outputs
   */
  public static SeriesReport of(Model model, SeriesWindows windows) {
    SeriesRecipe recipe = windows.encoder().recipe();
    if (recipe.season().isPresent()) {
      int season = recipe.season().getAsInt();
      if (windows.predictedRow(0) < season) {
        throw Place.error(
            windows.series().name(),
            "at least %s rows, a season, before what is predicted".formatted(season),
            "%s".formatted(windows.predictedRow(0)),
            "Add rows, or make the season shorter.");
      }
    }
    List<SeriesErrors> errors = ofModel(model, windows);
    List<OfColumn> columns = new ArrayList<>();
    for (int i = 0; i < errors.size(); i++) {
      int target = i;
      columns.add(
          new OfColumn(
              recipe.targets().get(i),
              errors.get(i),
              ofBaseline(windows, i, (row, now) -> now - 1),
              recipe.season().stream()
                  .mapToObj(season -> ofBaseline(windows, target, seasonal(season)))
                  .findFirst()));
    }
    return new SeriesReport(windows.size(), columns);
  }

  private static Baseline seasonal(int season) {
    return (row, now) -> row - season * ((row - now) / season + 1);
  }

  private static SeriesErrors ofBaseline(SeriesWindows windows, int target, Baseline baseline) {
    Series series = windows.series();
    int column = windows.encoder().targetIndices()[target];
    SeriesErrors.Sum sum = new SeriesErrors.Sum();
    for (int window = 0; window < windows.size(); window++) {
      int now = windows.predictedRow(window);
      for (int row = now; row < now + windows.encoder().recipe().horizon(); row++) {
        sum.add(series.value(baseline.source(row, now), column), series.value(row, column));
      }
    }
    return sum.errors();
  }

  private static List<SeriesErrors> ofModel(Model model, SeriesWindows windows) {
    SeriesPredictor.requireFit(windows.encoder(), model.network());
    Predictor predictor = Predictor.of(model);
    int columns = windows.encoder().recipe().targets().size();
    List<SeriesErrors.Sum> sums = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      sums.add(new SeriesErrors.Sum());
    }
    int rows = Math.min(BATCH, windows.size());
    Matrix inputs = Matrix.allocate(rows, windows.inputShape().size());
    Matrix targets = Matrix.allocate(rows, windows.targetColumns());
    Matrix outputs = Matrix.allocate(rows, windows.targetColumns());
    for (int first = 0; first < windows.size(); first += rows) {
      int count = Math.min(rows, windows.size() - first);
      for (int i = 0; i < count; i++) {
        windows.read(first + i, inputs, targets, i);
      }
      predictor.predict(inputs, outputs);
      for (int i = 0; i < count; i++) {
        add(windows, windows.predictedRow(first + i), outputs, i, sums);
      }
    }
    return sums.stream().map(SeriesErrors.Sum::errors).toList();
  }

  private static void add(
      SeriesWindows windows, int now, Matrix outputs, int row, List<SeriesErrors.Sum> sums) {
    int[] columns = windows.encoder().targetIndices();
    for (int i = 0; i < outputs.cols(); i++) {
      int target = i % columns.length;
      int column = columns[target];
      double predicted =
          windows.encoder().columns().get(column).scale().invert(outputs.get(row, i));
      double value = windows.series().value(now + i / columns.length, column);
      sums.get(target).add(predicted, value);
    }
  }
}
