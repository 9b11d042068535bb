package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.PartedDataset;
import dev.lanewise.layers.Softmax;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A network with two outputs against networks with one of them. */
class SeveralOutputsTest {
  private static final Dataset DATA = GraphCase.twoOutputs().data(45);
  private static final Loss CLASSES = Loss.softmaxCrossEntropy();
  private static final Loss NUMBERS = Loss.meanSquaredError();

  /** The network of {@link GraphCase#twoOutputs}, with some of its outputs. */
  private static Network network(boolean classes, boolean numbers) {
    Graph graph = new Graph();
    Value trunk = graph.input("x", Shape.of(6)).then("trunk", GraphCase.dense(18, Activation.TANH));
    if (!classes) {
      return graph.outputs(trunk.then("number", GraphCase.dense(2)));
    }
    Value probabilities = trunk.then("logits", GraphCase.dense(4)).then("class", new Softmax());
    return numbers
        ? graph.outputs(probabilities, trunk.then("number", GraphCase.dense(2)))
        : graph.outputs(probabilities);
  }

  private static Model both() {
    return network(true, true).initialize(3);
  }

  private static Model part(Network network) {
    return new Model(
        network,
        network.parameters().stream()
            .map(named -> both().values(named.name()))
            .toArray(float[][]::new));
  }

  /** The targets of one output. */
  private record Targets(Dataset data, int from, int targetColumns) implements WrappedDataset {
    @Override
    public void read(int index, Matrix inputs, Matrix targets, int row) {
      Matrix all = Matrix.allocate(1, data.targetColumns());
      Matrix read = Matrix.allocate(1, data.inputShape().size());
      data.read(index, read, all, 0);
      System.arraycopy(read.data(), 0, inputs.data(), inputs.row(row), read.cols());
      System.arraycopy(all.data(), from, targets.data(), targets.row(row), targetColumns);
    }
  }

  private static Trainer trainer(Model model, WeightedLosses losses) {
    return Trainer.builder(model, losses, Optimizer.sgd(0.25))
        .batchSize(8)
        .backend("reference")
        .build();
  }

  private static WeightedLosses losses(double classes, double numbers) {
    return new WeightedLosses(List.of())
        .and("number", NUMBERS, numbers)
        .and("class", CLASSES, classes);
  }

  @Test
  void eachOutputIsEvaluatedAsIfItWereTheOnlyOne() {
    try (Trainer trainer = trainer(both(), losses(2, 0.5));
        Trainer classes = trainer(part(network(true, false)), WeightedLosses.of(CLASSES));
        Trainer numbers = trainer(part(network(false, true)), WeightedLosses.of(NUMBERS))) {
      Evaluation all = trainer.evaluate(DATA);
      Evaluation ofClasses = classes.evaluate(new Targets(DATA, 0, 1));
      Evaluation ofNumbers = numbers.evaluate(new Targets(DATA, 1, 2));
      assertEquals(List.of(ofClasses, ofNumbers), all.outputs());
      assertEquals(2 * ofClasses.loss() + 0.5 * ofNumbers.loss(), all.loss(), 1e-12);
      assertTrue(ofClasses.accuracy().isPresent());
      assertTrue(ofNumbers.accuracy().isEmpty());
      assertTrue(all.accuracy().isEmpty());
    }
  }

  @Test
  void aLossWithoutWeightTrainsNothing() {
    try (Trainer trainer = trainer(both(), losses(1, 0));
        Trainer classes = trainer(part(network(true, false)), WeightedLosses.of(CLASSES))) {
      trainer.fit(DATA, Fit.epochs(2));
      classes.fit(new Targets(DATA, 0, 1), Fit.epochs(2));
      for (String name : List.of("trunk.weight", "trunk.bias", "logits.weight", "logits.bias")) {
        assertArrayEquals(classes.model().values(name), trainer.model().values(name), name);
      }
      assertArrayEquals(both().values("number.weight"), trainer.model().values("number.weight"));
    }
  }

  @Test
  void weightsOfSamplesCountForAllOutputs() {
    float[] weights = new float[DATA.size()];
    Arrays.fill(weights, 2);
    try (Trainer weighted = trainer(both(), losses(1, 0.5));
        Trainer doubled = trainer(both(), losses(2, 1));
        Trainer plain = trainer(both(), losses(1, 0.5))) {
      weighted.fit(DATA, Fit.epochs(2).withSampleWeights(weights));
      doubled.fit(DATA, Fit.epochs(2));
      plain.fit(DATA, Fit.epochs(2));
      assertEquals(doubled.model().checksum(), weighted.model().checksum());
      assertFalse(plain.model().checksum() == weighted.model().checksum());
    }
  }

  @Test
  void targetsOfEachOutputAreChecked() {
    Dataset swapped =
        PartedDataset.of(
            Samples.regression(9, Shape.of(6), 3, 4), List.of(Shape.of(6)), List.of(1, 2));
    // With more workers another sample may be the first that is found.
    try (Trainer trainer =
        Trainer.builder(both(), losses(1, 1), Optimizer.sgd(0.25))
            .backend("reference")
            .threads(1)
            .build()) {
      dev.lanewise.Errors.assertError(
          dev.lanewise.DataException.class,
          () -> trainer.fit(swapped, Fit.epochs(1).unshuffled()),
          "Sample 0",
          "Class index");
    }
  }
}
