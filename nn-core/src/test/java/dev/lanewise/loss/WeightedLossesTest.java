package dev.lanewise.loss;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.layers.Dense;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.Trainer;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightedLossesTest {
  private static final Loss LOSS = Loss.meanSquaredError();
  private static final Network TWO = two();

  private static Network two() {
    Graph graph = new Graph();
    Value x = graph.input("x", Shape.of(2));
    return graph.outputs(x.then("a", new Dense(2)), x.then("b", new Dense(1)));
  }

  @Test
  void termsComeInTheOrderOfTheOutputs() {
    WeightedLosses losses = WeightedLosses.of("b", Loss.huber(1)).and("a", LOSS, 0.25);
    assertEquals(
        List.of(LOSS, Loss.huber(1)),
        losses.of(TWO).stream().map(WeightedLosses.Term::loss).toList());
    assertEquals(
        List.of(0.25, 1.0), losses.of(TWO).stream().map(WeightedLosses.Term::weight).toList());
  }

  @Test
  void theOnlyOutputNeedsNoNameButMayHaveIt() {
    Network one = Network.of(Shape.of(2), new Dense(1));
    assertEquals(1, WeightedLosses.of(LOSS).of(one).size());
    assertEquals(1, WeightedLosses.of("0", LOSS).of(one).size());
  }

  @Test
  void eachOutputNeedsOneLoss() {
    for (WeightedLosses losses :
        List.of(
            WeightedLosses.of(LOSS),
            WeightedLosses.of("a", LOSS),
            WeightedLosses.of("a", LOSS).and("c", LOSS, 1),
            WeightedLosses.of("a", LOSS).and("b", LOSS, 1).and("c", LOSS, 1))) {
      assertError(
          ShapeException.class,
          () -> Trainer.builder(TWO.initialize(1), losses, Optimizer.sgd(1)).build(),
          "outputs a, b",
          "found losses for",
          "WeightedLosses.and");
    }
    assertError(
        ShapeException.class,
        () -> Trainer.builder(TWO.initialize(1), LOSS, Optimizer.sgd(1)).build(),
        "outputs a, b",
        "the only output");
    assertError(
        SettingException.class,
        () -> WeightedLosses.of("a", LOSS).and("a", LOSS, 1),
        "'a' has two losses");
  }

  @Test
  void weightsAreFiniteAndNotNegative() {
    for (double weight : List.of(-1.0, Double.NaN, Double.POSITIVE_INFINITY)) {
      assertError(
          SettingException.class,
          () -> WeightedLosses.of("a", LOSS).and("b", LOSS, weight),
          "weight of a loss",
          String.valueOf(weight));
    }
  }

  @Test
  void weightsOfClassesNeedOneOutput() {
    WeightedLosses losses = WeightedLosses.of("a", LOSS).and("b", LOSS, 1);
    assertError(
        SettingException.class,
        () ->
            Trainer.builder(TWO.initialize(1), losses, Optimizer.sgd(1)).classWeights(1, 2).build(),
        "one output",
        "found 2");
  }
}
