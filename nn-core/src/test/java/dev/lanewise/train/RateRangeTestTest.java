package dev.lanewise.train;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.RateRangeTest.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateRangeTestTest {
  private static final Shape INPUT = Shape.of(9);
  private static final Dataset DATA = Samples.regression(64, INPUT, 2, 1);

  private static Trainer.Builder trainer() {
    Network network = Network.of(INPUT, new Dense(17, Activation.RELU), new Dense(2));
    return Trainer.builder(network.initialize(1), Loss.meanSquaredError(), Optimizer.sgd(0.25))
        .batchSize(8)
        .backend("reference");
  }

  @Test
  void theRateGrowsByTheSameFactorAtEachStep() {
    List<Point> points = RateRangeTest.run(trainer(), 0.25, DATA, 1e-4, 1e-1, 31).points();
    assertEquals(31, points.size());
    for (int i = 0; i < 31; i++) {
      assertEquals(1e-4 * Math.pow(10, i / 10.0), points.get(i).rate(), 1e-9);
    }
  }

  @Test
  void suggestsLessThanWhereTheLossExplodes() {
    RateRangeTest test = RateRangeTest.run(trainer(), 0.25, DATA, 1e-4, 1e4, 100);
    assertTrue(test.points().size() < 100, "such rates diverge");
    double explodes = test.points().getLast().rate();
    assertTrue(test.suggestion() > 1e-4 && test.suggestion() < explodes / 10);
  }

  @Test
  void leavesTheBuilderAsItIsAndNoPlateauActs() {
    Plateau plateau = new Plateau(Monitor.LOSS, 0.5, 0, 1000, 0, 0);
    Trainer.Builder used = trainer().reduceOnPlateau(plateau);
    List<Point> points = RateRangeTest.run(used, 0.25, DATA, 1e-4, 1e-1, 31).points();
    assertEquals(1e-1, points.getLast().rate(), 1e-9);
    try (Trainer after = used.build();
        Trainer fresh = trainer().reduceOnPlateau(plateau).build()) {
      after.fit(DATA, Fit.epochs(3));
      fresh.fit(DATA, Fit.epochs(3));
      assertEquals(fresh.model().checksum(), after.model().checksum());
      assertEquals(0.25, after.state().schedule()[0], "the plateau acts twice");
    }
  }

  @Test
  void startsWhereAResumedTrainerStands() {
    TrainerState state;
    try (Trainer trainer = trainer().build()) {
      trainer.fit(DATA, Fit.epochs(2));
      trainer.learningRate(0.125);
      state = trainer.state();
    }
    Trainer.Builder resumed =
        Trainer.resume(state, Loss.meanSquaredError(), Optimizer.sgd(0.25)).batchSize(8);
    List<Point> points = RateRangeTest.run(resumed, 0.25, DATA, 1e-4, 1e-1, 31).points();
    assertEquals(1e-4, points.getFirst().rate(), 1e-12);
    assertEquals(1e-1, points.getLast().rate(), 1e-9);
  }

  @Test
  void refusesRangesWithoutMeaning() {
    assertError(
        SettingException.class,
        () -> RateRangeTest.run(trainer(), 1, DATA, 1, 0.5, 9),
        "from < to",
        "0.5");
    assertError(
        SettingException.class, () -> RateRangeTest.run(trainer(), 1, DATA, 1, 2, 1), "1 steps");
  }
}
