package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.PartedDataset;
import dev.lanewise.kernels.Backends;
import dev.lanewise.layers.PoolOverTime.Kind;
import dev.lanewise.layers.Recurrence.Direction;
import dev.lanewise.layers.Recurrence.Output;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Operation;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is behind the end of a sample changes no bit of its result, nor of what is learnt. */
class PaddingTest {
  private static final int FEATURES = 4;
  private static final int LENGTH = 3;

  static List<Operation> layers() {
    return List.of(
        new Lstm(5).withLengths(),
        new Lstm(5).withLengths().withDirection(Direction.BOTH).withOutput(Output.LAST),
        new Lstm(5).withLengths().withDirection(Direction.REVERSE).withOutput(Output.STATE),
        new Gru(5).withLengths().withOutput(Output.LAST),
        new Gru(5).withLengths().withResetBefore().withOutput(Output.LAST),
        new SimpleRnn(5).withLengths().withDirection(Direction.BOTH).withOutput(Output.LAST),
        new PoolOverTime(Kind.AVERAGE),
        new PoolOverTime(Kind.MAX),
        new PoolOverTime(Kind.LAST));
  }

  private static Network network(Operation layer, int steps) {
    Graph graph = new Graph();
    Value x = graph.input("x", Shape.of(steps, FEATURES));
    Value lengths = graph.input("lengths", Shape.of(1));
    return graph.outputs(graph.apply("layer", layer, x, lengths));
  }

  /** A sample of so many steps, whose padding is filled with a number. */
  private static float[] sample(int steps, float padding) {
    float[] sample = new float[steps * FEATURES + 1];
    Arrays.fill(sample, padding);
    Random random = new Random(1);
    for (int i = 0; i < LENGTH * FEATURES; i++) {
      sample[i] = random.nextFloat() - 0.5f;
    }
    sample[steps * FEATURES] = LENGTH;
    return sample;
  }

  private static float[] result(Operation layer, int steps, float padding) {
    Model model = network(layer, steps).initialize(5);
    Predictor predictor = Predictor.of(model, Backends.select("reference"));
    float[] all = predictor.predict(sample(steps, padding));
    boolean sequence = model.network().output().dimensions().size() == 2;
    int valid = sequence ? LENGTH * model.network().output().channels() : all.length;
    return Arrays.copyOf(all, valid);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void resultsAreThoseOfTheSampleAlone(Operation layer) {
    float[] alone = result(layer, LENGTH, 0);
    for (float padding : new float[] {0, 7, 1e30f, Float.NaN, Float.NEGATIVE_INFINITY}) {
      assertArrayEquals(alone, result(layer, 8, padding), 0, "filled with " + padding);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void whatIsLearntIsTheSame(Operation layer) {
    float[][] expected = learnt(layer, 0);
    for (float padding : new float[] {7, Float.NaN, Float.POSITIVE_INFINITY}) {
      float[][] found = learnt(layer, padding);
      for (int i = 0; i < expected.length; i++) {
        assertArrayEquals(expected[i], found[i], 0, "filled with " + padding);
      }
    }
  }

  private static float[][] learnt(Operation layer, float padding) {
    Network network = network(layer, 6);
    int outputs = network.output().size();
    float[] sample = sample(6, padding);
    Dataset data = ArrayDataset.of(new float[][] {sample, sample}, new float[2][outputs]);
    Dataset parted =
        PartedDataset.of(data, List.of(Shape.of(6, FEATURES), Shape.of(1)), List.of(outputs));
    try (Trainer trainer =
        Trainer.builder(network.initialize(5), Loss.meanSquaredError(), Optimizer.sgd(0.5))
            .backend("reference")
            .batchSize(2)
            .build()) {
      trainer.fit(parted, Fit.epochs(3));
      float[][] values = new float[network.parameters().size()][];
      Arrays.setAll(values, trainer.model()::values);
      return values;
    }
  }

  @ParameterizedTest
  @MethodSource("heads")
  void attentionHearsNothingOfIt(MultiHeadAttention attention) {
    float[] alone = result(attention, LENGTH, 0);
    for (float padding : new float[] {0, 7, 1e30f, Float.NaN}) {
      assertArrayEquals(alone, result(attention, 8, padding), 0, "filled with " + padding);
    }
  }

  static List<MultiHeadAttention> heads() {
    MultiHeadAttention two = new MultiHeadAttention(2).withLengths();
    return List.of(two, two.withCausality());
  }
}
