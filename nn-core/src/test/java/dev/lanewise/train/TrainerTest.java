package dev.lanewise.train;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.BackendException;
import dev.lanewise.DataException;
import dev.lanewise.DivergedException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.UsageException;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Subset;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.team.Team;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time limit only ends tests that would hang; nothing is timed. */
@Timeout(60)
class TrainerTest {
  private static final Shape INPUT = Shape.of(9);
  private static final int CLASSES = 4;
  private static final int FOR_EVER = 1_000_000_000;
  private static final Network NETWORK =
      Network.of(INPUT, new Dense(17, Activation.RELU), new Dropout(0.2f), new Dense(CLASSES));
  private static final Dataset DATA = Samples.classes(50, INPUT, CLASSES, 1);
  private static final Dataset OTHER = Samples.classes(31, INPUT, CLASSES, 2);

  private static Trainer trainer() {
    return builder(NETWORK.initialize(1), Loss.softmaxCrossEntropy()).build();
  }

  private static Trainer.Builder builder(Model model, Loss loss) {
    return Trainer.builder(model, loss, Optimizer.adam(0.01))
        .batchSize(8)
        .seed(3)
        .threads(2)
        .backend("reference");
  }

  private static Trainer regression(Network network, Optimizer optimizer) {
    return Trainer.builder(network.initialize(1), Loss.meanSquaredError(), optimizer)
        .batchSize(4)
        .threads(2)
        .backend("reference")
        .build();
  }

  @Test
  void roomForALongBatchChangesNoBit() {
    Shape input = Shape.of(61);
    Network network = Network.of(input, new Dense(75, Activation.TANH), new Dense(CLASSES));
    Dataset data = Samples.classes(50, input, CLASSES, 4);
    assertEquals(trainedWith(50, network, data), trainedWith(5000, network, data));
  }

  private static long trainedWith(int batchSize, Network network, Dataset data) {
    Model model = network.initialize(1);
    try (Trainer trainer =
        builder(model, Loss.softmaxCrossEntropy()).batchSize(batchSize).build()) {
      trainer.fit(data, Fit.epochs(3));
      return trainer.model().checksum();
    }
  }

  @Test
  void learnsWhatCanBeLearned() {
    try (Trainer trainer = trainer()) {
      double before = trainer.evaluate(DATA).loss();
      History history = trainer.fit(DATA, Fit.epochs(60));
      Evaluation after = trainer.evaluate(DATA);
      assertTrue(after.loss() < 0.3 * before, after::toString);
      assertTrue(after.accuracy().orElse(0) > 0.9, after::toString);
      assertEquals(60, history.epochs().size());
    }
  }

  @Test
  void fitsThatFollowOneAnotherEqualOneLongFit() {
    try (Trainer once = trainer();
        Trainer twice = trainer()) {
      History whole = once.fit(DATA, Fit.epochs(5));
      List<EpochResult> parts = new ArrayList<>(twice.fit(DATA, Fit.epochs(2)).epochs());
      parts.addAll(twice.fit(DATA, Fit.epochs(3)).epochs());
      assertEquals(once.model().checksum(), twice.model().checksum());
      for (int i = 0; i < 5; i++) {
        assertEquals(i + 1, parts.get(i).epoch());
        assertEquals(whole.epochs().get(i).training(), parts.get(i).training());
      }
    }
  }

  @Test
  void seedsDecide() {
    long[] checksums = new long[3];
    for (int i = 0; i < 3; i++) {
      try (Trainer trainer =
          builder(NETWORK.initialize(1), Loss.softmaxCrossEntropy()).seed(i / 2).build()) {
        trainer.fit(DATA, Fit.epochs(1));
        checksums[i] = trainer.model().checksum();
      }
    }
    assertEquals(checksums[0], checksums[1]);
    assertNotEquals(checksums[0], checksums[2]);
  }

  @Test
  void evaluateChangesNothing() {
    try (Trainer plain = trainer();
        Trainer curious = trainer()) {
      for (int i = 0; i < 3; i++) {
        plain.fit(DATA, Fit.epochs(1));
        curious.fit(DATA, Fit.epochs(1));
        long before = curious.model().checksum();
        assertEquals(curious.evaluate(OTHER), curious.evaluate(OTHER));
        assertEquals(before, curious.model().checksum());
      }
      assertEquals(plain.model().checksum(), curious.model().checksum());
    }
  }

