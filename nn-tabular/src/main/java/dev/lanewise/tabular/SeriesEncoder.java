package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.Heap;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is needed to read more of a series as a model saw it in training: the inputs with mean and
 * deviation of the training rows, and the recipe. Immutable and thread-safe.
 *
 * @param recipe what is predicted from what
 * @param columns the inputs, in their order
 */
public record SeriesEncoder(SeriesRecipe recipe, List<SeriesColumn> columns) {

  /**
   * Copies the columns.
   *
   * @throws DataException if a column is named twice or is the time, or one to predict is missing
   * @throws ShapeException if a window or what is predicted has 2^31 values or more
   */
  public SeriesEncoder {
    columns = List.copyOf(columns);
    List<String> names = columns.stream().map(SeriesColumn::name).toList();
    boolean timed = recipe.time().filter(time -> names.contains(time.name())).isPresent();
    if (timed
        || names.stream().distinct().count() < names.size()
        || !names.containsAll(recipe.targets())) {
      throw new DataException(
          "Series: expected inputs of different names, those to predict (%s) among them and the time not; found %s. Correct the names."
              .formatted(recipe.targets(), names));
    }
    Shape.of(recipe.lookBack(), columns.size());
    Shape.of(recipe.horizon(), recipe.targets().size());
  }

  /** Fits the scales to the first rows. */
  static SeriesEncoder fit(SeriesRecipe recipe, Series series, int rows) {
    List<SeriesColumn> columns =
        series.columns().stream()
            .map(name -> new SeriesColumn(name, scale(series, name, rows)))
            .toList();
    return new SeriesEncoder(recipe, columns);
  }

  private static NumberScale.Standard scale(Series series, String name, int rows) {
    int column = series.columns().indexOf(name);
    Moments moments = series.moments(column, rows);
    double mean = moments.mean();
    double deviation = moments.deviation();
    if (!Double.isFinite(mean) || !Double.isFinite(deviation)) {
      throw Place.error(
          series.place(column),
          "numbers with a finite standard deviation",
          "larger ones",
          "Correct the values, or leave the column out (SeriesRecipe.ignoring).");
    }
    if (deviation == 0) {
      throw Place.error(
          series.place(column),
          "values that differ in the rows to learn from",
          "%s in all %s".formatted(mean, rows),
          "Leave the column out (SeriesRecipe.ignoring), or add rows.");
    }
    return new NumberScale.Standard(mean, deviation);
  }

  /** The shape of a sample: {@code (lookBack, columns)}. */
  public Shape inputShape() {
    return Shape.of(recipe.lookBack(), columns.size());
  }

  /**
   * The number of outputs that a network needs: {@code horizon * targets}, those of the next row
   * first.
   */
  public int outputs() {
    return recipe.horizon() * recipe.targets().size();
  }

  /**
   * The windows of a table, all that there are.
   *
   * @throws DataException if the table has not the columns, too few rows, or what training would
   *     refuse, too
   */
  public SeriesWindows windows(Table table) {
    return windows(table, 0);
  }

  /**
   * The windows of a table whose predicted rows are at or behind a row.
   *
   * @param first the row, counted from 0
   * @throws DataException as {@link #windows(Table)}
   */
  public SeriesWindows windows(Table table, int first) {
    Series series = read(table);
    int from = Math.max(first, Math.max(recipe.lookBack(), recipe.season().orElse(0)));
    requireRows(series, (long) from + recipe.horizon());
    return windows(series, from, series.rows());
  }

  /** The windows whose predicted rows are all from {@code from} to {@code to}, without that. */
  SeriesWindows windows(Series series, int from, int to) {
    return new SeriesWindows(this, series, scaled(series), from, to - from - recipe.horizon() + 1);
  }

  Series read(Table table) {
    return SeriesReader.read(table, recipe, columns.stream().map(SeriesColumn::name).toList());
  }

  /** Refuses a series that is too short. */
  void requireRows(Series series, long needed) {
    if (series.rows() < needed) {
      throw Place.error(
          series.name(),
          "at least %s rows, for a look-back of %s and a horizon of %s%s"
              .formatted(
                  needed,
                  recipe.lookBack(),
                  recipe.horizon(),
                  recipe.season().isPresent()
                      ? " with a season of " + recipe.season().getAsInt()
                      : ""),
          "%s".formatted(series.rows()),
          "Add rows, or train with shorter ones.");
    }
  }

  /** The values as a network sees them, {@code rows x columns}. */
  float[] scaled(Series series) {
    return Heap.attempt(
        (long) Float.BYTES * series.values().length,
        (expected, found, remedy) -> Place.error(series.name(), expected, found, remedy),
        () -> scaled(series, 0));
  }

  /** The same from a row on. */
  float[] scaled(Series series, int first) {
    int width = columns.size();
    float[] scaled = new float[(series.rows() - first) * width];
    for (int i = 0; i < scaled.length; i++) {
      int column = i % width;
      double value = series.value(first + i / width, column);
      scaled[i] = (float) columns.get(column).scale().apply(value);
      if (!Float.isFinite(scaled[i])) {
        throw Place.error(
            "%s, row %s".formatted(series.place(column), first + i / width + 1),
            "a number that is finite as a float once scaled",
            Double.toString(value),
            "Correct the value, or scale the column before.");
      }
    }
    return scaled;
  }

  /** The index of each column to predict. */
  int[] targetIndices() {
    List<String> names = columns.stream().map(SeriesColumn::name).toList();
    return recipe.targets().stream().mapToInt(names::indexOf).toArray();
  }

  /** A column to predict and its scale. */
  Target.OfNumber target(int index) {
    return new Target.OfNumber(
        recipe.targets().get(index), columns.get(targetIndices()[index]).scale());
  }

  /** What makes network outputs and losses numbers in the unit of the column to predict. */
  public List<Target.OfNumber> targets() {
    return IntStream.range(0, recipe.targets().size()).mapToObj(this::target).toList();
  }

  /** The encoder as JSON. */
  public String toJson() {
    return SeriesJson.write(this);
  }

  /**
   * Reads what {@link #toJson} writes.
   *
   * @throws DataException if the text is anything else
   */
  public static SeriesEncoder fromJson(String json) {
    return SeriesJson.read(json);
  }
}
