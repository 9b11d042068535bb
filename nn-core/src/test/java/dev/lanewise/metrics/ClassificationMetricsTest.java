package dev.lanewise.metrics;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassificationMetricsTest {

  @Test
  void equalScoresCountInTheOrderOfTheClasses() {
    TopKAccuracy accuracy = new TopKAccuracy(3);
    accuracy.add(0, new float[] {2, 2, 2});
    assertEquals(1, accuracy.value(1));
    accuracy.add(1, new float[] {2, 2, 2});
    assertEquals(0.5, accuracy.value(1));
    assertEquals(1, accuracy.value(2));
    accuracy.add(2, new float[] {3, 1, 2});
    accuracy.add(1, new float[] {3, 1, 2});
    assertEquals(1 / 4.0, accuracy.value(1));
    assertEquals(3 / 4.0, accuracy.value(2));
    assertEquals(1, accuracy.value(3));
    assertEquals(1, accuracy.value(7));
  }

  @Test
  void logLossOfLogitsIsExact() {
    assertEquals(Math.log(2), logLoss(Scores.LOGITS, 1, 0, 0), 1e-15);
    assertEquals(2000, logLoss(Scores.LOGITS, 0, -1000, 1000));
    assertEquals(Math.exp(-60), logLoss(Scores.LOGITS, 1, -30, 30), 1e-40);
    assertEquals(Math.exp(-60), logLoss(Scores.LOGITS, 1, 60), 1e-40);
    assertEquals(60, logLoss(Scores.LOGITS, 0, 60));
  }

  @Test
  void logLossOfProbabilitiesIsBounded() {
    assertEquals(-Math.log(0.25), logLoss(Scores.PROBABILITIES, 1, 0.75f, 0.25f), 1e-15);
    assertEquals(-Math.log(0.75), logLoss(Scores.PROBABILITIES, 0, 0.25f), 1e-15);
    assertEquals(23 * Math.log(2), logLoss(Scores.PROBABILITIES, 0, 0, 1), 1e-14);
    assertEquals(0, logLoss(Scores.PROBABILITIES, 1, 0, 1));
    assertEquals(Double.NaN, new LogLoss(Scores.LOGITS).value());
  }

  private static double logLoss(Scores kind, int target, float... outputs) {
    LogLoss loss = new LogLoss(kind);
    loss.add(target, outputs);
    return loss.value();
  }

  @Test
  void aucOfSeveralClassesIsTheMeanOfEachAgainstTheRest() {
    Random random = new Random(2);
    ClassificationMetrics metrics = new ClassificationMetrics(3, Scores.PROBABILITIES);
    RocAuc[] each = {new RocAuc(), new RocAuc(), new RocAuc()};
    for (int i = 0; i < 200; i++) {
      int target = random.nextInt(3);
      int first = random.nextInt(9);
      int second = random.nextInt(9 - first);
      float[] outputs = {first / 8f, second / 8f, (8 - first - second) / 8f};
      metrics.add(target, outputs);
      for (int c = 0; c < 3; c++) {
        each[c].add(target == c, outputs[c]);
      }
    }
    double expected = Arrays.stream(each).mapToDouble(RocAuc::value).average().orElseThrow();
    assertEquals(expected, metrics.report().rocAuc(), 1e-15);
  }

  @Test
  void aucOfTwoOutputsIsThatOfClassOne() {
    ClassificationMetrics metrics = new ClassificationMetrics(2, Scores.LOGITS);
    metrics.add(0, new float[] {0, 1});
    metrics.add(1, new float[] {3, 3.5f});
    metrics.add(1, new float[] {-5, -2});
    assertEquals(0.5, metrics.report().rocAuc());
  }

  /** The float next below 1 is that of many logits; what is left for the other class tells. */
  @Test
  void probabilitiesThatRoundAlikeAreToldApart() {
    ClassificationMetrics metrics = new ClassificationMetrics(2, Scores.PROBABILITIES);
    for (int i = 0; i < 20; i++) {
      float other = (float) Math.exp(-16 - 0.01 * i);
      metrics.add(i / 10, new float[] {other, 1 - other});
    }
    assertEquals(1.0, metrics.report().rocAuc());
  }

  /** Then one that is 1 is still above one that is smaller, whatever the others are. */
  @Test
  void probabilitiesNeedNotAddUpToOne() {
    ClassificationMetrics metrics = new ClassificationMetrics(3, Scores.PROBABILITIES);
    for (int target = 0; target < 3; target++) {
      float[] row = {0.5f, 0.5f, 0.5f};
      metrics.add((target + 1) % 3, row);
      float[] sure = {0.999f, 0.999f, 0.999f};
      sure[target] = 1;
      metrics.add(target, sure);
    }
    assertEquals(0.625, metrics.report().rocAuc());
  }

  @Test
  void aucIsUndefinedIfAClassIsMissing() {
    ClassificationMetrics metrics = new ClassificationMetrics(3, Scores.LOGITS);
    metrics.add(0, new float[] {1, 0, 0});
    metrics.add(1, new float[] {0, 1, 0});
    assertEquals(Double.NaN, metrics.report().rocAuc());
    assertEquals(1, metrics.report().accuracy());
  }

  @Test
  void aSingleOutputDecidesAtOneHalf() {
    ClassificationMetrics probabilities = new ClassificationMetrics(1, Scores.PROBABILITIES);
    probabilities.add(0, new float[] {0.5f});
    probabilities.add(1, new float[] {Math.nextUp(0.5f)});
    assertEquals(1, probabilities.report().accuracy());
    ClassificationMetrics logits = new ClassificationMetrics(1, Scores.LOGITS);
    logits.add(0, new float[] {0});
    logits.add(1, new float[] {Float.MIN_VALUE});
    assertEquals(1, logits.report().accuracy());
  }

  @ParameterizedTest
  @EnumSource
  void mergedIsAsAddedTogether(Scores kind) {
    for (int outputs : new int[] {1, 2, 6}) {
      ClassificationMetrics whole = new ClassificationMetrics(outputs, kind);
      ClassificationMetrics first = new ClassificationMetrics(outputs, kind);
      ClassificationMetrics second = new ClassificationMetrics(outputs, kind);
      Random random = new Random(outputs);
      for (int i = 0; i < 300; i++) {
        int target = random.nextInt(Math.max(2, outputs));
        float[] values = new float[outputs];
        for (int c = 0; c < outputs; c++) {
          values[c] = random.nextFloat() / outputs;
        }
        whole.add(target, values);
        (i % 3 == 0 ? first : second).add(target, values);
      }
      first.merge(second);
      ClassificationReport expected = whole.report();
      ClassificationReport merged = first.report();
      assertEquals(expected.confusion().toString(), merged.confusion().toString());
      assertArrayEquals(expected.topK(), merged.topK());
      assertEquals(expected.rocAuc(), merged.rocAuc());
      assertEquals(expected.logLoss(), merged.logLoss(), 1e-15);
    }
  }

  @Test
  void aReportDoesNotChange() {
    ClassificationMetrics metrics = new ClassificationMetrics(2, Scores.LOGITS);
    metrics.add(0, new float[] {1, 0});
    ClassificationReport report = metrics.report();
    metrics.add(0, new float[] {0, 1});
    report.confusion().add(0, 1);
    report.topK()[0] = 0;
    assertEquals(1, report.accuracy());
    assertEquals(1, report.topKAccuracy(1));
  }

  @Test
  void printsATable() {
    ClassificationMetrics metrics = new ClassificationMetrics(1, Scores.PROBABILITIES);
    metrics.add(0, new float[] {0.25f});
    metrics.add(0, new float[] {0.75f});
    metrics.add(1, new float[] {0.75f});
    assertEquals(
        String.join(
            System.lineSeparator(),
            "              precision     recall         F1    samples",
            "         cat     1.0000     0.5000     0.6667          2",
            "         dog     0.5000     1.0000     0.6667          1",
            "",
            "       micro     0.6667     0.6667     0.6667          3",
            "       macro     0.7500     0.7500     0.6667          3",
            "    weighted     0.8333     0.6667     0.6667          3",
            "",
            "    accuracy     0.6667",
            "    log loss     0.6539",
            "     ROC AUC     0.7500"),
        metrics.report().table(List.of("cat", "dog")));
  }

  /** All rows are as wide as the longest name, which comes from a file. */
  @Test
  void aNameOfAMillionCharactersDoesNotFillTheMemory() {
    ClassificationMetrics metrics = new ClassificationMetrics(3, Scores.LOGITS);
    metrics.add(0, new float[3]);
    String table = metrics.report().table(List.of("\ud83d\ude00".repeat(500_000), "b", "c"));
    assertTrue(table.length() < 2000);
    String face = "\ud83d\ude00";
    assertTrue(table.contains(face.repeat(13) + "..." + face.repeat(27) + "     "));
  }

  @Test
  void refusesWhatMakesNoSense() {
    ClassificationMetrics metrics = new ClassificationMetrics(3, Scores.LOGITS);
    assertError(
        DataException.class, () -> metrics.add(3, new float[3]), "Target", "0 to 2", "found 3");
    assertError(
        DataException.class, () -> metrics.add(0, new float[] {0, Float.NaN, 0}), "Output", "NaN");
    assertError(ShapeException.class, () -> metrics.add(0, new float[2]), "3 outputs", "found 2");
    assertError(
        ShapeException.class,
        () -> metrics.merge(new ClassificationMetrics(2, Scores.LOGITS)),
        "3 outputs");
    assertError(SettingException.class, () -> metrics.report().topKAccuracy(0), "k must be");
    assertError(
        ShapeException.class, () -> metrics.report().table(List.of("a")), "3 names", "found 1");
    assertError(
        DataException.class,
        () -> new ClassificationMetrics(1, Scores.LOGITS).add(2, new float[1]),
        "0 to 1");
    assertEquals(0, metrics.report().confusion().samples(), "what was refused was not added");
  }
}
