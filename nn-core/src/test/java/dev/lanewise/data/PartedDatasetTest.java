package dev.lanewise.data;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.nn.Concatenate;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.ChangingDataset;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Samples;
import dev.lanewise.train.Trainer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartedDatasetTest {
  private static final Dataset DATA = Samples.regression(20, Shape.of(7), 3, 1);
  private static final List<Shape> SHAPES = List.of(Shape.of(2, 2), Shape.of(3));
  private static final PartedDataset PARTED = PartedDataset.of(DATA, SHAPES, List.of(2, 1));

  private static Trainer trainer() {
    Graph graph = new Graph();
    Value image = graph.input("image", Shape.of(2, 2)).then(new Flatten());
    Value both = graph.apply(new Concatenate(), image, graph.input("other", Shape.of(3)));
    Network network = graph.outputs(both.then("a", new Dense(2)), both.then("b", new Dense(1)));
    return Trainer.builder(
            network.initialize(1),
            WeightedLosses.of("a", Loss.meanSquaredError()).and("b", Loss.huber(1), 1),
            Optimizer.sgd(0.1))
        .backend("reference")
        .build();
  }

  @Test
  void partsMustAddUp() {
    assertError(
        ShapeException.class,
        () -> PartedDataset.of(DATA, List.of(Shape.of(2, 2)), List.of(3)),
        "(2, 2)",
        "4 values",
        "have 7");
    assertError(
        ShapeException.class,
        () -> PartedDataset.of(DATA, SHAPES, List.of(2, 2)),
        "3 together",
        "[2, 2]");
    assertError(
        ShapeException.class, () -> PartedDataset.of(DATA, SHAPES, List.of(3, 0)), "[3, 0]");
    assertError(
        ShapeException.class, () -> PartedDataset.of(DATA, SHAPES, List.of(4, -1)), "[4, -1]");
  }

  @Test
  void trainerRefusesOtherParts() {
    try (Trainer trainer = trainer()) {
      Fit fit = Fit.epochs(1);
      assertError(
          ShapeException.class,
          () -> trainer.fit(DATA, fit),
          "(2, 2) (4 values) and (3) (3 values)",
          "(7)");
      assertError(
          ShapeException.class,
          () ->
              trainer.fit(
                  PartedDataset.of(DATA, List.of(Shape.of(3), Shape.of(4)), List.of(2, 1)), fit),
          "shape");
      assertError(
          ShapeException.class,
          () -> trainer.fit(PartedDataset.of(DATA, SHAPES, List.of(3)), fit),
          "2 outputs (a, b)",
          "PartedDataset");
      assertError(
          ShapeException.class,
          () -> trainer.fit(PartedDataset.of(DATA, SHAPES, List.of(1, 2)), fit),
          "targets");
      trainer.fit(PARTED, fit.withValidation(Subset.first(PARTED, 5)));
    }
  }

  @Test
  void subsetsAreParted() {
    Subset subset = Subset.of(PARTED, 3, 1);
    assertEquals(SHAPES, subset.inputShapes());
    assertEquals(List.of(2, 1), subset.targetWidths());
  }

  @Test
  void ordersAreThoseOfTheData() {
    int[] expected = new int[20];
    int[] found = new int[20];
    DATA.order(expected, 3, 1, true);
    PARTED.order(found, 3, 1, true);
    assertArrayEquals(expected, found);
  }

  @Test
  void anEpochIsThatOfTheData() {
    Dataset changing = new ChangingDataset(DATA);
    PartedDataset parted = PartedDataset.of(changing, SHAPES, List.of(2, 1));
    Dataset found = parted.inEpoch(3, 1);
    assertEquals(PartedDataset.of(changing.inEpoch(3, 1), SHAPES, List.of(2, 1)), found);
    assertEquals(PARTED, PARTED.inEpoch(3, 1));
  }
}
