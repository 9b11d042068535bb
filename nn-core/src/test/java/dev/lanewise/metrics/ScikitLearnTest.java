package dev.lanewise.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/**
 * All metrics against scikit-learn 1.9.1 (numpy 2.4.6), on data that both sides draw from the same
 * generator, {@code x = 48271 x mod (2^31 - 1)}: 500 samples of 4 classes whose scores are
 * multiples of 1/4, so that many tie, with class 3 at a disadvantage; 400 samples of 3 classes with
 * probabilities; and 300 samples of two regressions, the second far from zero. Probabilities are
 * {@code exp(z - max z)} divided by their sum in doubles.
 *
 * <p>The calls were {@code confusion_matrix}, {@code precision_recall_fscore_support(average=...)},
 * {@code log_loss}, {@code roc_auc_score} (for several classes with {@code multi_class='ovr'}),
 * {@code mean_squared_error}, {@code mean_absolute_error} and {@code r2_score}; the accuracies of
 * the best k were counted with numpy, equal scores in the order of the classes, because {@code
 * top_k_accuracy_score} takes the last of them first.
 */
class ScikitLearnTest {
  private static final double ROUNDING = 1e-13;
  private static final int CLASSES = 4;

  private static final long[][] CONFUSION = {
    {63, 30, 23, 9}, {28, 62, 21, 10}, {21, 24, 51, 7}, {44, 40, 30, 37}
  };
  private static final double[] PRECISION = {
    0.40384615384615385, 0.3974358974358974, 0.408, 0.5873015873015873
  };
  private static final double[] RECALL = {
    0.504, 0.512396694214876, 0.49514563106796117, 0.24503311258278146
  };
  private static final double[] F1 = {
    0.4483985765124555, 0.44765342960288806, 0.4473684210526316, 0.34579439252336447
  };

  private static final class Generator {
    private long state;

    Generator(long seed) {
      state = seed;
    }

    int next(int bound) {
      state = state * 48271 % Integer.MAX_VALUE;
      return (int) (state % bound);
    }
  }

  private interface Sample {
    void use(int target, float[] logits);
  }

  private static void classification(Sample sample) {
    Generator random = new Generator(1);
    for (int i = 0; i < 500; i++) {
      int target = random.next(CLASSES);
      float[] logits = new float[CLASSES];
      for (int c = 0; c < CLASSES; c++) {
        logits[c] = (random.next(17) - 8) / 4f;
      }
      logits[target] += 0.75f;
      logits[3] -= 1;
      sample.use(target, logits);
    }
  }

  @Test
  void severalClasses() {
    ClassificationMetrics metrics = new ClassificationMetrics(CLASSES, Scores.LOGITS);
    classification(metrics::add);
    ClassificationReport report = metrics.report();
    ConfusionMatrix confusion = report.confusion();
    for (int t = 0; t < CLASSES; t++) {
      for (int p = 0; p < CLASSES; p++) {
        assertEquals(CONFUSION[t][p], confusion.count(t, p));
      }
      assertEquals(PRECISION[t], confusion.precision(t), ROUNDING);
      assertEquals(RECALL[t], confusion.recall(t), ROUNDING);
      assertEquals(F1[t], confusion.f1(t), ROUNDING);
    }
    assertAverages(confusion, Average.MICRO, 0.426, 0.426, 0.426);
    assertAverages(
        confusion, Average.MACRO, 0.4491459096459096, 0.43914385946640466, 0.4223037049228349);
    assertAverages(confusion, Average.WEIGHTED, 0.45855410500610505, 0.426, 0.41701957537091094);
    assertEquals(0.426, report.accuracy(), ROUNDING);
    assertEquals(0.426, report.topKAccuracy(1), ROUNDING);
    assertEquals(0.676, report.topKAccuracy(2), ROUNDING);
    assertEquals(0.87, report.topKAccuracy(3), ROUNDING);
    assertEquals(1.3974162497876317, report.logLoss(), ROUNDING);
    assertEquals(0.7111343088999816, report.rocAuc(), 1e-4, "rounding decides some ties");
  }

  private static void assertAverages(
      ConfusionMatrix confusion, Average average, double precision, double recall, double f1) {
    assertEquals(precision, confusion.precision(average), ROUNDING);
    assertEquals(recall, confusion.recall(average), ROUNDING);
    assertEquals(f1, confusion.f1(average), ROUNDING);
  }

  /** Multiples of 1/16 are exact, so that equal probabilities are equal on both sides. */
  @Test
  void probabilities() {
    Generator random = new Generator(11);
    ClassificationMetrics metrics = new ClassificationMetrics(3, Scores.PROBABILITIES);
    for (int i = 0; i < 400; i++) {
      int target = random.next(3);
      int first = random.next(17);
      int second = random.next(17 - first);
      float[] outputs = {first / 16f, second / 16f, (16 - first - second) / 16f};
      if (random.next(2) == 1) {
        float swapped = outputs[0];
        outputs[0] = outputs[target];
        outputs[target] = swapped;
      }
      metrics.add(target, outputs);
    }
    assertEquals(0.6018112161655731, metrics.report().rocAuc(), ROUNDING);
  }

  @Test
  void oneOutput() {
    ClassificationMetrics metrics = new ClassificationMetrics(1, Scores.LOGITS);
    classification((target, logits) -> metrics.add(target == 1 ? 1 : 0, new float[] {logits[1]}));
    ClassificationReport report = metrics.report();
    ConfusionMatrix confusion = report.confusion();
    assertEquals(198, confusion.count(0, 0));
    assertEquals(181, confusion.count(0, 1));
    assertEquals(39, confusion.count(1, 0));
    assertEquals(82, confusion.count(1, 1));
    assertEquals(0.56, report.accuracy(), ROUNDING);
    assertEquals(0.7824571516056424, report.logLoss(), ROUNDING);
    assertEquals(0.6715475697245906, report.rocAuc(), ROUNDING);
  }

  @Test
  void regression() {
    Generator random = new Generator(7);
    RegressionMetrics metrics = new RegressionMetrics(2);
    for (int i = 0; i < 300; i++) {
      float[] target = new float[2];
      float[] prediction = new float[2];
      target[0] = (random.next(1001) - 500) / 64f;
      target[1] = 1000 + (random.next(1001) - 500) / 64f;
      prediction[0] = target[0] + (random.next(201) - 100) / 32f;
      prediction[1] = target[1] + (random.next(201) - 100) / 32f;
      metrics.add(target, prediction);
    }
    RegressionReport report = metrics.report();
    assertEquals(300, report.samples());
    assertEquals(3.418369140625, report.meanSquaredError(), ROUNDING);
    assertEquals(1.629375, report.meanAbsoluteError(), ROUNDING);
    assertEquals(0.8216681327803634, report.r2OfOutputs().get(0), ROUNDING);
    assertEquals(0.8323304776126346, report.r2OfOutputs().get(1), ROUNDING);
    assertEquals(0.826999305196499, report.r2(), ROUNDING);
  }
}
