package dev.lanewise.lbfgs;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.DataException;
import dev.lanewise.DivergedException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.engine.TrainingRules;
import dev.lanewise.engine.TrainingSetup;
import dev.lanewise.engine.WholeBatch;
import dev.lanewise.kernels.Backends;
import dev.lanewise.kernels.reference.ReferenceKernels;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.GaussianDropout;
import dev.lanewise.layers.GaussianNoise;
import dev.lanewise.lbfgs.Objective.Point;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.team.Team;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Samples;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.WrappedDataset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LbfgsTest {
  private static final Lbfgs SETTINGS = Lbfgs.iterations(100);
  private static final Dataset REGRESSION = Samples.regression(60, Shape.of(4), 2, 1);

  @Test
  void settingsHaveRanges() {
    assertEquals(new Lbfgs(100, 200, 10, 1e-5, 1e-9), SETTINGS);
    assertEquals(
        new Lbfgs(100, 7, 3, 0.5, 0.25),
        SETTINGS.withMaxEvaluations(7).withHistory(3).withTolerances(0.5, 0.25));
    assertError(SettingException.class, () -> Lbfgs.iterations(0), "iterations", "found 0");
    assertError(SettingException.class, () -> SETTINGS.withMaxEvaluations(1), "evaluations");
    assertError(SettingException.class, () -> SETTINGS.withHistory(0), "history", "found 0");
    assertError(SettingException.class, () -> SETTINGS.withTolerances(-1, 0), "gradient");
    assertError(SettingException.class, () -> SETTINGS.withTolerances(0, Double.NaN), "change");
    assertError(SettingException.class, () -> trainer(network(new Dense(2))).threads(0), "threads");
  }

  @Test
  void refusesWhatDoesNotFit() {
    LbfgsTrainer trainer = trainer(network(new Dense(2))).build();
    Dataset narrow = Samples.regression(5, Shape.of(3), 2, 1);
    assertError(ShapeException.class, () -> trainer.fit(narrow), "4 values", "3 values");
    Dataset oneTarget = Samples.regression(5, Shape.of(4), 1, 1);
    assertError(ShapeException.class, () -> trainer.fit(oneTarget), "2 outputs", "1 targets");
    Dataset none = new NoSamples(REGRESSION);
    assertError(DataException.class, () -> trainer.fit(none), "at least 1 sample");
    Dataset noClass = Samples.classes(5, Shape.of(4), 9, 1);
    LbfgsTrainer classifier =
        LbfgsTrainer.builder(network(new Dense(2)), Loss.softmaxCrossEntropy(), SETTINGS).build();
    assertError(DataException.class, () -> classifier.fit(noClass));
    LbfgsTrainer random = trainer(network(new Dropout(0.5f), new Dense(2))).build();
    assertError(SettingException.class, () -> random.fit(REGRESSION), "random", "ropout");
    LbfgsTrainer noisy = trainer(network(new GaussianNoise(0.5f), new Dense(2))).build();
    assertError(SettingException.class, () -> noisy.fit(REGRESSION), "random", "GaussianNoise");
    LbfgsTrainer noisier = trainer(network(new GaussianDropout(0.5f), new Dense(2))).build();
    assertError(SettingException.class, () -> noisier.fit(REGRESSION), "random", "GaussianDropout");
  }

  @Test
  void refusesToStartWhereTheLossIsNotFinite() {
    float[][] inputs = {{1, Float.NaN, 3, 4}};
    Dataset data = ArrayDataset.of(inputs, new float[][] {{1, 2}});
    LbfgsTrainer trainer = trainer(network(new Dense(3), new Dense(2))).build();
    assertError(DivergedException.class, () -> trainer.fit(data), "NaN", "ense");
  }

  /** The loss is 1e38, but its gradient is beyond all floats. */
  @Test
  void refusesToStartWhereTheGradientIsNotFinite() {
    Dataset data = ArrayDataset.of(new float[][] {{1e20f}}, new float[][] {{1e19f}});
    Model zero = new Model(Network.of(Shape.of(1), new Dense(1)), new float[][] {{0}, {0}});
    LbfgsTrainer trainer = trainer(zero).build();
    assertError(DivergedException.class, () -> trainer.fit(data), "gradient", "0.weight");
  }

  @Test
  void anInterruptEndsItAndKeepsTheBest() {
    Model model = network(new Dense(5, Activation.TANH), new Dense(2));
    Thread.currentThread().interrupt();
    LbfgsResult result = trainer(model).build().fit(REGRESSION);
    assertTrue(Thread.interrupted());
    assertEquals(LbfgsResult.Stop.INTERRUPTED, result.stop());
    assertEquals(1, result.evaluations());
    assertEquals(model.checksum(), result.model().checksum());
  }

  private static Model network(Layer... layers) {
    return Network.of(Shape.of(4), layers).initialize(3);
  }

  private static LbfgsTrainer.Builder trainer(Model model) {
    return LbfgsTrainer.builder(model, Loss.meanSquaredError(), SETTINGS);
  }

  /** Linear least squares: what a linear layer cannot explain is left. */
  @Test
  void solvesALinearSystem() {
    float[][] inputs = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}, {1, 1, 1, 1}};
    float[][] targets = {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {16, 20}};
    Dataset data = ArrayDataset.of(inputs, targets);
    LbfgsResult result = trainer(network(new Dense(2))).build().fit(data);
    assertEquals(0, result.loss(), 1e-8);
    float[] weights = result.model().values(0);
    for (int i = 0; i < weights.length; i++) {
      assertEquals(i + 1, weights[i], 1e-3);
    }
  }

  @Test
  void reportsWhatItDid() {
    Model model = network(new Dense(5, Activation.TANH), new Dense(2));
    LbfgsResult result = trainer(model).build().fit(REGRESSION);
    assertTrue(result.loss() < evaluate(model), result::toString);
    assertEquals(evaluate(result.model()), result.loss(), 1e-7);
    assertTrue(result.iterations() > 10 && result.iterations() <= 100, result::toString);
    assertTrue(result.evaluations() > result.iterations(), result::toString);
    assertTrue(result.evaluations() <= 200, result::toString);
    assertEquals(
        "reference", trainer(model).backend("reference").build().backend().backend().name());
    assertEquals(
        Backends.select().backend().name(), trainer(model).build().backend().backend().name());
  }

  private static double evaluate(Model model) {
    try (Trainer trainer =
        Trainer.builder(model, Loss.meanSquaredError(), Optimizer.sgd(1)).build()) {
      return trainer.evaluate(REGRESSION).loss();
    }
  }

  /** The same as one step of plain gradient descent on the whole data set. */
  @Test
  void theGradientIsThatOfATrainer() {
    Model model = network(new Dense(5, Activation.TANH), new Dense(2));
    double rate = 1024;
    try (Team team = Team.of(1);
        Trainer trainer =
            Trainer.builder(model, Loss.meanSquaredError(), Optimizer.sgd(rate))
                .batchSize(REGRESSION.size())
                .build()) {
      FullBatch batch =
          new FullBatch(
              model.network(),
              new WholeBatch(
                  new TrainingSetup(
                      new ReferenceKernels(),
                      model,
                      WeightedLosses.of(Loss.meanSquaredError()),
                      TrainingRules.none(),
                      Optional.empty(),
                      REGRESSION.size(),
                      0,
                      team),
                  REGRESSION,
                  Optional.empty()));
      Point point = batch.at(batch.parameters());
      trainer.fit(REGRESSION, Fit.epochs(1).unshuffled());
      int next = 0;
      for (int p = 0; p < 4; p++) {
        float[] before = model.values(p);
        float[] after = trainer.model().values(p);
        for (int i = 0; i < before.length; i++) {
          double gradient = (before[i] - (double) after[i]) / rate;
          assertEquals(gradient, point.gradient()[next], 1e-6);
          assertEquals(before[i], point.x()[next]);
          next++;
        }
      }
      assertEquals(next, point.gradient().length);
      assertEquals(model.checksum(), batch.model(point.x()).checksum());
    }
  }

  /** A data set that has become empty. */
  private record NoSamples(Dataset data) implements WrappedDataset {
    @Override
    public int size() {
      return 0;
    }
  }
}
