package dev.lanewise.train;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.DivergedException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.engine.NormLimit;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Clipping;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Penalty;
import dev.lanewise.optimizer.Regularization;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that leave the range of floats: where it is noticed, and what is left of the model. */
class DivergenceTest {
  private static final Network ONE = Network.of(Shape.of(1), new Dense(1));
  private static final Dataset STEEP = data(new float[] {900, 1100, 1000, 1200}, 1, 2, 3, 4);

  private static Dataset data(float[] x, float... y) {
    float[][] inputs = new float[x.length][];
    float[][] targets = new float[x.length][];
    for (int i = 0; i < x.length; i++) {
      inputs[i] = new float[] {x[i]};
      targets[i] = new float[] {y[i]};
    }
    return ArrayDataset.of(inputs, targets);
  }

  private static Trainer trainer(Model model, double rate, UnaryOperator<Trainer.Builder> more) {
    Trainer.Builder builder =
        Trainer.builder(model, Loss.meanSquaredError(), Optimizer.sgd(rate))
            .batchSize(4)
            .threads(1)
            .backend("reference");
    return more.apply(builder).build();
  }

  private static Model model(float weight) {
    return new Model(ONE, new float[][] {{weight}, {0}});
  }

  @Test
  void rollsBackToTheNewestStateOfAFiniteLoss() {
    long newest = 0;
    int epochs = 0;
    try (Trainer trainer = trainer(ONE.initialize(1), 0.1, b -> b)) {
      while (Double.isFinite(trainer.evaluate(STEEP).loss())) {
        newest = trainer.model().checksum();
        epochs++;
        if (epochs == 50 || !trains(trainer)) {
          break;
        }
      }
    }
    assertTrue(epochs < 50, "it diverges");
    for (int wanted : new int[] {epochs - 1, epochs, epochs + 1, 50}) {
      try (Trainer trainer = trainer(ONE.initialize(1), 0.1, b -> b)) {
        History history = trainer.fit(STEEP, Fit.epochs(wanted).withRollBack());
        assertEquals(
            wanted < epochs ? StopReason.COMPLETED : StopReason.DIVERGED, history.reason());
        assertEquals(newest, trainer.model().checksum(), wanted + " epochs");
        assertTrue(Double.isFinite(trainer.evaluate(STEEP).loss()));
      }
    }
  }

  private static boolean trains(Trainer trainer) {
    try {
      trainer.fit(STEEP, Fit.epochs(1));
      return true;
    } catch (DivergedException e) {
      return false;
    }
  }

  @Test
  void theLastStepIsWatched() {
    Dataset large = data(new float[] {3e38f}, -9e18f);
    try (Trainer trainer = trainer(model(1e-30f), 0.1, b -> b)) {
      assertError(
          DivergedException.class,
          () -> trainer.fit(large, Fit.epochs(1)),
          "values of parameter 0.weight",
          "step 1");
    }
    try (Trainer trainer = trainer(model(1e-30f), 0.1, b -> b)) {
      assertEquals(StopReason.DIVERGED, trainer.fit(large, Fit.epochs(1).withRollBack()).reason());
      assertEquals(model(1e-30f).checksum(), trainer.model().checksum());
    }
  }

  @Test
  void aLossThatOnlyTheNextStepWouldSeeIsRolledBack() {
    try (Trainer trainer = trainer(model(0), 1, b -> b)) {
      trainer.learningRate(1e25);
      Fit oneStep = Fit.epochs(1).withStepBudget(1).withRollBack();
      assertEquals(StopReason.DIVERGED, trainer.fit(data(new float[] {1}, 1), oneStep).reason());
      assertEquals(model(0).checksum(), trainer.model().checksum());
    }
  }

  /** ReLU turns minus infinity into zero, so that the loss stays finite for ever. */
  @Test
  void parametersThatTheLossHidesAreWatched() {
    Network network = Network.of(Shape.of(1), new Dense(1, Activation.RELU), new Dense(1));
    Model start = new Model(network, new float[][] {{1 / 3e38f}, {0}, {1}, {0}});
    try (Trainer trainer = trainer(start, 1, b -> b)) {
      assertError(
          DivergedException.class,
          () -> trainer.fit(data(new float[] {3e38f}, 0), Fit.epochs(3)),
          "0.weight");
    }
  }