  @Test
  void evaluateBetweenTheBatchesOfAnEpochChangesNothing() {
    try (Trainer plain = trainer();
        Trainer curious = trainer()) {
      List<List<Number>> expected = new ArrayList<>();
      List<List<Number>> seen = new ArrayList<>();
      Dataset few = Subset.first(OTHER, 3);
      plain.fit(DATA, Fit.epochs(2).withListener(watching(expected, () -> {})));
      curious.fit(DATA, Fit.epochs(2).withListener(watching(seen, () -> curious.evaluate(few))));
      assertEquals(expected, seen);
      assertEquals(plain.model().checksum(), curious.model().checksum());
    }
  }

  /** Keeps what a batch tells, after something was done in between. */
  private static TrainingListener watching(List<List<Number>> seen, Runnable between) {
    return new TrainingListener() {
      @Override
      public void onBatch(Progress progress) {
        between.run();
        seen.add(
            List.of(
                progress.epoch(),
                progress.done(),
                progress.total(),
                progress.batchLoss(),
                progress.loss(),
                progress.accuracy()));
      }
    };
  }

  @Test
  void validationIsAnEvaluationAfterTheEpochAndChangesNothing() {
    try (Trainer plain = trainer();
        Trainer validated = trainer()) {
      History history = validated.fit(DATA, Fit.epochs(3).withValidation(OTHER));
      History without = plain.fit(DATA, Fit.epochs(3));
      assertEquals(plain.model().checksum(), validated.model().checksum());
      assertEquals(validated.evaluate(OTHER), history.last().validation().orElseThrow());
      assertEquals(without.last().training(), history.last().training());
      assertTrue(without.last().validation().isEmpty());
    }
  }

  @Test
  void evaluationCountsSamplesAndTheRightOnes() {
    Network identity = Network.of(Shape.of(2), new Activate(Activation.IDENTITY));
    float[][] inputs = {{0, 1}, {1, 0}, {3, 2}};
    Dataset data = ArrayDataset.of(inputs, new int[] {1, 0, 1});
    try (Trainer trainer =
        Trainer.builder(identity.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.sgd(1))
            .batchSize(2)
            .build()) {
      Evaluation evaluation = trainer.evaluate(data);
      double right = Math.log1p(Math.exp(-1));
      assertEquals((2 * right + right + 1) / 3, evaluation.loss(), 1e-6);
      assertEquals(OptionalDouble.of(2 / 3.0), evaluation.accuracy());
      assertEquals(3, evaluation.samples());
    }
  }

  @Test
  void regressionsHaveNoAccuracy() {
    try (Trainer trainer = regression(Network.of(INPUT, new Dense(2)), Optimizer.sgd(0.01))) {
      Dataset data = Samples.regression(10, INPUT, 2, 5);
      assertTrue(trainer.evaluate(data).accuracy().isEmpty());
    }
  }

  /** A data set that remembers which samples were read. */
  private record Watched(Dataset data, List<Integer> seen) implements WrappedDataset {
    Watched(Dataset data) {
      this(data, Collections.synchronizedList(new ArrayList<>()));
    }

    @Override
    public void read(int index, Matrix inputs, Matrix targets, int row) {
      seen.add(index);
      data.read(index, inputs, targets, row);
    }
  }

  private static List<Integer> indices(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  @Test
  void shufflingVisitsAllSamplesInANewOrderEachEpoch() {
    List<List<Integer>> orders = new ArrayList<>();
    try (Team one = Team.of(1);
        Trainer trainer =
            builder(NETWORK.initialize(1), Loss.softmaxCrossEntropy()).team(one).build()) {
      for (int epoch = 0; epoch < 4; epoch++) {
        Watched watched = new Watched(DATA);
        trainer.fit(watched, Fit.epochs(1));
        orders.add(watched.seen());
        assertEquals(indices(50), watched.seen().stream().sorted().toList());
        assertNotEquals(indices(50), watched.seen());
      }
    }
    assertEquals(4, orders.stream().distinct().count());
  }

  @Test
  void withoutShufflingSamplesComeInOrder() {
    try (Team one = Team.of(1);
        Trainer trainer =
            builder(NETWORK.initialize(1), Loss.softmaxCrossEntropy()).team(one).build()) {
      Watched watched = new Watched(DATA);
      trainer.fit(watched, Fit.epochs(1).unshuffled());
      assertEquals(indices(50), watched.seen());
    }
  }

  /** A listener that does something after each batch. */
  private static TrainingListener afterBatch(Runnable action) {
    return new TrainingListener() {
      @Override
      public void onBatch(Progress progress) {
        action.run();
      }
    };
  }

  @Test
  void listenersHearOfEachBatchAndEpoch() {
    List<String> heard = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onBatch(Progress progress) {
            assertTrue(progress.batchLoss() > 0);
            heard.add(progress.epoch() + ": " + progress.done() + " of " + progress.total());
          }

          @Override
          public void onEpoch(EpochResult result) {
            heard.add("epoch " + result.epoch());
          }
        };
    try (Trainer trainer = trainer()) {
      trainer.fit(Subset.first(DATA, 20), Fit.epochs(2).withListener(listener));
    }
    assertEquals(
        List.of(
            "1: 8 of 20",
            "1: 16 of 20",
            "1: 20 of 20",
            "epoch 1",
            "2: 8 of 20",
            "2: 16 of 20",
            "2: 20 of 20",
            "epoch 2"),
        heard);
  }

