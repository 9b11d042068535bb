package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Adadelta;
import dev.lanewise.optimizer.Adagrad;
import dev.lanewise.optimizer.Adam;
import dev.lanewise.optimizer.Adamax;
import dev.lanewise.optimizer.Clipping;
import dev.lanewise.optimizer.Lion;
import dev.lanewise.optimizer.Nadam;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Penalty;
import dev.lanewise.optimizer.Regularization;
import dev.lanewise.optimizer.RmsProp;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Weight decay of weights alone. */
class DecayTest {
  private static final Shape INPUT = Shape.of(7);
  private static final Dense HIDDEN =
      new Dense(9, Activation.TANH)
          .withInitializers(Initializer.heNormal(), Initializer.constant(0.5f));
  private static final Model MODEL = Network.of(INPUT, HIDDEN, new Dense(3)).initialize(1);
  private static final Dataset DATA = Samples.classes(24, INPUT, 3, 1);

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        Optimizer.sgd(0.1).withWeightDecay(0.1),
        Optimizer.momentum(0.1, 0.9).withNesterov().withWeightDecay(0.1),
        new RmsProp(0.01, 0.99, 1e-8, 0.1),
        new Adam(0.01, 0.9, 0.999, 1e-8, 0.1, 0),
        new Adam(0.01, 0.9, 0.999, 1e-8, 0, 0.1),
        new Adagrad(0.01, 0, 1e-10, 0.1),
        new Adadelta(1, 0.9, 1e-6, 0.1),
        new Adamax(0.01, 0.9, 0.999, 1e-8, 0.1),
        new Nadam(0.01, 0.9, 0.999, 1e-8, 0.1, 0.004),
        new Lion(0.001, 0.9, 0.99, 0.1));
  }

  private static Fit steps(long budget) {
    return Fit.epochs(100).unshuffled().withStepBudget(budget);
  }

  private static TrainerState run(Trainer.Builder builder, long steps) {
    try (Trainer trainer = builder.batchSize(8).backend("reference").threads(2).build()) {
      trainer.fit(DATA, steps(steps));
      return trainer.state();
    }
  }

  private static Trainer.Builder fresh(Optimizer optimizer) {
    return Trainer.builder(MODEL, Loss.softmaxCrossEntropy(), optimizer);
  }

  private static Trainer.Builder resume(TrainerState state, Optimizer optimizer) {
    return Trainer.resume(state, Loss.softmaxCrossEntropy(), optimizer);
  }

  /** The state of one run, with the parameters and the slots that biases have in another one. */
  private static TrainerState withBiases(TrainerState weights, TrainerState biases) {
    float[][] values = new float[4][];
    Map<String, List<float[]>> slots = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      TrainerState from = i % 2 == 0 ? weights : biases;
      values[i] = from.model().values(i);
      String name = MODEL.network().parameters().get(i).name();
      slots.put(name, from.slots().getOrDefault(name, List.of()));
    }
    return with(weights, new Model(MODEL.network(), values), slots, weights.optimizer());
  }

  private static TrainerState with(
      TrainerState state, Model model, Map<String, List<float[]>> slots, String optimizer) {
    return new TrainerState(
        model,
        optimizer,
        state.frozen(),
        slots,
        state.step(),
        state.epochs(),
        state.position(),
        state.epochLosses(),
        state.epochCorrect(),
        state.learningRate(),
        state.schedule(),
        state.seed(),
        state.samples());
  }

  /**
   * After each step of two trainers, one of which never decays, their parameters are put together.
   */
  private static TrainerState byHand(Optimizer optimizer, int steps) {
    Optimizer without = optimizer.withoutDecay();
    TrainerState state = withBiases(run(fresh(optimizer), 1), run(fresh(without), 1));
    for (int i = 1; i < steps; i++) {
      TrainerState undecayed = with(state, state.model(), state.slots(), without.toString());
      state = withBiases(run(resume(state, optimizer), 1), run(resume(undecayed, without), 1));
    }
    return state;
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void decaysWeightsAndNoBiases(Optimizer optimizer) {
    TrainerState expected = byHand(optimizer, 5);
    TrainerState found = run(fresh(optimizer).decayWeightsOnly(), 5);
    assertEquals(expected.model().checksum(), found.model().checksum());
    assertFalse(Arrays.equals(run(fresh(optimizer), 5).model().values(1), found.model().values(1)));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void resumesToTheSameBits(Optimizer optimizer) {
    TrainerState whole = run(fresh(optimizer).decayWeightsOnly(), 7);
    TrainerState half = run(fresh(optimizer).decayWeightsOnly(), 4);
    TrainerState rest = run(resume(half, optimizer).decayWeightsOnly(), 3);
    assertEquals(whole.model().checksum(), rest.model().checksum());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void isTheSameWithAWholeGradient(Optimizer optimizer) {
    UnaryOperator<Trainer.Builder> limit =
        builder -> builder.decayWeightsOnly().clipping(Clipping.byGlobalNorm(1e9));
    assertEquals(
        run(fresh(optimizer).decayWeightsOnly(), 5).model().checksum(),
        run(limit.apply(fresh(optimizer)), 5).model().checksum());
  }

  /** Rprop has no decay to leave out. */
  @Test
  void needsNoDecay() {
    Optimizer rprop = Optimizer.rprop(0.01);
    assertEquals(rprop, rprop.withoutDecay());
    assertEquals(
        run(fresh(rprop), 5).model().checksum(),
        run(fresh(rprop).decayWeightsOnly(), 5).model().checksum());
  }

  /** Inputs and targets are 0: nothing but decay moves a weight, and a bias follows Adam alone. */
  @Test
  void isThatOfPapers() {
    Model model = new Model(Network.of(Shape.of(1), new Dense(1)), new float[][] {{2}, {1}});
    Dataset zero = ArrayDataset.of(new float[][] {{0}}, new float[][] {{0}});
    try (Trainer trainer =
        Trainer.builder(
                model, Loss.halfMeanSquaredError(), new Adam(0.01, 0.9, 0.999, 1e-8, 0, 0.5))
            .decayWeightsOnly()
            .build()) {
      trainer.fit(zero, Fit.epochs(1));
      assertArrayEquals(new float[] {2 * (1 - 0.01f * 0.5f)}, trainer.model().values(0), 1e-6f);
      assertArrayEquals(new float[] {1 - 0.01f}, trainer.model().values(1), 1e-6f);
    }
  }

  /** The same penalty as a coupled decay of plain descent, which is 2 l2 w. */
  @Test
  void agreesWithPenaltiesOfWeights() {
    Optimizer plain = Optimizer.sgd(0.25);
    Regularization ridge = Regularization.ofWeights(MODEL.network(), Penalty.l2(0.0625));
    Model penalised = run(fresh(plain).regularization(ridge), 1).model();
    Model decayed =
        run(fresh(Optimizer.sgd(0.25).withWeightDecay(0.125)).decayWeightsOnly(), 1).model();
    Model plainly = run(fresh(plain), 1).model();
    for (int i = 0; i < 4; i++) {
      assertArrayEquals(penalised.values(i), decayed.values(i), 1e-6f);
      assertEquals(i % 2 == 1, Arrays.equals(plainly.values(i), decayed.values(i)));
    }
  }
}
