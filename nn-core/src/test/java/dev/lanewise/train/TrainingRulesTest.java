package dev.lanewise.train;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Clipping;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Penalty;
import dev.lanewise.optimizer.Regularization;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Clipping, penalties, constraints, weights and accumulation, read off single steps of descent. */
class TrainingRulesTest {
  private static final double RATE = 0.5;
  private static final double TOLERANCE = 1e-6;
  private static final int CLASSES = 4;
  private static final Shape INPUT = Shape.of(9);
  private static final Network NETWORK =
      Network.of(INPUT, new Dense(17, Activation.RELU), new Dense(CLASSES));
  private static final Model MODEL = NETWORK.initialize(1);
  private static final Dataset DATA = Samples.classes(48, INPUT, CLASSES, 1);
  private static final List<Integer> PARAMETERS = List.of(0, 1, 2, 3);

  private static Model step(UnaryOperator<Trainer.Builder> settings) {
    return step(settings, Fit.epochs(1));
  }

  private static Model step(UnaryOperator<Trainer.Builder> settings, Fit fit) {
    Trainer.Builder builder =
        Trainer.builder(MODEL, Loss.softmaxCrossEntropy(), Optimizer.sgd(RATE))
            .batchSize(48)
            .backend("reference")
            .threads(2);
    try (Trainer trainer = settings.apply(builder).build()) {
      trainer.fit(DATA, fit);
      return trainer.model();
    }
  }

  /** What a step has taken off a parameter, divided by the rate: the gradient that was applied. */
  private static double[] applied(Model after, int parameter) {
    float[] before = MODEL.values(parameter);
    float[] now = after.values(parameter);
    double[] gradient = new double[before.length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = ((double) before[i] - now[i]) / RATE;
    }
    return gradient;
  }

  private static double norm(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  @Test
  void limitsThatAreNeverReachedChangeNoBit() {
    long plain = step(b -> b).checksum();
    assertEquals(plain, step(b -> b.clipping(Clipping.byValue(1e6))).checksum());
    assertEquals(plain, step(b -> b.clipping(Clipping.byParameterNorm(1e6))).checksum());
    assertEquals(plain, step(b -> b.clipping(Clipping.byGlobalNorm(1e6))).checksum());
    assertEquals(plain, step(b -> b.accumulation(5)).checksum());
    assertEquals(plain, step(b -> b.classWeights(1, 1, 1, 1)).checksum());
    Regularization loose = Regularization.none().withMaxNorm("0.weight", 1e6);
    assertEquals(plain, step(b -> b.regularization(loose)).checksum());
  }

  @Test
  void clipsElements() {
    double limit = 0.002;
    Model plain = step(b -> b);
    Model clipped = step(b -> b.clipping(Clipping.byValue(limit)));
    for (int parameter : PARAMETERS) {
      DoubleUnaryOperator clip = g -> Math.clamp(g, -limit, limit);
      assertGradient(applied(plain, parameter), clip, applied(clipped, parameter));
    }
  }

  private static void assertGradient(double[] plain, DoubleUnaryOperator rule, double[] found) {
    for (int i = 0; i < plain.length; i++) {
      assertEquals(rule.applyAsDouble(plain[i]), found[i], TOLERANCE);
    }
  }

  @Test
  void clipsTheNormOfEachParameter() {
    double limit = 0.05;
    Model plain = step(b -> b);
    Model clipped = step(b -> b.clipping(Clipping.byParameterNorm(limit)));
    for (int parameter : PARAMETERS) {
      double norm = norm(applied(plain, parameter));
      double factor = Math.min(1, limit / norm);
      assertGradient(applied(plain, parameter), g -> factor * g, applied(clipped, parameter));
    }
    assertEquals(limit, norm(applied(clipped, 0)), TOLERANCE, "this one was too large");
  }

  @Test
  void clipsTheNormOfTheWholeGradient() {
    double limit = 0.05;
    Model plain = step(b -> b);
    Model clipped = step(b -> b.clipping(Clipping.byGlobalNorm(limit)));
    double squares = 0;
    for (int parameter : PARAMETERS) {
      double norm = norm(applied(plain, parameter));
      squares += norm * norm;
    }
    double factor = limit / Math.sqrt(squares);
    assertTrue(factor < 1);
    for (int parameter : PARAMETERS) {
      assertGradient(applied(plain, parameter), g -> factor * g, applied(clipped, parameter));
    }
  }

  @Test
  void penaltiesJoinTheGradient() {
    Regularization rules =
        Regularization.ofWeights(NETWORK, Penalty.elastic(0.01, 0.02))
            .with("0.bias", Penalty.l1(0.03));
    Model plain = step(b -> b);
    for (UnaryOperator<Trainer.Builder> path : paths()) {
      Model penalised = step(b -> path.apply(b.regularization(rules)));
      for (int parameter : List.of(0, 2)) {
        float[] w = MODEL.values(parameter);
        double[] expected = applied(plain, parameter);
        for (int i = 0; i < w.length; i++) {
          expected[i] += 0.01 * Math.signum(w[i]) + 2 * 0.02 * w[i];
        }
        assertGradient(expected, g -> g, applied(penalised, parameter));
      }
      assertGradient(applied(plain, 3), g -> g, applied(penalised, 3));
    }
  }

  /** The update in one pass, and in two with the whole gradient. */
  private static List<UnaryOperator<Trainer.Builder>> paths() {
    return List.of(b -> b, b -> b.clipping(Clipping.byGlobalNorm(1e6)));
  }

  @Test
  void noUnitGrowsBeyondItsLargestNorm() {
    double limit = 0.85;
    Regularization rules = Regularization.none().withMaxNorm("0.weight", limit);
    float[] plain = step(b -> b).values(0);
    for (UnaryOperator<Trainer.Builder> path : paths()) {
      Model constrained = step(b -> path.apply(b.regularization(rules)));
      int tooLarge = 0;
      for (int unit = 0; unit < 17; unit++) {
        double norm = columnNorm(plain, unit);
        double factor = norm > limit ? limit / norm : 1;
        tooLarge += norm > limit ? 1 : 0;
        for (int input = 0; input < 9; input++) {
          int i = input * 17 + unit;
          assertEquals(factor * plain[i], constrained.values(0)[i], TOLERANCE);
        }
      }
      assertTrue(tooLarge > 0 && tooLarge < 17, "some units and not all: " + tooLarge);
    }
  }

  private static double columnNorm(float[] w, int unit) {
    double squares = 0;
    for (int input = 0; input < 9; input++) {
      squares += (double) w[input * 17 + unit] * w[input * 17 + unit];
    }
    return Math.sqrt(squares);
  }

  @Test
  void accumulatedBatchesAreOneLargeBatchUpToRounding() {
    Model whole = step(b -> b);
    Model pieces = step(b -> b.batchSize(10).accumulation(5));
    for (int parameter : PARAMETERS) {
      assertGradient(applied(whole, parameter), g -> g, applied(pieces, parameter));
    }
  }

  @Test
  void accumulationReportsTheSameLosses() {
    assertEquals(losses(16, 1), losses(4, 4));
    assertEquals(3, losses(4, 4).size());
  }

  private static List<Double> losses(int batchSize, int accumulation) {
    List<Double> losses = new java.util.ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onBatch(Progress progress) {
            losses.add(Math.round(progress.batchLoss() * 1e6) / 1e6);
          }
        };
    step(
        b -> b.batchSize(batchSize).accumulation(accumulation),
        Fit.epochs(1).withListener(listener));
    return losses;
  }

