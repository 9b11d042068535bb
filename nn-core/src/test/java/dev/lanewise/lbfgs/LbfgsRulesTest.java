package dev.lanewise.lbfgs;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.engine.TrainingRules;
import dev.lanewise.engine.TrainingSetup;
import dev.lanewise.engine.WholeBatch;
import dev.lanewise.kernels.reference.ReferenceKernels;
import dev.lanewise.layers.Dense;
import dev.lanewise.lbfgs.Objective.Point;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Penalty;
import dev.lanewise.optimizer.Regularization;
import dev.lanewise.team.Team;
import dev.lanewise.train.Fit;
import dev.lanewise.train.History;
import dev.lanewise.train.Samples;
import dev.lanewise.train.Trainer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Penalties, weights of samples and classes, against Commons Math, a trainer and differences. */
class LbfgsRulesTest {
  private static final Lbfgs SETTINGS = Lbfgs.iterations(200);
  private static final int SAMPLES = 50;
  private static final int INPUTS = 3;
  private static final Network LINEAR = Network.of(Shape.of(INPUTS), new Dense(1));
  private static final Loss LOSS = Loss.meanSquaredError();

  private final Random random = new Random(1);
  private final float[][] inputs = new float[SAMPLES][INPUTS];
  private final float[] weights = new float[SAMPLES];

  LbfgsRulesTest() {
    for (int i = 0; i < SAMPLES; i++) {
      weights[i] = i % 5 == 0 ? 0 : 3 * random.nextFloat();
      for (int j = 0; j < INPUTS; j++) {
        inputs[i][j] = (float) random.nextGaussian();
      }
    }
  }

  private float[][] targets(double scale, double offset) {
    float[][] targets = new float[SAMPLES][1];
    for (int i = 0; i < SAMPLES; i++) {
      double line = inputs[i][0] - 2 * inputs[i][1] + 0.5 * inputs[i][2] + offset;
      targets[i][0] = (float) (scale * (line + 0.3 * random.nextGaussian()));
    }
    return targets;
  }

  /**
   * The minimum of {@code sum weights (y - x b - c)^2 / n + l2 b^2} by a QR decomposition in
   * double: a penalty is a further sample for each coefficient.
   *
   * @return the coefficients, then the constant
   */
  private double[] exactly(float[][] targets, float[] weightOf, double l2) {
    double[][] x = new double[SAMPLES + INPUTS][INPUTS + 1];
    double[] y = new double[SAMPLES + INPUTS];
    for (int i = 0; i < SAMPLES; i++) {
      double root = Math.sqrt((double) weightOf[i] / SAMPLES);
      for (int j = 0; j < INPUTS; j++) {
        x[i][j] = root * inputs[i][j];
      }
      x[i][INPUTS] = root;
      y[i] = root * targets[i][0];
    }
    for (int j = 0; j < INPUTS; j++) {
      x[SAMPLES + j][j] = Math.sqrt(l2);
    }
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
    regression.setNoIntercept(true);
    regression.newSampleData(y, x);
    return regression.estimateRegressionParameters();
  }

  private LbfgsResult fit(float[][] targets, Optional<float[]> weightsOf, double l2) {
    LbfgsTrainer trainer =
        LbfgsTrainer.builder(LINEAR.initialize(1), LOSS, SETTINGS)
            .regularization(Regularization.ofWeights(LINEAR, Penalty.l2(l2)))
            .build();
    LbfgsFit fit = weightsOf.map(LbfgsFit.plain()::withSampleWeights).orElse(LbfgsFit.plain());
    return trainer.fit(ArrayDataset.of(inputs, targets), fit);
  }

  /**
   * WeightedLosses are floats, and where they are flat their square root of an error is the best.
   */
  private static void assertSolution(double[] expected, LbfgsResult found) {
    double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    float[] w = found.model().values(0);
    for (int j = 0; j < INPUTS; j++) {
      assertEquals(expected[j] / size, w[j] / size, 3e-4, found::toString);
    }
    assertEquals(expected[INPUTS] / size, found.model().values(1)[0] / size, 3e-4, found::toString);
    assertTrue(found.evaluations() < 150, found::toString);
  }