  @Test
  void theLossOfAnEpochIsTheMeanOverItsSamples() {
    List<Double> sums = new ArrayList<>();
    int[] before = new int[1];
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onBatch(Progress progress) {
            sums.add(progress.batchLoss() * (progress.done() - before[0]));
            before[0] = progress.done();
          }
        };
    try (Trainer trainer = trainer()) {
      History history = trainer.fit(DATA, Fit.epochs(1).withListener(listener));
      double mean = sums.stream().mapToDouble(Double::doubleValue).sum() / 50;
      assertEquals(mean, history.last().training().loss(), 1e-12);
    }
  }

  @Test
  void aListenerCancels() {
    try (Trainer trainer = trainer()) {
      int[] batches = new int[1];
      History history =
          trainer.fit(
              DATA,
              Fit.epochs(FOR_EVER)
                  .withListener(
                      afterBatch(() -> {
                        if (++batches[0] == 10) {
                          trainer.cancel();
                        }
                      })));
      assertTrue(history.cancelled());
      assertEquals(10, batches[0]);
      assertEquals(1, history.epochs().size());
      assertFalse(trainer.fit(DATA, Fit.epochs(1)).cancelled());
    }
  }

  @Test
  void anotherThreadCancels() throws Exception {
    try (Trainer trainer = trainer();
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      CountDownLatch begun = new CountDownLatch(1);
      Fit fit = Fit.epochs(FOR_EVER).withListener(afterBatch(begun::countDown));
      Future<History> history = threads.submit(() -> trainer.fit(DATA, fit));
      begun.await();
      trainer.cancel();
      assertTrue(history.get().cancelled());
      assertFalse(trainer.fit(DATA, Fit.epochs(1)).cancelled());
    }
  }

  @Test
  void aSecondThreadIsRefused() throws Exception {
    try (Trainer trainer = trainer();
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      CountDownLatch begun = new CountDownLatch(1);
      Fit fit = Fit.epochs(FOR_EVER).withListener(afterBatch(begun::countDown));
      Future<History> history = threads.submit(() -> trainer.fit(DATA, fit));
      begun.await();
      assertRefusesUse(trainer, "in use");
      trainer.cancel();
      history.get();
      assertEquals(trainer.model().checksum(), trainer.model().checksum());
    }
  }

  @Test
  void aListenerMayAskForTheModelButNotTrain() {
    try (Trainer trainer = trainer()) {
      int[] calls = new int[1];
      trainer.fit(
          DATA,
          Fit.epochs(1)
              .withListener(
                  afterBatch(() -> {
                    assertRefusesTraining(trainer, "in use");
                    assertEquals(trainer.model().checksum(), trainer.state().model().checksum());
                    calls[0]++;
                    assertEquals(calls[0], trainer.state().step());
                  })));
      assertEquals(7, calls[0]);
    }
  }

  @Test
  void aClosedTrainerIsRefused() {
    Trainer trainer = trainer();
    trainer.fit(DATA, Fit.epochs(1));
    trainer.close();
    trainer.close();
    assertRefusesUse(trainer, "closed");
  }

  private static void assertRefusesUse(Trainer trainer, String word) {
    assertRefusesTraining(trainer, word);
    assertError(UsageException.class, () -> trainer.evaluate(DATA), word);
    assertError(UsageException.class, trainer::model, word);
    assertError(UsageException.class, trainer::state, word);
  }

  private static void assertRefusesTraining(Trainer trainer, String word) {
    assertError(UsageException.class, () -> trainer.fit(DATA, Fit.epochs(1)), word);
  }

  @Test
  void aSharedTeamOutlivesTheTrainer() {
    try (Team team = Team.of(2)) {
      builder(NETWORK.initialize(1), Loss.softmaxCrossEntropy()).team(team).build().close();
      int[] workers = new int[2];
      CountDownLatch both = new CountDownLatch(2);
      team.run(
          2,
          (chunk, worker) -> {
            workers[worker]++;
            both.countDown();
            awaitLatch(both);
          });
      assertEquals(1, workers[1]);
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void beforeTrainingTheModelIsTheInitialOne() {
    try (Trainer trainer = trainer()) {
      assertEquals(NETWORK.initialize(1).checksum(), trainer.model().checksum());
      trainer.evaluate(DATA);
      assertEquals(NETWORK.initialize(1).checksum(), trainer.model().checksum());
    }
  }

  @Test
  void modelsThatWereTakenDoNotChange() {
    try (Trainer trainer = trainer()) {
      trainer.fit(DATA, Fit.epochs(1));
      Model taken = trainer.model();
      long checksum = taken.checksum();
      trainer.fit(DATA, Fit.epochs(1));
      assertEquals(checksum, taken.checksum());
      assertNotEquals(checksum, trainer.model().checksum());
    }
  }

  @Test
  void theLearningRateCanBeChanged() {
    try (Trainer trainer = trainer()) {
      assertEquals(0.01, trainer.learningRate());
      trainer.learningRate(1e-30);
      assertEquals(1e-30, trainer.learningRate());
      Model before = trainer.model();
      trainer.fit(DATA, Fit.epochs(1));
      for (int i = 0; i < 4; i += 2) {
        assertTrue(Arrays.equals(before.values(i), trainer.model().values(i)));
      }
      for (double rate : new double[] {0, -1, Double.NaN}) {
        assertError(
            SettingException.class, () -> trainer.learningRate(rate), "learning rate", "" + rate);
      }
    }
  }

  @Test
  void settingsAreChecked() {
    Trainer.Builder builder = builder(NETWORK.initialize(1), Loss.softmaxCrossEntropy());
    assertError(SettingException.class, () -> builder.batchSize(0), "batch size", "found 0");
    assertError(SettingException.class, () -> builder.threads(0), "threads", "found 0");
    assertError(SettingException.class, () -> Fit.epochs(0), "epochs", "found 0");
    assertError(BackendException.class, () -> builder.backend("abacus").build(), "abacus");
  }

  @Test
  void dataOfAnotherShapeAreRefused() {
    try (Trainer trainer = trainer()) {
      Dataset wide = Samples.classes(10, Shape.of(2, 5), CLASSES, 1);
      assertError(
          ShapeException.class,
          () -> trainer.fit(wide, Fit.epochs(1)),
          "(9) (9 values)",
          "(2, 5) (10 values)");
      assertError(ShapeException.class, () -> trainer.evaluate(wide), "(2, 5)");
      assertError(
          ShapeException.class, () -> trainer.fit(DATA, Fit.epochs(1).withValidation(wide)), "10");
    }
  }

  @Test
  void targetsThatDoNotSuitTheLossAreRefused() {
    Dataset two = Samples.regression(10, INPUT, 2, 1);
    try (Trainer trainer = trainer()) {
      assertError(
          ShapeException.class,
          () -> trainer.fit(two, Fit.epochs(1)),
          "cross-entropy",
          "4 outputs",
          "2 targets");
    }
  }

  @Test
  void targetsOfAnotherKindAreRefused() {
    try (Trainer trainer = trainer()) {
      trainer.fit(DATA, Fit.epochs(1));
      Dataset distributions = Samples.distributions(10, INPUT, CLASSES, 1);
      assertError(
          ShapeException.class,
          () -> trainer.evaluate(distributions),
          "1 targets a sample",
          "data have 4");
    }
  }

  @Test
  void refusedDataLeaveNoTrace() {
    try (Trainer trainer = trainer();
        Trainer plain = trainer()) {
      Dataset wideShares = Samples.distributions(10, Shape.of(10), CLASSES, 1);
      assertThrows(ShapeException.class, () -> trainer.fit(wideShares, Fit.epochs(1)));
      assertThrows(ShapeException.class, () -> trainer.evaluate(wideShares));
      trainer.fit(DATA, Fit.epochs(1));
      plain.fit(DATA, Fit.epochs(1));
      assertEquals(plain.model().checksum(), trainer.model().checksum());
    }
  }

  @Test
  void labelsOutOfRangeAreRefusedAndLeaveNoTrace() {
    Dataset bad = Samples.classes(40, INPUT, CLASSES + 3, 4);
    try (Trainer trainer = trainer();
        Trainer plain = trainer()) {
      Fit inOrder = Fit.epochs(1).unshuffled();
      assertError(DataException.class, () -> trainer.fit(bad, inOrder), "Class index", "0 to 3");
      assertEquals(NETWORK.initialize(1).checksum(), trainer.model().checksum());
      trainer.fit(DATA, inOrder);
      plain.fit(DATA, inOrder);
      assertEquals(plain.model().checksum(), trainer.model().checksum());
    }
  }

  private static Dataset withOneInput(int sample, float value) {
    float[] inputs = Samples.uniform(24 * 9, new Random(1));
    inputs[sample * 9 + 3] = value;
    return ArrayDataset.of(inputs, INPUT, Samples.uniform(24, new Random(2)), 1);
  }

  @Test
  void divergenceNamesStepAndLayerAndKeepsTheLastFinishedStep() {
    Network network =
        Network.of(
            INPUT, new Dense(5, Activation.TANH), new Activate(Activation.SILU), new Dense(1));
    Dataset data = withOneInput(9, Float.NaN);
    Fit inOrder = Fit.epochs(1).unshuffled();
    try (Trainer diverging = regression(network, Optimizer.adam(0.01));
        Trainer healthy = regression(network, Optimizer.adam(0.01))) {
      DivergedException error =
          assertError(
              DivergedException.class,
              () -> diverging.fit(data, inOrder),
              "NaN",
              "step 3",
              "layer 0 (Dense)");
      assertEquals(3, error.step());
      assertEquals("layer 0 (Dense)", error.layer());
      healthy.fit(Subset.first(data, 8), inOrder);
      assertEquals(healthy.model().checksum(), diverging.model().checksum());
      assertContinuesAlike(diverging, healthy);
    }
  }

  private static void assertContinuesAlike(Trainer diverging, Trainer healthy) {
    Dataset good = Samples.regression(8, INPUT, 1, 9);
    Fit inOrder = Fit.epochs(1).unshuffled();
    diverging.fit(good, inOrder);
    healthy.fit(good, inOrder);
    assertEquals(healthy.model().checksum(), diverging.model().checksum());
  }

  @Test
  void divergenceInALaterLayerNamesIt() {
    Network network = Network.of(INPUT, new Dense(5), new Activate(Activation.TANH), new Dense(1));
    float[][] values = new float[4][];
    Model initial = network.initialize(1);
    Arrays.setAll(values, initial::values);
    values[3][0] = Float.POSITIVE_INFINITY;
    try (Trainer trainer = builder(new Model(network, values), Loss.meanSquaredError()).build()) {
      DivergedException error =
          assertThrows(
              DivergedException.class, () -> trainer.fit(withOneInput(0, 0), Fit.epochs(1)));
      assertEquals(1, error.step());
      assertEquals("layer 2 (Dense)", error.layer());
    }
  }

  @Test
  void divergenceOfTheLossAloneNamesTheLoss() {
    Network network = Network.of(INPUT, new Dense(1));
    try (Trainer trainer = regression(network, Optimizer.sgd(0.01))) {
      DivergedException error =
          assertError(
              DivergedException.class,
              () -> trainer.fit(withOneInput(2, 1e25f), Fit.epochs(1).unshuffled()),
              "Infinity");
      assertEquals("loss", error.layer());
    }
  }

  @Test
  void aRateThatIsTooLargeDiverges() {
    Network network = Network.of(INPUT, new Dense(5), new Dense(1));
    try (Trainer trainer = regression(network, Optimizer.sgd(1e6))) {
      Dataset data = withOneInput(0, 1);
      DivergedException error =
          assertThrows(DivergedException.class, () -> trainer.fit(data, Fit.epochs(100)));
      assertTrue(error.step() > 1);
    }
  }

  @Test
  void anExceptionOfAListenerReachesTheCallerAndTrainingCanGoOn() {
    try (Trainer trainer = trainer()) {
      Fit fit =
          Fit.epochs(1)
              .withListener(
                  afterBatch(() -> {
                    throw new ArithmeticException();
                  }));
      assertThrows(ArithmeticException.class, () -> trainer.fit(DATA, fit));
      assertEquals(1, trainer.fit(DATA, Fit.epochs(1)).epochs().size());
    }
  }

  @Test
  void historiesKnowTheirLastEpoch() {
    assertThrows(
        NoSuchElementException.class, () -> new History(List.of(), StopReason.CANCELLED).last());
  }
}