  @Test
  void weightsOfClassesAndSamplesScaleTheirGradients() {
    float[] ofClass = {1, 0, 2.5f, 0.5f};
    float[] ofSample = new float[DATA.size()];
    for (int i = 0; i < ofSample.length; i++) {
      ofSample[i] = ofClass[Samples.classOf(DATA, i)];
    }
    long byClass = step(b -> b.classWeights(ofClass)).checksum();
    assertEquals(byClass, step(b -> b, Fit.epochs(1).withSampleWeights(ofSample)).checksum());
  }

  @Test
  void aWeightOfTwoIsTwiceTheGradient() {
    float[] two = new float[DATA.size()];
    java.util.Arrays.fill(two, 2);
    Model plain = step(b -> b);
    Model weighted = step(b -> b, Fit.epochs(1).withSampleWeights(two));
    for (int parameter : PARAMETERS) {
      assertGradient(applied(plain, parameter), g -> 2 * g, applied(weighted, parameter));
    }
  }

  @Test
  void samplesOfWeightZeroDoNotCount() {
    Model nothing = step(b -> b, Fit.epochs(1).withSampleWeights(new float[DATA.size()]));
    assertEquals(MODEL.checksum(), nothing.checksum());
  }

  @Test
  void refusesRulesWithoutMeaning() {
    assertThrows(SettingException.class, () -> Clipping.byValue(0));
    assertThrows(SettingException.class, () -> Clipping.byParameterNorm(Double.NaN));
    assertThrows(SettingException.class, () -> Clipping.byGlobalNorm(-1));
    assertThrows(SettingException.class, () -> Penalty.elastic(-1, 0));
    assertThrows(SettingException.class, () -> Penalty.l2(Double.POSITIVE_INFINITY));
    assertThrows(SettingException.class, () -> Regularization.none().withMaxNorm("0.weight", 0));
    assertThrows(SettingException.class, () -> step(b -> b.accumulation(0)));
    assertThrows(SettingException.class, () -> step(b -> b.classWeights(1, -1)));
    assertThrows(
        SettingException.class, () -> Fit.epochs(1).withSampleWeights(new float[] {Float.NaN}));
  }

  @Test
  void aStepThatFailsBetweenItsBatchesLeavesNothingBehind() {
    float[] labels = new float[DATA.size()];
    labels[30] = CLASSES;
    Dataset bad = ArrayDataset.of(new float[9 * DATA.size()], INPUT, labels, 1);
    Trainer.Builder builder =
        Trainer.builder(MODEL, Loss.softmaxCrossEntropy(), Optimizer.sgd(RATE))
            .batchSize(24)
            .accumulation(2)
            .backend("reference");
    try (Trainer trainer = builder.build();
        Trainer other = builder.build()) {
      assertError(
          DataException.class, () -> trainer.fit(bad, Fit.epochs(1).unshuffled()), "Sample 30");
      trainer.fit(DATA, Fit.epochs(1));
      other.fit(DATA, Fit.epochs(1));
      assertEquals(other.model().checksum(), trainer.model().checksum());
    }
  }

  @Test
  void namesWhatDoesNotFit() {
    Regularization unknown = Regularization.none().with("9.weight", Penalty.l1(1));
    assertError(
        SettingException.class,
        () -> step(b -> b.regularization(unknown)),
        "9.weight",
        "0.weight, 0.bias, 1.weight, 1.bias");
    assertError(
        SettingException.class, () -> step(b -> b.classWeights(1, 1)), "2 classes", "4 classes");
    assertError(
        DataException.class,
        () -> step(b -> b, Fit.epochs(1).withSampleWeights(new float[3])),
        "48 samples",
        "3");
  }
}
