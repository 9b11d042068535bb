package dev.lanewise.metrics;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import java.util.Random;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegressionMetricsTest {

  @Test
  void handMade() {
    RegressionReport report = report(new double[] {3, -0.5, 2, 7}, 2.5, 0.0, 2, 8);
    assertEquals(4, report.samples());
    assertEquals(0.375, report.meanSquaredError());
    assertEquals(Math.sqrt(0.375), report.rootMeanSquaredError());
    assertEquals(0.5, report.meanAbsoluteError());
    assertEquals(1 - 1.5 / 29.1875, report.r2(), 1e-15);
  }

  @Test
  void r2OfALeastSquaresLineIsThatOfCommonsMath() {
    Random random = new Random(9);
    SimpleRegression line = new SimpleRegression();
    double[] x = random.doubles(200, -3, 3).toArray();
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = 2 * x[i] - 1 + random.nextGaussian();
      line.addData(x[i], y[i]);
    }
    double[] predictions = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      predictions[i] = line.predict(x[i]);
    }
    RegressionReport report = report(y, predictions);
    assertEquals(line.getRSquare(), report.r2(), 1e-12);
    assertEquals(line.getSumSquaredErrors() / x.length, report.meanSquaredError(), 1e-12);
  }

  @Test
  void staysExactFarFromZero() {
    Random random = new Random(4);
    double[] targets = random.doubles(1000, 1e9, 1e9 + 1).toArray();
    double[] predictions = new double[targets.length];
    double[] errors = new double[targets.length];
    for (int i = 0; i < targets.length; i++) {
      predictions[i] = targets[i] + random.nextGaussian() / 4;
      errors[i] = predictions[i] - targets[i];
    }
    double expected =
        1 - StatUtils.sumSq(errors) / (StatUtils.populationVariance(targets) * targets.length);
    assertEquals(expected, report(targets, predictions).r2(), 1e-12);
  }

  @Test
  void valuesWhereR2IsUndefinedAreScikitLearns() {
    assertEquals(1, report(new double[] {3, 3}, 3, 3).r2());
    assertEquals(0, report(new double[] {3, 3}, 3, 4).r2());
    assertEquals(Double.NaN, report(new double[] {3}, 3).r2());
    assertEquals(0, report(new double[] {0.1, 0.1, 0.1}, 0.2, 0.1, 0.1).r2());
  }

  @Test
  void withoutSamplesThereIsNothing() {
    RegressionReport empty = new RegressionMetrics(2).report();
    assertEquals(0, empty.samples());
    assertEquals(Double.NaN, empty.meanSquaredError());
    assertEquals(Double.NaN, empty.rootMeanSquaredError());
    assertEquals(Double.NaN, empty.meanAbsoluteError());
    assertEquals(Double.NaN, empty.r2());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 499, 500})
  void mergedIsAsAddedTogether(int cut) {
    RegressionMetrics whole = new RegressionMetrics(1);
    RegressionMetrics[] parts = {new RegressionMetrics(1), new RegressionMetrics(1)};
    Random random = new Random(8);
    for (int i = 0; i < 500; i++) {
      double target = 1e6 + random.nextGaussian() + (i < 250 ? 5 : 0);
      double prediction = target + random.nextGaussian();
      whole.add(target, prediction);
      parts[i < cut ? 0 : 1].add(target, prediction);
    }
    parts[0].merge(parts[1]);
    RegressionReport expected = whole.report();
    RegressionReport merged = parts[0].report();
    assertEquals(expected.samples(), merged.samples());
    assertEquals(expected.meanSquaredError(), merged.meanSquaredError(), 1e-15);
    assertEquals(expected.meanAbsoluteError(), merged.meanAbsoluteError(), 1e-15);
    assertEquals(expected.r2(), merged.r2(), 1e-13);
  }

  @Test
  void printsATable() {
    assertEquals(
        String.join(
            System.lineSeparator(),
            "samples            4",
            "MSE         0.375000",
            "RMSE        0.612372",
            "MAE         0.500000",
            "R2          0.948608"),
        report(new double[] {3, -0.5, 2, 7}, 2.5, 0.0, 2, 8).toString());
  }

  @Test
  void refusesWhatMakesNoSense() {
    RegressionMetrics two = new RegressionMetrics(2);
    assertError(SettingException.class, () -> new RegressionMetrics(0), "outputs", "found 0");
    assertError(
        ShapeException.class, () -> two.add(new float[2], new float[3]), "2 predictions", "3");
    assertError(ShapeException.class, () -> two.add(new float[1], new float[2]), "2 targets", "1");
    assertError(ShapeException.class, () -> two.add(1, 1), "2 targets");
    assertError(ShapeException.class, () -> two.merge(new RegressionMetrics(1)), "2 outputs");
    assertError(
        DataException.class,
        () -> two.add(new float[2], new float[] {0, Float.NaN}),
        "Prediction",
        "NaN");
    assertError(
        DataException.class,
        () -> new RegressionMetrics(1).add(Double.NEGATIVE_INFINITY, 1),
        "Target",
        "-Infinity");
    assertEquals(0, two.report().samples(), "what was refused was not added");
  }

  private static RegressionReport report(double[] targets, double... predictions) {
    RegressionMetrics metrics = new RegressionMetrics(1);
    for (int i = 0; i < targets.length; i++) {
      metrics.add(targets[i], predictions[i]);
    }
    return metrics.report();
  }
}
