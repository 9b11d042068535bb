package dev.lanewise.layers;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Recurrence.Direction;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** States that go on from batch to batch in training. */
class CarriedStateTest {
  private static final int ROWS = 3;
  private static final int WINDOWS = 4;
  private static final int STEPS = 5;
  private static final int FEATURES = 2;

  /** So small that nothing is learnt. */
  private static final double STILL = 1e-30;

  static List<Layer> carried() {
    return List.of(
        new Lstm(4).withCarriedState(ROWS),
        new Gru(4).withCarriedState(ROWS),
        new Gru(4).withResetBefore().withCarriedState(ROWS),
        new SimpleRnn(4).withCarriedState(ROWS));
  }

  private static Layer plain(Layer layer) {
    return switch ((RecurrentLayer) layer) {
      case Lstm lstm -> lstm.withCarriedState(0);
      case Gru gru -> gru.withCarriedState(0);
      case SimpleRnn rnn -> rnn.withCarriedState(0);
    };
  }

  private static Network network(Layer layer, int steps) {
    return Network.of(Shape.of(steps, FEATURES), layer, new Dense(1));
  }

  /** Long sequences, a row each, and the same cut into windows: window by window, row by row. */
  private static Dataset data(boolean cut) {
    Random random = new Random(3);
    int steps = WINDOWS * STEPS;
    float[][] inputs = new float[ROWS][steps * FEATURES];
    float[][] targets = new float[ROWS][steps];
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < inputs[row].length; i++) {
        inputs[row][i] = random.nextFloat() - 0.5f;
      }
      for (int i = 0; i < steps; i++) {
        targets[row][i] = random.nextFloat();
      }
    }
    if (!cut) {
      return ArrayDataset.of(inputs, targets);
    }
    float[][] windows = new float[ROWS * WINDOWS][];
    float[][] ofWindows = new float[ROWS * WINDOWS][];
    for (int i = 0; i < windows.length; i++) {
      int at = i / ROWS * STEPS;
      windows[i] = Arrays.copyOfRange(inputs[i % ROWS], at * FEATURES, (at + STEPS) * FEATURES);
      ofWindows[i] = Arrays.copyOfRange(targets[i % ROWS], at, at + STEPS);
    }
    return ArrayDataset.of(windows, ofWindows);
  }

  private static Trainer trainer(Network network, double rate, int threads) {
    return Trainer.builder(model(network), Loss.meanSquaredError(), Optimizer.sgd(rate))
        .backend("reference")
        .batchSize(ROWS)
        .threads(threads)
        .build();
  }

  /** Values that depend on the names of parameters only. */
  private static Model model(Network network) {
    Model model = network.initialize(7);
    float[][] values = new float[network.parameters().size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = model.values(i);
      Random random = new Random(network.parameters().get(i).name().hashCode());
      for (int j = 0; j < values[i].length; j++) {
        values[i][j] = random.nextFloat() - 0.5f;
      }
    }
    return new Model(network, values);
  }

  private static double loss(Trainer trainer, Dataset data) {
    return trainer.fit(data, Fit.epochs(1).unshuffled()).last().training().loss();
  }

  @ParameterizedTest
  @MethodSource("carried")
  void windowsAreLikeOneLongSequence(Layer layer) {
    double expected;
    try (Trainer trainer = trainer(network(plain(layer), WINDOWS * STEPS), STILL, 1)) {
      expected = loss(trainer, data(false));
    }
    try (Trainer trainer = trainer(network(layer, STEPS), STILL, 2)) {
      assertEquals(expected, loss(trainer, data(true)), 1e-7);
      // The next epoch begins with zeros again.
      assertEquals(expected, loss(trainer, data(true)), 1e-7);
    }
    try (Trainer trainer = trainer(network(plain(layer), STEPS), STILL, 1)) {
      double forgetful = loss(trainer, data(true));
      assertEquals(true, Math.abs(forgetful - expected) > 1e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("carried")
  void evaluationBeginsWithZeros(Layer layer) {
    Dataset data = data(true);
    double expected;
    try (Trainer trainer = trainer(network(plain(layer), STEPS), STILL, 1)) {
      expected = trainer.evaluate(data).loss();
    }
    try (Trainer trainer = trainer(network(layer, STEPS), STILL, 1)) {
      loss(trainer, data);
      assertEquals(expected, trainer.evaluate(data).loss());
    }
  }

  @ParameterizedTest
  @MethodSource("carried")
  void goesOnAsIfItHadNotPaused(Layer layer) {
    Dataset data = data(true);
    float[][] expected;
    try (Trainer trainer = trainer(network(layer, STEPS), 0.5, 1)) {
      trainer.fit(data, Fit.epochs(2).unshuffled());
      expected = values(trainer);
    }
    for (int steps = 1; steps < 2 * WINDOWS; steps++) {
      try (Trainer first = trainer(network(layer, STEPS), 0.5, 2)) {
        first.fit(data, Fit.epochs(2).unshuffled().withStepBudget(steps));
        try (Trainer second =
            Trainer.resume(first.state(), Loss.meanSquaredError(), Optimizer.sgd(0.5))
                .backend("reference")
                .batchSize(ROWS)
                .threads(3)
                .build()) {
          second.fit(data, Fit.upToEpoch(2).unshuffled());
          float[][] found = values(second);
          for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], found[i], 0, "after " + steps + " steps");
          }
        }
      }
    }
  }

  private static float[][] values(Trainer trainer) {
    float[][] values = new float[trainer.model().network().parameters().size()][];
    Arrays.setAll(values, trainer.model()::values);
    return values;
  }

  @Test
  void refusesOtherBatches() {
    Network network = network(new Lstm(4).withCarriedState(ROWS + 1), STEPS);
    try (Trainer trainer = trainer(network, 0.1, 1)) {
      assertError(
          SettingException.class,
          () -> trainer.fit(data(true), Fit.epochs(1)),
          "states of 4 rows",
          "batches of 3");
    }
    Trainer.Builder shards =
        Trainer.builder(network.initialize(1), Loss.meanSquaredError(), Optimizer.sgd(0.1))
            .backend("reference");
    assertError(SettingException.class, shards::gradientWorker, "shard", "Lstm");
    assertError(
        SettingException.class,
        () -> new Lstm(4).withDirection(Direction.BOTH).withCarriedState(2),
        "read forward",
        "BOTH");
    assertError(
        SettingException.class,
        () -> new Gru(4).withInitialState().withCarriedState(2),
        "initial state");
    assertError(SettingException.class, () -> new Gru(4).withCarriedState(-1), "-1");
    int most = Integer.MAX_VALUE;
    assertError(SettingException.class, () -> new Lstm(4).withCarriedState(most), "from 0 to");
    assertError(SettingException.class, () -> new Lstm(most), "units", "2147483647");
    assertError(SettingException.class, () -> new SimpleRnn(0), "units", "found 0");
  }
}