  private static float[] ones() {
    float[] ones = new float[SAMPLES];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Targets of any size, also ones far from zero, without scaling by hand. */
  @ParameterizedTest
  @CsvSource({
    "1, 0",
    "1, 100",
    "1e3, 0",
    "1e7, 0",
    "1e7, 3",
    "1e7, 100",
    "-1e7, 1",
    "1e12, 0",
    "1e15, 3",
    "1e-3, 0",
    "1e-7, 0",
    "1e-7, 10"
  })
  void solvesLeastSquares(double scale, double offset) {
    float[][] targets = targets(scale, offset);
    assertSolution(exactly(targets, ones(), 0), fit(targets, Optional.empty(), 0));
  }

  @ParameterizedTest
  @CsvSource({"1, 0.1", "1, 10", "1, 0.001", "1e7, 0.1", "1e-7, 0.1"})
  void solvesRidgeRegression(double scale, double l2) {
    float[][] targets = targets(scale, 1);
    LbfgsResult found = fit(targets, Optional.empty(), l2);
    double[] expected = exactly(targets, ones(), l2);
    assertSolution(expected, found);
    double squares = 0;
    double errors = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double error = targets[i][0] - expected[INPUTS];
      for (int j = 0; j < INPUTS; j++) {
        error -= expected[j] * inputs[i][j];
      }
      errors += error * error / SAMPLES;
    }
    for (int j = 0; j < INPUTS; j++) {
      squares += expected[j] * expected[j];
    }
    assertEquals(1, found.loss() / errors, 1e-3);
    assertEquals(1, found.penalty() / (l2 * squares), 1e-3);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 0.1", "1e7, 0", "1e7, 0.1"})
  void solvesWeightedLeastSquares(double scale, double l2) {
    float[][] targets = targets(scale, 1);
    assertSolution(exactly(targets, weights, l2), fit(targets, Optional.of(weights), l2));
  }

  /** Not even the units of the targets come from a sample that does not count. */
  @Test
  void aWeightOfZeroLeavesASampleOut() {
    float[][] targets = targets(1, 1);
    float[][] spoilt = targets(1, 1);
    for (int i = 0; i < SAMPLES; i++) {
      spoilt[i][0] = weights[i] == 0 ? 1e15f : targets[i][0];
    }
    LbfgsResult expected = fit(targets, Optional.of(weights), 0);
    assertSolution(exactly(targets, weights, 0), expected);
    assertEquals(
        expected.model().checksum(), fit(spoilt, Optional.of(weights), 0).model().checksum());
  }

  @Test
  void nothingHappensIfNoSampleCounts() {
    LbfgsResult found = fit(targets(1, 0), Optional.of(new float[SAMPLES]), 0);
    assertEquals(LbfgsResult.Stop.GRADIENT, found.stop());
    assertEquals(0, found.iterations());
    assertEquals(LINEAR.initialize(1).checksum(), found.model().checksum());
  }

  /** Weights and penalties have the gradient that a step of plain descent by a trainer follows. */
  @Test
  void theGradientIsThatOfATrainer() {
    Dataset data = Samples.classes(SAMPLES, Shape.of(4), 3, 1);
    Network network = Network.of(Shape.of(4), new Dense(5, Activation.TANH), new Dense(3));
    Model model = network.initialize(2);
    Loss loss = Loss.softmaxCrossEntropy();
    float[] classes = {1, 3, 0.5f};
    Regularization ridge =
        Regularization.ofWeights(network, Penalty.l2(0.25)).with("1.bias", Penalty.l2(2));
    double rate = 1024;
    try (Team team = Team.of(2);
        Trainer trainer =
            Trainer.builder(model, loss, Optimizer.sgd(rate))
                .batchSize(SAMPLES)
                .classWeights(classes)
                .regularization(ridge)
                .build()) {
      FullBatch batch =
          new FullBatch(
              network,
              new WholeBatch(
                  new TrainingSetup(
                      new ReferenceKernels(),
                      model,
                      WeightedLosses.of(loss),
                      TrainingRules.none(),
                      Optional.of(classes),
                      data.size(),
                      0,
                      team),
                  data,
                  Optional.of(weights)));
      Point point = new Penalized(batch, network, ridge).at(batch.parameters());
      History history = trainer.fit(data, Fit.epochs(1).unshuffled().withSampleWeights(weights));
      assertEquals(history.epochs().getFirst().training().loss(), point.loss(), 1e-6);
      int next = 0;
      for (int p = 0; p < 4; p++) {
        float[] before = model.values(p);
        float[] after = trainer.model().values(p);
        for (int i = 0; i < before.length; i++) {
          assertEquals((before[i] - (double) after[i]) / rate, point.gradient()[next], 2e-6);
          next++;
        }
      }
    }
  }

  /** In double, so differences are exact enough; units do not disturb them. */
  @Test
  void theGradientOfPenaltiesIsThatOfDifferences() {
    Network network = Network.of(Shape.of(2), new Dense(2, Activation.TANH), new Dense(1));
    Regularization rules =
        Regularization.ofWeights(network, Penalty.l2(0.3)).with("0.bias", Penalty.l2(5));
    Objective zero = x -> new Point(x, Math.exp(x[0]), zeroBut(x.length, Math.exp(x[0])));
    Objective penalized = new Penalized(zero, network, rules);
    Objective rescaled = new Rescaled(penalized, network, new TargetScale(0x1p10, 0x1p20));
    double[] x = random.doubles(9, -1, 1).toArray();
    double h = 1e-5;
    for (Objective each : new Objective[] {penalized, rescaled}) {
      double[] gradient = each.at(x).gradient();
      for (int i = 0; i < x.length; i++) {
        double[] above = x.clone();
        double[] below = x.clone();
        above[i] += h;
        below[i] -= h;
        double slope = (each.at(above).value() - each.at(below).value()) / (2 * h);
        assertEquals(slope, gradient[i], 1e-9);
      }
    }
    double expected = 0;
    for (int i : new int[] {0, 1, 2, 3, 6, 7}) {
      expected += 0.3 * x[i] * x[i];
    }
    expected += 5 * (x[4] * x[4] + x[5] * x[5]);
    assertEquals(expected, penalized.at(x).penalty(), 1e-12);
  }

  private static double[] zeroBut(int length, double first) {
    double[] gradient = new double[length];
    gradient[0] = first;
    return gradient;
  }

  /** A class that counts twice is one whose samples are there twice, and so is such a sample. */
  @Test
  void weightsAreRepetitions() {
    int[] labels = random.ints(SAMPLES, 0, 2).toArray();
    int twice = (int) Arrays.stream(labels).filter(label -> label == 1).count();
    float[][] more = Arrays.copyOf(inputs, SAMPLES + twice);
    int[] moreLabels = Arrays.copyOf(labels, SAMPLES + twice);
    float[] factors = new float[SAMPLES];
    int next = SAMPLES;
    for (int i = 0; i < SAMPLES; i++) {
      factors[i] = labels[i] + 1;
      if (labels[i] == 1) {
        more[next] = inputs[i];
        moreLabels[next] = 1;
        next++;
      }
    }
    Network network = Network.of(Shape.of(INPUTS), new Dense(2));
    // The mean is over the samples that are there, so the penalty has to be, too.
    double l2 = 0.01;
    double others = l2 * SAMPLES / (SAMPLES + twice);
    LbfgsTrainer byClass = logistic(network, l2).classWeights(1, 2).build();
    float[] expected =
        logistic(network, others).build().fit(ArrayDataset.of(more, moreLabels)).model().values(0);
    Dataset data = ArrayDataset.of(inputs, labels);
    assertArrayEquals(expected, byClass.fit(data).model().values(0), 1e-3f);
    LbfgsFit bySample = LbfgsFit.plain().withSampleWeights(factors);
    assertArrayEquals(
        expected, logistic(network, l2).build().fit(data, bySample).model().values(0), 1e-3f);
  }

  private static LbfgsTrainer.Builder logistic(Network network, double l2) {
    return LbfgsTrainer.builder(network.initialize(1), Loss.softmaxCrossEntropy(), SETTINGS)
        .regularization(Regularization.ofWeights(network, Penalty.l2(l2)));
  }

  @Test
  void refusesWhatItCannotMinimise() {
    LbfgsTrainer.Builder builder = LbfgsTrainer.builder(LINEAR.initialize(1), LOSS, SETTINGS);
    Regularization lasso = Regularization.ofWeights(LINEAR, Penalty.elastic(0.5, 1));
    assertError(
        SettingException.class, () -> builder.regularization(lasso), "0.weight", "l1=0.5", "l2");
    Regularization norm = Regularization.none().withMaxNorm("0.weight", 2);
    assertError(
        SettingException.class, () -> builder.regularization(norm), "0.weight", "2.0", "Trainer");
    Regularization unknown = Regularization.none().with("7.weight", Penalty.l2(1));
    assertError(SettingException.class, () -> builder.regularization(unknown), "'7.weight'");
    assertError(
        SettingException.class, () -> builder.classWeights(1, 2).build(), "Weights of classes");
    assertError(SettingException.class, () -> builder.classWeights(-1), "class 0", "-1.0");
  }

  @Test
  void refusesWeightsThatDoNotFit() {
    LbfgsTrainer trainer = LbfgsTrainer.builder(LINEAR.initialize(1), LOSS, SETTINGS).build();
    Dataset data = ArrayDataset.of(inputs, targets(1, 0));
    LbfgsFit few = LbfgsFit.plain().withSampleWeights(new float[] {1, 2});
    assertError(DataException.class, () -> trainer.fit(data, few), "50 samples", "weights for 2");
    assertError(
        SettingException.class,
        () -> LbfgsFit.plain().withSampleWeights(new float[] {1, Float.NaN}),
        "sample 1",
        "NaN");
  }
}
