package dev.lanewise.train;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.UsageException;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What ends training, and what lowers the learning rate. */
class StoppingTest {
  private static final int FOR_EVER = 1_000_000;
  private static final Shape INPUT = Shape.of(9);
  private static final Network NETWORK =
      Network.of(INPUT, new Dense(17, Activation.TANH), new Dense(4));
  private static final Dataset DATA = Samples.classes(40, INPUT, 4, 1);
  private static final Dataset OTHER = Samples.classes(40, INPUT, 4, 2);

  private static Trainer trainer(double rate) {
    return Trainer.builder(NETWORK.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.sgd(rate))
        .batchSize(8)
        .backend("reference")
        .build();
  }

  private static EpochResult epoch(double loss, double accuracy) {
    Evaluation evaluation = new Evaluation(loss, OptionalDouble.of(accuracy), 10);
    return new EpochResult(1, evaluation, Optional.of(evaluation), 1);
  }

  @Test
  void endsWhenNothingImprovesAndBringsTheBestBack() {
    try (Trainer trainer = trainer(0.5)) {
      EarlyStopping rule = EarlyStopping.of(Monitor.VALIDATION_LOSS, 3);
      Fit fit = Fit.epochs(FOR_EVER).withValidation(OTHER).withEarlyStopping(rule);
      History history = trainer.fit(DATA, fit);
      assertEquals(StopReason.NO_IMPROVEMENT, history.reason());
      List<Double> losses = history.epochs().stream().map(Monitor.VALIDATION_LOSS::of).toList();
      double best = losses.stream().min(Comparator.naturalOrder()).orElseThrow();
      assertEquals(losses.size() - 1 - 3, losses.indexOf(best), "three epochs after the best");
      assertEquals(best, trainer.evaluate(OTHER).loss());
    }
  }

  /** No epoch is better by 5 than the first, but the last is the best. */
  @Test
  void theVeryBestComesBackWhateverPatienceCounts() {
    float[][] y = {{1}, {3}, {5}, {7}};
    Dataset line = ArrayDataset.of(new float[][] {{0}, {1}, {2}, {3}}, y);
    Network network = Network.of(Shape.of(1), new Dense(1));
    for (int patience : new int[] {7, 100}) {
      try (Trainer trainer =
          Trainer.builder(network.initialize(1), Loss.meanSquaredError(), Optimizer.sgd(0.01))
              .batchSize(4)
              .backend("reference")
              .build()) {
        EarlyStopping rule = new EarlyStopping(Monitor.VALIDATION_LOSS, patience, 5, true);
        Fit fit = Fit.epochs(60).withValidation(line).withEarlyStopping(rule);
        History history = trainer.fit(line, fit);
        List<Double> losses = history.epochs().stream().map(Monitor.VALIDATION_LOSS::of).toList();
        assertEquals(
            losses.stream().min(Comparator.naturalOrder()).orElseThrow(),
            trainer.evaluate(line).loss());
        assertEquals(patience < 60, history.reason() == StopReason.NO_IMPROVEMENT);
        assertTrue(patience > 60 || losses.size() < 20, "patience counts from great leaps only");
      }
    }
  }

  @Test
  void budgetsAndEpochsHaveNoEnd() {
    try (Trainer trainer = trainer(0.1)) {
      Fit longest =
          Fit.epochs(Integer.MAX_VALUE).withTimeBudget(Duration.ofSeconds(Long.MAX_VALUE));
      for (int i = 1; i <= 2; i++) {
        History history = trainer.fit(DATA, longest.withStepBudget(5));
        assertEquals(StopReason.STEP_BUDGET, history.reason());
        assertEquals(i, history.epochs().size() + i - 1);
      }
      assertEquals(10, trainer.state().step());
    }
    assertEquals(Integer.MAX_VALUE, Fit.epochs(2).lastEpoch(Integer.MAX_VALUE - 1));
    assertError(
        SettingException.class, () -> Fit.epochs(1).lastEpoch(Integer.MAX_VALUE), "new one");
    Trainer.Builder large =
        Trainer.builder(NETWORK.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.sgd(0.1));
    try (Trainer trainer =
        large.batchSize(8).accumulation(Integer.MAX_VALUE).backend("reference").build()) {
      trainer.fit(DATA, Fit.epochs(1));
      assertEquals(1, trainer.state().step());
    }
  }

