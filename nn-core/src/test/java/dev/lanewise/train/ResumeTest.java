package dev.lanewise.train;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Subset;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Clipping;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** N steps, a state, M steps by another trainer: the bits of N + M steps. */
class ResumeTest {
  private static final int CLASSES = 4;
  private static final int EPOCHS = 4;
  private static final Shape INPUT = Shape.of(9);
  private static final Network NETWORK =
      Network.of(INPUT, new Dense(17, Activation.RELU), new Dropout(0.2f), new Dense(CLASSES));
  private static final Loss LOSS = Loss.softmaxCrossEntropy();
  private static final Dataset DATA = Samples.classes(50, INPUT, CLASSES, 1);

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        Optimizer.sgd(0.1),
        Optimizer.momentum(0.1, 0.9),
        Optimizer.rmsProp(0.01),
        Optimizer.adam(0.01));
  }

  private static Trainer.Builder settings(Trainer.Builder builder) {
    return builder
        .batchSize(4)
        .accumulation(2)
        .backend("reference")
        .classWeights(1, 2, 0.5f, 1)
        .clipping(Clipping.byGlobalNorm(0.5))
        .schedule(Schedule.cosine(28, 0).afterWarmup(3))
        .reduceOnPlateau(new Plateau(Monitor.VALIDATION_LOSS, 0.5, 0, 0.05, 0, 0));
  }

  private static Trainer.Builder fresh(Optimizer optimizer) {
    return settings(Trainer.builder(NETWORK.initialize(1), LOSS, optimizer).seed(3));
  }

  private static Fit toTheEnd() {
    return Fit.upToEpoch(EPOCHS).withValidation(Subset.first(DATA, 20));
  }

  /** What can be seen of epochs: losses, accuracies. */
  private static List<String> seen(History history) {
    return history.epochs().stream()
        .map(e -> e.epoch() + " " + e.training() + " " + e.validation())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void goesOnBitForBitFromEveryStep(Optimizer optimizer) {
    TrainerState whole;
    List<String> epochs;
    try (Trainer trainer = fresh(optimizer).threads(1).build()) {
      epochs = seen(trainer.fit(DATA, toTheEnd()));
      whole = trainer.state();
    }
    assertEquals(EPOCHS, epochs.size());
    for (int steps = 1; steps < whole.step(); steps++) {
      TrainerState half;
      List<String> found;
      try (Trainer trainer = fresh(optimizer).threads(2).build()) {
        History first = trainer.fit(DATA, toTheEnd().withStepBudget(steps));
        assertEquals(StopReason.STEP_BUDGET, first.reason());
        found = new ArrayList<>(seen(first));
        half = trainer.state();
        assertEquals(steps, half.step());
      }
      Trainer.Builder resumed = settings(Trainer.resume(half, LOSS, optimizer)).threads(3);
      try (Trainer trainer = resumed.build()) {
        found.addAll(seen(trainer.fit(DATA, toTheEnd())));
        assertSame(whole, trainer.state());
      }
      assertEquals(epochs, found);
    }
  }

  private static void assertSame(TrainerState expected, TrainerState found) {
    assertEquals(expected.model().checksum(), found.model().checksum());
    assertEquals(expected.step(), found.step());
    assertEquals(expected.epochs(), found.epochs());
    assertEquals(expected.slots().keySet(), found.slots().keySet());
    expected
        .slots()
        .forEach((name, slots) -> {
          for (int slot = 0; slot < slots.size(); slot++) {
            org.junit.jupiter.api.Assertions.assertArrayEquals(
                slots.get(slot), found.slots().getOrDefault(name, List.of()).get(slot));
          }
        });
    org.junit.jupiter.api.Assertions.assertArrayEquals(expected.schedule(), found.schedule());
  }

  @Test
  void anEpochThatIsResumedHasItsChangedSamples() {
    Dataset changing = new ChangingDataset(DATA);
    TrainerState whole;
    try (Trainer trainer = fresh(Optimizer.adam(0.01)).threads(1).build()) {
      trainer.fit(changing, toTheEnd());
      whole = trainer.state();
    }
    for (int steps = 1; steps < whole.step(); steps++) {
      TrainerState half;
      try (Trainer trainer = fresh(Optimizer.adam(0.01)).threads(2).build()) {
        trainer.fit(changing, toTheEnd().withStepBudget(steps));
        half = trainer.state();
      }
      Trainer.Builder resumed = settings(Trainer.resume(half, LOSS, Optimizer.adam(0.01)));
      try (Trainer trainer = resumed.build()) {
        trainer.fit(changing, toTheEnd());
        assertSame(whole, trainer.state());
      }
    }
  }

  /** Epoch by epoch on data that are as the epoch shows them. */
  @Test
  void eachEpochOfTheTrainingHasItsSamplesAndAnEvaluationThePlainOnes() {
    Dataset changing = new ChangingDataset(DATA);
    Fit one = Fit.epochs(1).withValidation(DATA);
    try (Trainer trainer = fresh(Optimizer.adam(0.01)).build();
        Trainer byHand = fresh(Optimizer.adam(0.01)).build()) {
      History found = trainer.fit(changing, Fit.epochs(EPOCHS).withValidation(changing));
      List<String> expected = new ArrayList<>();
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        Dataset then = changing.inEpoch(3, epoch);
        expected.addAll(seen(byHand.fit(then, one)));
      }
      assertEquals(expected, seen(found));
      assertSame(byHand.state(), trainer.state());
      assertEquals(trainer.evaluate(DATA), trainer.evaluate(changing));
    }
  }

  @Test
  void refusesToForgetThePlateau() {
    Optimizer optimizer = Optimizer.sgd(0.1);
    try (Trainer trainer = fresh(optimizer).build()) {
      trainer.fit(DATA, toTheEnd());
      Trainer.Builder resumed = Trainer.resume(trainer.state(), LOSS, optimizer);
      assertError(SettingException.class, resumed::build, "plateau", "reduceOnPlateau");
    }
  }

  @Test
  void theSameTrainerGoesOnToo() {
    Optimizer optimizer = Optimizer.adam(0.01);
    try (Trainer whole = fresh(optimizer).build();
        Trainer pieces = fresh(optimizer).build()) {
      whole.fit(DATA, toTheEnd());
      while (pieces.fit(DATA, toTheEnd().withStepBudget(3)).reason() == StopReason.STEP_BUDGET) {
        pieces.evaluate(Subset.first(DATA, 7)); // Must not disturb the sums of the epoch.
      }
      assertSame(whole.state(), pieces.state());
    }
  }

  @Test
  void aStateIsNotChangedByWhatFollows() {
    try (Trainer trainer = fresh(Optimizer.adam(0.01)).build()) {
      trainer.fit(DATA, toTheEnd().withStepBudget(2));
      TrainerState state = trainer.state();
      long checksum = state.model().checksum();
      float moment = firstMoment(state);
      trainer.fit(DATA, toTheEnd());
      assertEquals(checksum, state.model().checksum());
      assertEquals(moment, firstMoment(state));
    }
  }

  @Test
  void aStateCanBeTakenBeforeTheFirstStepAndResumedWithoutAny() {
    TrainerState start;
    try (Trainer trainer = fresh(Optimizer.adam(0.01)).build()) {
      start = trainer.state();
    }
    try (Trainer resumed = settings(Trainer.resume(start, LOSS, Optimizer.adam(0.01))).build();
        Trainer plain = fresh(Optimizer.adam(0.01)).build()) {
      assertEquals(start.model().checksum(), resumed.state().model().checksum());
      resumed.fit(DATA, toTheEnd());
      plain.fit(DATA, toTheEnd());
      assertSame(plain.state(), resumed.state());
    }
  }

  @Test
  void refusesAnotherOptimizerAndOtherData() {
    try (Trainer trainer = fresh(Optimizer.adam(0.01)).build()) {
      trainer.fit(DATA, toTheEnd().withStepBudget(2));
      TrainerState state = trainer.state();
      assertTrue(state.position() > 0);
      assertError(
          SettingException.class,
          () -> Trainer.resume(state, LOSS, Optimizer.sgd(0.01)),
          "Adam",
          "Sgd");
      assertError(
          DataException.class,
          () -> trainer.fit(Subset.first(DATA, 20), Fit.epochs(1)),
          "50 samples",
          "20 samples");
    }
  }

  private static float firstMoment(TrainerState state) {
    return state.slots().values().iterator().next().getFirst()[0];
  }
}