  @Test
  void aNormThatIsNotFiniteLimitsNothing() {
    Dataset large = data(new float[] {1e20f}, 1e19f);
    for (Clipping clipping : List.of(Clipping.byGlobalNorm(1), Clipping.byParameterNorm(1))) {
      try (Trainer trainer = trainer(model(0), 1e-30, b -> b.clipping(clipping))) {
        assertError(
            DivergedException.class,
            () -> trainer.fit(large, Fit.epochs(1)),
            "gradient of parameter 0.weight",
            "step 1");
        assertEquals(model(0).checksum(), trainer.model().checksum(), "as it was");
      }
    }
  }

  @Test
  void anInfiniteElementIsLimited() {
    Dataset large = data(new float[] {1e20f}, 1e19f);
    try (Trainer trainer = trainer(model(0), 0.5, b -> b.clipping(Clipping.byValue(1e-20)))) {
      trainer.fit(large, Fit.epochs(1));
      assertEquals(0.5e-20f, trainer.model().values(0)[0]);
    }
  }

  @Test
  void largeNormsKeepTheirDirection() {
    assertEquals(1e-40, NormLimit.factor(1e74, 1e-3), 1e-50);
    assertEquals((double) 0.1f, NormLimit.factor(100, 1));
    for (double squares : new double[] {0, 1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertEquals(1, NormLimit.factor(squares, 1));
    }
    assertEquals(1, NormLimit.factor(1e-300, 1e-100));
    assertEquals(1, NormLimit.factor(1, 1e300));
  }

  @Test
  void aLargestNormLeavesWhatIsInfinite() {
    Network network = Network.of(Shape.of(2), new Dense(1));
    Regularization rules = Regularization.none().withMaxNorm("0.weight", 1);
    Dataset data = ArrayDataset.of(new float[][] {{3e38f, 0}}, new float[][] {{-9e18f}});
    Model start = new Model(network, new float[][] {{1e-30f, 0.5f}, {0}});
    try (Trainer trainer = trainer(start, 0.1, b -> b.regularization(rules))) {
      assertError(DivergedException.class, () -> trainer.fit(data, Fit.epochs(1)), "0.weight");
      assertArrayEquals(new float[] {Float.NEGATIVE_INFINITY, 0.5f}, trainer.model().values(0));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesFactorsWithoutMeaning(double factor) {
    try (Trainer trainer = trainer(model(0), 1, b -> b.schedule(step -> step == 1 ? factor : 0))) {
      assertError(
          SettingException.class,
          () -> trainer.fit(STEEP, Fit.epochs(2)),
          "Schedule",
          "found " + factor,
          "step 1");
    }
  }

  /** Moments go on; weights, largest norms included, do not. */
  @Test
  void aFactorOfZeroLeavesParametersAlone() {
    Network network = Network.of(Shape.of(3), new Dense(5, Activation.TANH), new Dense(1));
    Model start = network.initialize(1);
    Dataset data = Samples.regression(16, Shape.of(3), 1, 1);
    Regularization rules =
        Regularization.ofWeights(network, Penalty.elastic(0.1, 0.1)).withMaxNorm("0.weight", 0.01);
    for (Optimizer optimizer :
        List.of(
            Optimizer.sgd(0.1).withWeightDecay(0.1),
            Optimizer.momentum(0.1, 0.9),
            Optimizer.momentum(0.1, 0.9).withNesterov(),
            Optimizer.rmsProp(0.1),
            Optimizer.adam(0.1),
            Optimizer.adamW(0.1),
            Optimizer.adagrad(0.1),
            Optimizer.adadelta(1),
            Optimizer.adamax(0.1),
            Optimizer.nadam(0.1),
            Optimizer.lion(0.1),
            Optimizer.rprop(0.1))) {
      for (int accumulation : new int[] {1, 2}) {
        Trainer.Builder builder =
            Trainer.builder(start, Loss.meanSquaredError(), optimizer)
                .batchSize(4)
                .threads(1)
                .backend("reference")
                .accumulation(accumulation)
                .regularization(rules)
                .schedule(step -> step < 20 ? 0 : 1);
        try (Trainer trainer = builder.build()) {
          trainer.fit(data, Fit.epochs(99).withStepBudget(20));
          assertEquals(start.checksum(), trainer.model().checksum(), optimizer.toString());
          trainer.fit(data, Fit.epochs(1));
          assertNotEquals(start.checksum(), trainer.model().checksum(), optimizer.toString());
        }
      }
    }
  }
}