  @Test
  void anInterruptEndsTrainingAfterTheBatch() {
    try (Trainer trainer = trainer(0.1)) {
      TrainingListener interrupts = onBatch(3, Thread.currentThread()::interrupt);
      History history = trainer.fit(DATA, Fit.epochs(FOR_EVER).withListener(interrupts));
      assertEquals(StopReason.CANCELLED, history.reason());
      assertEquals(3, trainer.state().step());
      assertError(UsageException.class, () -> trainer.evaluate(OTHER), "interrupted");
      assertTrue(Thread.interrupted(), "it stays interrupted");
      assertEquals(StopReason.COMPLETED, trainer.fit(DATA, Fit.epochs(1)).reason());
      assertEquals(5, trainer.state().step());
    }
  }

  /** The validation is done by the next call, and the epoch reported then. */
  @Test
  void aCancellationEndsValidationToo() {
    try (Trainer trainer = trainer(0.1);
        Trainer whole = trainer(0.1)) {
      Dataset cancelling = new Watched(OTHER, 20, trainer::cancel);
      History history = trainer.fit(DATA, Fit.upToEpoch(1).withValidation(cancelling));
      assertEquals(StopReason.CANCELLED, history.reason());
      assertEquals(0, history.epochs().size());
      History rest = trainer.fit(DATA, Fit.upToEpoch(1).withValidation(OTHER));
      EpochResult expected = whole.fit(DATA, Fit.epochs(1).withValidation(OTHER)).last();
      assertEquals(expected.training(), rest.last().training());
      assertEquals(expected.validation(), rest.last().validation());
    }
  }

  /** Runs something before it reads a sample. */
  private record Watched(Dataset data, int sample, Runnable action) implements WrappedDataset {
    @Override
    public void read(int index, Matrix inputs, Matrix targets, int row) {
      if (index == sample) {
        action.run();
      }
      data.read(index, inputs, targets, row);
    }
  }

  private static TrainingListener onBatch(int which, Runnable action) {
    return new TrainingListener() {
      @Override
      public void onBatch(Progress progress) {
        if (progress.finishedSteps() == which) {
          action.run();
        }
      }
    };
  }

  @Test
  void keepsTheLastParametersIfTheBestAreNotWanted() {
    try (Trainer trainer = trainer(0.5)) {
      EarlyStopping rule = new EarlyStopping(Monitor.VALIDATION_LOSS, 3, 0, false);
      Fit fit = Fit.epochs(FOR_EVER).withValidation(OTHER).withEarlyStopping(rule);
      History history = trainer.fit(DATA, fit);
      assertEquals(Monitor.VALIDATION_LOSS.of(history.last()), trainer.evaluate(OTHER).loss());
    }
  }

  @Test
  void whatIsWatchedMustExist() {
    try (Trainer trainer = trainer(0.1)) {
      EarlyStopping rule = EarlyStopping.of(Monitor.VALIDATION_ACCURACY, 3);
      assertError(
          SettingException.class,
          () -> trainer.fit(DATA, Fit.epochs(2).withEarlyStopping(rule)),
          "VALIDATION_ACCURACY",
          "withValidation");
    }
    EpochResult regression =
        new EpochResult(1, new Evaluation(1, OptionalDouble.empty(), 10), Optional.empty(), 1);
    assertError(
        SettingException.class, () -> Monitor.ACCURACY.of(regression), "ACCURACY", "classifier");
  }

  @Test
  void accuracyShallRiseAndLossShallFall() {
    assertEquals(0.3, Monitor.LOSS.of(epoch(0.3, 0.9)));
    assertEquals(0.9, Monitor.VALIDATION_ACCURACY.of(epoch(0.3, 0.9)));
    assertTrue(Monitor.LOSS.better(1, 2, 0.5) && !Monitor.LOSS.better(1, 2, 1));
    assertTrue(Monitor.ACCURACY.better(2, 1, 0.5) && !Monitor.ACCURACY.better(2, 1, 1));
    for (Monitor monitor : Monitor.values()) {
      assertTrue(!monitor.better(Double.NaN, monitor.worst(), 0));
      assertTrue(!monitor.better(-monitor.worst(), monitor.worst(), 0));
    }
  }

