package dev.lanewise.tabular;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.junit.jupiter.api.Test;

class PreparedSeriesTest {
  private static final int ROWS = 100;
  private static final int TRAINED = 70;
  private static final int TESTED = 80;
  private static final SeriesRecipe RECIPE =
      SeriesRecipe.predicting(List.of("c", "a"), 5, 3).withTime(TimeColumn.of("t"));

  private static PreparedSeries prepare(double[][] values) {
    return PreparedSeries.of(SeriesText.table(SeriesText.text(values)), RECIPE, 0.1, 0.2);
  }

  /** All samples, inputs and targets one behind the other. */
  private static List<float[]> samples(SeriesWindows windows) {
    List<float[]> samples = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      Matrix inputs = Matrix.of(new float[15], 1, 15);
      Matrix targets = Matrix.of(new float[6], 1, 6);
      windows.read(i, inputs, targets, 0);
      float[] sample = Arrays.copyOf(inputs.data(), 21);
      System.arraycopy(targets.data(), 0, sample, 15, 6);
      samples.add(sample);
    }
    return samples;
  }

  private static double[] column(double[][] values, int column, int rows) {
    return IntStream.range(0, rows).mapToDouble(row -> values[row][column]).toArray();
  }

  @Test
  void scalesAreThoseOfTheTrainingRows() {
    double[][] values = SeriesText.noise(ROWS);
    List<SeriesColumn> columns = prepare(values).encoder().columns();
    assertEquals(List.of("a", "b", "c"), columns.stream().map(SeriesColumn::name).toList());
    for (int i = 0; i < 3; i++) {
      double[] trained = column(values, i + 1, TRAINED);
      double mean = new Mean().evaluate(trained);
      double deviation = new StandardDeviation(false).evaluate(trained);
      assertEquals(mean, columns.get(i).scale().mean(), 1e-12 * Math.abs(mean));
      assertEquals(deviation, columns.get(i).scale().deviation(), 1e-12 * deviation);
    }
  }

  @Test
  void windowsAreThoseOfAPlainLoop() {
    double[][] values = SeriesText.noise(ROWS);
    PreparedSeries prepared = prepare(values);
    assertEquals(Shape.of(5, 3), prepared.training().inputShape());
    assertSamples(values, 5, TRAINED, prepared.training());
    assertSamples(values, TRAINED, TESTED, prepared.validation().orElseThrow());
    assertSamples(values, TESTED, ROWS, prepared.test().orElseThrow());
    CsvTable table = SeriesText.table(SeriesText.text(values));
    assertSamples(values, 5, ROWS, prepared.encoder().windows(table));
    assertSamples(values, TESTED, ROWS, prepared.encoder().windows(table, TESTED));
  }

  /** Windows that predict rows from one to another, without that. */
  private static void assertSamples(double[][] values, int from, int to, SeriesWindows windows) {
    List<float[]> found = samples(windows);
    int count = 0;
    for (int start = from; start + 3 <= to; start++) {
      float[] sample = new float[21];
      int at = 0;
      for (int row = start - 5; row < start; row++) {
        for (int column = 1; column <= 3; column++) {
          sample[at++] = scaled(values, row, column);
        }
      }
      for (int row = start; row < start + 3; row++) {
        sample[at++] = scaled(values, row, 3);
        sample[at++] = scaled(values, row, 1);
      }
      assertEquals(start, windows.predictedRow(count));
      assertArrayEquals(sample, found.get(count++), 1e-5f);
    }
    assertEquals(count, windows.size());
  }

  private static float scaled(double[][] values, int row, int column) {
    double[] trained = column(values, column, TRAINED);
    double mean = new Mean().evaluate(trained);
    return (float) ((values[row][column] - mean) / new StandardDeviation(false).evaluate(trained));
  }

  @Test
  void nothingThatIsLearntDependsOnLaterRows() {
    double[][] values = SeriesText.noise(ROWS);
    PreparedSeries before = prepare(values);
    for (int row = TRAINED; row < ROWS; row++) {
      double[][] changed = SeriesText.noise(ROWS);
      changed[row][1] = 1e6;
      changed[row][3] = -1e6;
      PreparedSeries after = prepare(changed);
      assertEquals(before.encoder(), after.encoder());
      assertSame(before.training(), after.training());
      if (row >= TESTED) {
        assertSame(before.validation().orElseThrow(), after.validation().orElseThrow());
      }
    }
    double[][] changed = SeriesText.noise(ROWS);
    changed[TRAINED - 1][1] = 1e6;
    assertNotEquals(before.encoder(), prepare(changed).encoder());
  }

  private static void assertSame(SeriesWindows before, SeriesWindows after) {
    List<float[]> samples = samples(after);
    assertEquals(before.size(), samples.size());
    for (int i = 0; i < samples.size(); i++) {
      assertArrayEquals(samples(before).get(i), samples.get(i));
    }
  }

  @Test
  void noPartPredictsRowsOfAnother() {
    PreparedSeries prepared = prepare(SeriesText.noise(ROWS));
    assertEquals(TRAINED, last(prepared.training()) + 1);
    assertEquals(TRAINED, prepared.validation().orElseThrow().predictedRow(0));
    assertEquals(TESTED, last(prepared.validation().orElseThrow()) + 1);
    assertEquals(TESTED, prepared.test().orElseThrow().predictedRow(0));
    assertEquals(ROWS, last(prepared.test().orElseThrow()) + 1);
    assertArrayEquals(IntStream.range(TESTED, ROWS).toArray(), prepared.split().test());
  }

  private static int last(SeriesWindows windows) {
    return windows.predictedRow(windows.size() - 1) + 2;
  }

  @Test
  void partsMayBeEmpty() {
    CsvTable table = SeriesText.table(SeriesText.text(SeriesText.noise(8)));
    PreparedSeries prepared = PreparedSeries.of(table, RECIPE, 0, 0);
    assertEquals(1, prepared.training().size());
    assertTrue(prepared.validation().isEmpty() && prepared.test().isEmpty());
  }

  @Test
  void refusesTooFewRows() {
    assertTooFew("at least 8 rows to learn from; found 7 of 7", 7, RECIPE, 0, 0);
    assertTooFew("at least 3 rows of the test part; found 2 of 20", 20, RECIPE, 0, 0.1);
    assertTooFew("at least 3 rows of the validation part; found 2", 20, RECIPE, 0.1, 0.2);
    assertTooFew("at least 41 rows before the test", 50, RECIPE.withSeason(41), 0, 0.2);
    SeriesRecipe huge =
        SeriesRecipe.predicting("a", Integer.MAX_VALUE, Integer.MAX_VALUE)
            .withTime(TimeColumn.of("t"));
    assertTooFew("at least 4294967294 rows", 50, huge, 0, 0);
  }

  private static void assertTooFew(
      String words, int rows, SeriesRecipe recipe, double validation, double test) {
    CsvTable table = SeriesText.table(SeriesText.text(SeriesText.noise(rows)));
    assertError(
        DataException.class, () -> PreparedSeries.of(table, recipe, validation, test), words);
  }

  @Test
  void refusesSettingsThatDoNotGoTogether() {
    assertError(SettingException.class, () -> SeriesRecipe.predicting("a", 0, 1), "look-back");
    assertError(SettingException.class, () -> SeriesRecipe.predicting("a", 1, 0), "horizon");
    assertError(SettingException.class, () -> RECIPE.withSeason(0), "season");
    assertError(SettingException.class, () -> RECIPE.ignoring("a"), "'a'");
    assertError(SettingException.class, () -> RECIPE.withTime(TimeColumn.of("c")), "'c'");
    assertError(
        SettingException.class, () -> SeriesRecipe.predicting(List.of("a", "a"), 1, 1), "[a, a]");
    assertError(SettingException.class, () -> SeriesRecipe.predicting(List.of(), 1, 1), "found []");
    CsvTable table = SeriesText.table(SeriesText.text(SeriesText.noise(50)));
    for (double share : new double[] {-0.1, 1, Double.NaN}) {
      assertError(
          SettingException.class, () -> PreparedSeries.of(table, RECIPE, 0, share), "shares");
    }
    assertError(
        DataException.class, () -> PreparedSeries.of(table, RECIPE.ignoring("z"), 0, 0), "'z'");
  }
}
