package dev.lanewise.lbfgs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Penalty;
import dev.lanewise.optimizer.Regularization;
import dev.lanewise.team.Team;
import dev.lanewise.train.Samples;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** L-BFGS gives the bits of one thread of the reference on every backend, with any team. */
public abstract class LbfgsContract {
  private static final Lbfgs SETTINGS = Lbfgs.iterations(25);

  /** Creates the contract. */
  protected LbfgsContract() {}

  /** The name of the backend under test. */
  protected abstract String backend();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void classifiesTheSame(int workers) {
    Network network =
        Network.of(Shape.of(19), new Dense(33, Activation.TANH), new Dense(17), new Dense(5));
    Dataset data = Samples.classes(100, Shape.of(19), 5, 1);
    assertSame(network.initialize(1), Loss.softmaxCrossEntropy(), data, workers);
  }

  /** So many samples that their columns are copied. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void fitsTheSame(int workers) {
    Network network = Network.of(Shape.of(7), new Dense(75, Activation.SIGMOID), new Dense(3));
    Dataset data = Samples.regression(300, Shape.of(7), 3, 2);
    assertSame(network.initialize(2), Loss.meanSquaredError(), data, workers);
  }

  /** Targets have units, samples weights and parameters a penalty. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void weighsTheSame(int workers) {
    Network network = Network.of(Shape.of(5), new Dense(21, Activation.TANH), new Dense(1));
    Random random = new Random(3);
    float[] weights = Samples.uniform(90, random);
    float[] targets = Samples.uniform(90, random);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.abs(weights[i]);
      targets[i] *= 3e7f;
    }
    Dataset data = ArrayDataset.of(Samples.uniform(90 * 5, random), Shape.of(5), targets, 1);
    LbfgsFit fit = LbfgsFit.plain().withSampleWeights(weights);
    LbfgsTrainer.Builder builder =
        LbfgsTrainer.builder(network.initialize(1), Loss.meanSquaredError(), SETTINGS)
            .regularization(Regularization.ofWeights(network, Penalty.l2(1e-3)));
    LbfgsResult expected = builder.threads(1).backend("reference").build().fit(data, fit);
    assertTrue(expected.iterations() > 5, expected::toString);
    assertResult(expected, builder.threads(workers).backend(backend()).build().fit(data, fit));
  }

  private void assertSame(Model model, Loss loss, Dataset data, int workers) {
    LbfgsResult expected =
        LbfgsTrainer.builder(model, loss, SETTINGS)
            .threads(1)
            .backend("reference")
            .build()
            .fit(data);
    assertTrue(expected.iterations() > 5, expected::toString);
    LbfgsResult own =
        LbfgsTrainer.builder(model, loss, SETTINGS)
            .threads(workers)
            .backend(backend())
            .build()
            .fit(data);
    assertResult(expected, own);
    try (Team team = Team.of(workers)) {
      LbfgsTrainer shared =
          LbfgsTrainer.builder(model, loss, SETTINGS).team(team).backend(backend()).build();
      assertResult(expected, shared.fit(data));
      assertResult(expected, shared.fit(data));
    }
  }

  private static void assertResult(LbfgsResult expected, LbfgsResult actual) {
    assertEquals(expected.model().checksum(), actual.model().checksum());
    assertEquals(expected.loss(), actual.loss());
    assertEquals(expected.gradient(), actual.gradient());
    assertEquals(expected.iterations(), actual.iterations());
    assertEquals(expected.evaluations(), actual.evaluations());
    assertEquals(expected.stop(), actual.stop());
  }
}