  @Test
  void endsAfterSomeSteps() {
    try (Trainer trainer = trainer(0.1)) {
      History history = trainer.fit(DATA, Fit.epochs(FOR_EVER).withStepBudget(7));
      assertEquals(StopReason.STEP_BUDGET, history.reason());
      assertEquals(1, history.epochs().size());
      assertEquals(7, trainer.state().step());
      assertEquals(16, trainer.state().position());
      assertEquals(StopReason.COMPLETED, trainer.fit(DATA, Fit.upToEpoch(2)).reason());
      assertEquals(10, trainer.state().step());
      assertEquals(0, trainer.fit(DATA, Fit.upToEpoch(2)).epochs().size());
    }
  }

  @Test
  void endsWhenTheTimeIsUsedUp() {
    try (Trainer trainer = trainer(0.1)) {
      Fit fit = Fit.epochs(FOR_EVER).withTimeBudget(Duration.ofNanos(1));
      assertEquals(StopReason.TIME_BUDGET, trainer.fit(DATA, fit).reason());
    }
  }

  @Test
  void divergenceRollsBackToTheLastEpoch() {
    try (Trainer trainer = trainer(0.1)) {
      trainer.fit(DATA, Fit.epochs(1));
      long good = trainer.model().checksum();
      trainer.learningRate(1e38);
      History history = trainer.fit(DATA, Fit.epochs(5).withRollBack());
      assertEquals(StopReason.DIVERGED, history.reason());
      assertEquals(good, trainer.model().checksum());
      assertEquals(5, trainer.state().step());
      trainer.learningRate(0.1);
      assertEquals(StopReason.COMPLETED, trainer.fit(DATA, Fit.epochs(1)).reason());
    }
  }

  @Test
  void aPlateauLowersTheRate() {
    Plateau plateau = new Plateau(Monitor.LOSS, 0.5, 1, 0.1, 1, 0.2);
    double[] losses = {1, 0.95, 0.93, 0.92, 0.91, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5};
    double[] factors = {1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.2, 0.2};
    Plateau.State state = plateau.start();
    for (int i = 0; i < losses.length; i++) {
      state = plateau.after(Plateau.State.of(state.toArray()), epoch(losses[i], 0));
      assertEquals(factors[i], state.factor(), "after epoch " + (i + 1));
    }
  }

  @Test
  void aPlateauActsOnTraining() {
    Trainer.Builder builder =
        Trainer.builder(NETWORK.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.sgd(0.1))
            .backend("reference")
            .reduceOnPlateau(new Plateau(Monitor.LOSS, 0.5, 0, 1000, 0, 0));
    double[] rates = new double[4];
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onBatch(Progress progress) {
            rates[progress.epoch() - 1] = progress.learningRate();
          }
        };
    try (Trainer trainer = builder.build()) {
      trainer.fit(DATA, Fit.epochs(4).withListener(listener));
    }
    // The first epoch is better than none; then nothing improves by a thousand.
    assertEquals(List.of(0.1, 0.1, 0.05, 0.025), java.util.Arrays.stream(rates).boxed().toList());
  }

  @Test
  void refusesSettingsWithoutMeaning() {
    Monitor loss = Monitor.LOSS;
    assertThrows(SettingException.class, () -> EarlyStopping.of(loss, 0));
    assertThrows(SettingException.class, () -> new EarlyStopping(loss, 1, -1, true));
    assertThrows(SettingException.class, () -> new Plateau(loss, 1, 0, 0, 0, 0));
    assertThrows(SettingException.class, () -> new Plateau(loss, 0.5, -1, 0, 0, 0));
    assertThrows(SettingException.class, () -> new Plateau(loss, 0.5, 0, 0, 0, 1.1));
    assertThrows(SettingException.class, () -> new Plateau(loss, 0.5, 0, 0, 0, Double.NaN));
    assertThrows(SettingException.class, () -> Fit.epochs(1).withStepBudget(0));
    assertThrows(SettingException.class, () -> Fit.epochs(1).withTimeBudget(Duration.ZERO));
  }
}
