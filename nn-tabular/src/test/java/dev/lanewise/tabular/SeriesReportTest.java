package dev.lanewise.tabular;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.Recurrence;
import dev.lanewise.loss.Loss;
import dev.lanewise.metrics.Metrics;
import dev.lanewise.metrics.RegressionReport;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesReportTest {
  private static final int ROWS = 120;
  private static final int TESTED = 90;
  private static final int HORIZON = 7;

  private static final SeriesRecipe RECIPE =
      SeriesRecipe.predicting(List.of("b", "a"), 4, HORIZON).withTime(TimeColumn.of("t"));

  private static Model linear(SeriesEncoder encoder) {
    return Network.of(encoder.inputShape(), new Flatten(), new Dense(encoder.outputs()))
        .initialize(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 24, 90})
  void baselinesAreThoseOfAPlainLoop(int season) {
    double[][] values = SeriesText.noise(ROWS);
    CsvTable table = SeriesText.table(SeriesText.text(values));
    PreparedSeries prepared = PreparedSeries.of(table, RECIPE.withSeason(season), 0, 0.25);
    SeriesReport report =
        SeriesReport.of(linear(prepared.encoder()), prepared.test().orElseThrow());
    assertEquals(ROWS - TESTED - HORIZON + 1, report.windows());
    assertEquals("b", report.columns().getFirst().column());
    for (int target = 0; target < 2; target++) {
      int column = target == 0 ? 2 : 1;
      SeriesReport.OfColumn found = report.columns().get(target);
      assertBaseline(values, column, 0, found.naive());
      assertBaseline(values, column, season, found.seasonal().orElseThrow());
    }
  }

  /** Without a season the last value is the prediction. */
  private static void assertBaseline(
      double[][] values, int column, int season, SeriesErrors found) {
    double squares = 0;
    double distances = 0;
    int count = 0;
    for (int now = TESTED; now + HORIZON <= ROWS; now++) {
      for (int row = now; row < now + HORIZON; row++) {
        int source = now - 1;
        if (season > 0) {
          source = row;
          while (source >= now) {
            source -= season;
          }
        }
        double error = values[row][column] - values[source][column];
        squares += error * error;
        distances += Math.abs(error);
        count++;
      }
    }
    double rmse = Math.sqrt(squares / count);
    assertEquals(rmse, found.rootMeanSquaredError(), 1e-9 * rmse);
    assertEquals(distances / count, found.meanAbsoluteError(), 1e-9 * rmse);
  }

  @Test
  void errorsOfTheModelAreInTheUnitOfTheColumn() {
    double[][] values = SeriesText.noise(ROWS);
    CsvTable table = SeriesText.table(SeriesText.text(values));
    PreparedSeries prepared = PreparedSeries.of(table, RECIPE, 0, 0.25);
    SeriesWindows test = prepared.test().orElseThrow();
    Model model = linear(prepared.encoder());
    SeriesReport report = SeriesReport.of(model, test);
    Predictor predictor = Predictor.of(model);
    double[] squares = new double[2];
    double[] distances = new double[2];
    for (int i = 0; i < test.size(); i++) {
      Matrix inputs = Matrix.of(new float[12], 1, 12);
      test.read(i, inputs, Matrix.allocate(1, 2 * HORIZON), 0);
      float[] outputs = predictor.predict(inputs.data());
      for (int step = 0; step < HORIZON; step++) {
        for (int target = 0; target < 2; target++) {
          NumberScale scale = prepared.encoder().columns().get(1 - target).scale();
          double error =
              scale.invert(outputs[2 * step + target]) - values[TESTED + i + step][2 - target];
          squares[target] += error * error;
          distances[target] += Math.abs(error);
        }
      }
    }
    int count = test.size() * HORIZON;
    for (int target = 0; target < 2; target++) {
      SeriesErrors found = report.columns().get(target).model();
      double rmse = Math.sqrt(squares[target] / count);
      assertEquals(rmse, found.rootMeanSquaredError(), 1e-9 * rmse);
      assertEquals(distances[target] / count, found.meanAbsoluteError(), 1e-9 * rmse);
      assertTrue(report.columns().get(target).seasonal().isEmpty());
    }
  }

  @Test
  void agreesWithTheMetricsOfScaledValues() {
    PreparedSeries prepared =
        PreparedSeries.of(SeriesText.sine(800), SeriesRecipe.predicting("x", 10, 3), 0, 0.5);
    SeriesWindows test = prepared.test().orElseThrow();
    Model model = linear(prepared.encoder());
    RegressionReport scaled = Metrics.regression(model, test);
    SeriesErrors found = SeriesReport.of(model, test).columns().getFirst().model();
    double rmse = prepared.encoder().targets().getFirst().unscaled(scaled).rootMeanSquaredError();
    assertTrue(test.size() > 256, "several batches");
    assertEquals(rmse, found.rootMeanSquaredError(), 1e-5 * rmse);
  }

  @Test
  void aSineWithNoiseIsLearnedBetterThanBaselines() {
    SeriesRecipe recipe = SeriesRecipe.predicting("x", 20, 5).withSeason(20);
    PreparedSeries prepared = PreparedSeries.of(SeriesText.sine(900), recipe, 0, 0.2);
    SeriesEncoder encoder = prepared.encoder();
    Network network =
        Network.of(
            encoder.inputShape(),
            new Lstm(12).withOutput(Recurrence.Output.LAST),
            new Dense(encoder.outputs()));
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.meanSquaredError(), Optimizer.adam(0.01))
            .batchSize(32)
            .threads(1)
            .build()) {
      trainer.fit(prepared.training(), Fit.epochs(25));
      SeriesReport report = SeriesReport.of(trainer.model(), prepared.test().orElseThrow());
      SeriesReport.OfColumn errors = report.columns().getFirst();
      double rmse = errors.model().rootMeanSquaredError();
      // Noise of 2 is all that is left; a season before it is there twice.
      assertTrue(
          rmse < 0.85 * errors.seasonal().orElseThrow().rootMeanSquaredError(), report::toString);
      assertTrue(rmse < 0.6 * errors.naive().rootMeanSquaredError(), report::toString);
      assertTrue(rmse > 1.8, report::toString);
    }
  }

  @Test
  void columnsAreTold() {
    SeriesErrors errors = new SeriesErrors(2.5, 1);
    assertEquals(
        "x: model RMSE 2.50000, MAE 1.00000; naive RMSE 2.50000, MAE 1.00000",
        new SeriesReport.OfColumn("x", errors, errors, Optional.empty()).toString());
  }

  @Test
  void refusesWhatDoesNotFit() {
    PreparedSeries prepared =
        PreparedSeries.of(SeriesText.sine(60), SeriesRecipe.predicting("x", 4, 3), 0, 0.2);
    Model other = Network.of(Shape.of(5, 1), new Flatten(), new Dense(3)).initialize(1);
    assertError(
        ShapeException.class,
        () -> SeriesReport.of(other, prepared.training()),
        "(4, 1)",
        "(5, 1)");
    PreparedSeries seasonal =
        PreparedSeries.of(
            SeriesText.sine(60), SeriesRecipe.predicting("x", 4, 3).withSeason(20), 0, 0.2);
    assertError(
        DataException.class,
        () -> SeriesReport.of(linear(seasonal.encoder()), seasonal.training()),
        "at least 20 rows, a season, before");
  }
}
