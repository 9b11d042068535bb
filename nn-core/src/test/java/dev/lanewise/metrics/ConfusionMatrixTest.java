package dev.lanewise.metrics;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfusionMatrixTest {
  private static final double ROUNDING = 1e-15;

  /** Class 1 is never predicted, class 2 only predicted, class 3 does not occur. */
  private static final ConfusionMatrix ODD =
      ConfusionMatrix.of(new int[] {0, 0, 0, 1}, new int[] {0, 0, 2, 2}, 4);

  @Test
  void derivesTheFiguresOfAHandMadeTable() {
    ConfusionMatrix matrix = new ConfusionMatrix(2);
    add(matrix, 0, 0, 5);
    add(matrix, 0, 1, 3);
    add(matrix, 1, 0, 1);
    add(matrix, 1, 1, 7);
    assertEquals(16, matrix.samples());
    assertEquals(8, matrix.support(0));
    assertEquals(10, matrix.predicted(1));
    assertEquals(12 / 16.0, matrix.accuracy());
    assertEquals(7 / 10.0, matrix.precision(1));
    assertEquals(7 / 8.0, matrix.recall(1));
    assertEquals(14 / 18.0, matrix.f1(1));
    assertEquals((5 / 6.0 + 7 / 10.0) / 2, matrix.precision(Average.MACRO), ROUNDING);
    assertEquals((5 / 8.0 + 7 / 8.0) / 2, matrix.recall(Average.MACRO), ROUNDING);
  }

  @Test
  void refusesMoreClassesThanItCanHold() {
    assertError(SettingException.class, () -> new ConfusionMatrix(50_000), "found 50000");
    assertError(
        SettingException.class, () -> new ConfusionMatrix(46_340), "-Xmx", "confusion matrix");
  }

  private static void add(ConfusionMatrix matrix, int target, int predicted, int count) {
    for (int i = 0; i < count; i++) {
      matrix.add(target, predicted);
    }
  }

  @Test
  void shareOfNothingIsZero() {
    assertEquals(0, ODD.precision(1));
    assertEquals(0, ODD.recall(2));
    assertEquals(0, ODD.f1(2));
    assertEquals(0, ODD.f1(3));
  }

  @Test
  void macroLeavesOutClassesThatDoNotOccur() {
    assertEquals((1 + 0 + 0) / 3.0, ODD.precision(Average.MACRO), ROUNDING);
    assertEquals((2 / 3.0) / 3, ODD.recall(Average.MACRO), ROUNDING);
    assertEquals((4 / 5.0) / 3, ODD.f1(Average.MACRO), ROUNDING);
  }

  @Test
  void weightedCountsTargets() {
    assertEquals(3 / 4.0, ODD.precision(Average.WEIGHTED), ROUNDING);
    assertEquals(2 / 4.0, ODD.recall(Average.WEIGHTED), ROUNDING);
    assertEquals(3 / 4.0 * 4 / 5, ODD.f1(Average.WEIGHTED), ROUNDING);
  }

  @Test
  void microIsTheAccuracy() {
    assertEquals(0.5, ODD.accuracy());
    assertEquals(0.5, ODD.precision(Average.MICRO));
    assertEquals(0.5, ODD.recall(Average.MICRO));
    assertEquals(0.5, ODD.f1(Average.MICRO));
  }

  @ParameterizedTest
  @EnumSource
  void withoutSamplesThereIsNoAverage(Average average) {
    ConfusionMatrix empty = new ConfusionMatrix(3);
    assertEquals(Double.NaN, empty.accuracy());
    assertEquals(Double.NaN, empty.precision(average));
    assertEquals(Double.NaN, empty.recall(average));
    assertEquals(Double.NaN, empty.f1(average));
  }

  @Test
  void figuresAreThoseOfTheirDefinitions() {
    Random random = new Random(5);
    int[] targets = random.ints(400, 0, 5).toArray();
    int[] predictions = random.ints(400, 0, 5).map(p -> Math.max(0, p - 1)).toArray();
    ConfusionMatrix matrix = ConfusionMatrix.of(targets, predictions, 5);
    for (int c = 0; c < 5; c++) {
      double both = 0;
      double ofTarget = 0;
      double ofPrediction = 0;
      for (int i = 0; i < targets.length; i++) {
        both += targets[i] == c && predictions[i] == c ? 1 : 0;
        ofTarget += targets[i] == c ? 1 : 0;
        ofPrediction += predictions[i] == c ? 1 : 0;
      }
      double precision = ofPrediction == 0 ? 0 : both / ofPrediction;
      double recall = both / ofTarget;
      double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
      assertEquals(precision, matrix.precision(c), ROUNDING);
      assertEquals(recall, matrix.recall(c), ROUNDING);
      assertEquals(f1, matrix.f1(c), ROUNDING);
    }
  }

  @Test
  void mergedIsAsCountedTogether() {
    ConfusionMatrix first = ConfusionMatrix.of(new int[] {0, 1, 1}, new int[] {1, 1, 0}, 2);
    ConfusionMatrix copy = first.copy();
    first.merge(ConfusionMatrix.of(new int[] {1, 0}, new int[] {1, 1}, 2));
    ConfusionMatrix whole =
        ConfusionMatrix.of(new int[] {0, 1, 1, 1, 0}, new int[] {1, 1, 0, 1, 1}, 2);
    assertEquals(whole.toString(), first.toString());
    assertEquals(3, copy.samples());
  }

  @Test
  void printsATable() {
    assertEquals(
        String.join(
            System.lineSeparator(),
            "target \\ predicted     0     1",
            "                 0     0     1",
            "                 1     1     2"),
        ConfusionMatrix.of(new int[] {0, 1, 1, 1}, new int[] {1, 1, 0, 1}, 2).toString());
  }

  @Test
  void refusesWhatIsNoClass() {
    ConfusionMatrix matrix = new ConfusionMatrix(3);
    assertError(DataException.class, () -> matrix.add(3, 0), "Target", "0 to 2", "found 3");
    assertError(DataException.class, () -> matrix.add(0, -1), "Prediction", "found -1");
    assertError(SettingException.class, () -> new ConfusionMatrix(0), "at least 1", "found 0");
    assertError(
        ShapeException.class, () -> matrix.merge(new ConfusionMatrix(2)), "3 classes", "found 2");
    assertError(
        ShapeException.class,
        () -> ConfusionMatrix.of(new int[2], new int[1], 2),
        "2 predictions",
        "found 1");
  }
}
