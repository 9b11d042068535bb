package dev.lanewise.lbfgs;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.PartedDataset;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Concatenate;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Penalty;
import dev.lanewise.optimizer.Regularization;
import dev.lanewise.train.Samples;
import dev.lanewise.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** L-BFGS matches parameters and gradients of graphs, or its line search would find nothing. */
class GraphLbfgsTest {

  private static Dense dense(int units, Activation f) {
    return new Dense(units, f);
  }

  /** A teacher of the same kind gives the targets, so that the loss can go to nothing. */
  private static void learns(Network network, Loss loss, List<Shape> shapes) {
    int columns = shapes.stream().mapToInt(Shape::size).sum();
    Random random = new Random(3);
    float[][] inputs = new float[60][];
    float[][] targets = new float[60][];
    var teacher =
        dev.lanewise.predict.Predictor.of(
            network.initialize(99), dev.lanewise.kernels.Backends.select("reference"));
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = Samples.uniform(columns, random);
      targets[i] = teacher.predict(inputs[i]);
    }
    Dataset data =
        PartedDataset.of(ArrayDataset.of(inputs, targets), shapes, List.of(targets[0].length));
    Model start = network.initialize(1);
    List<Double> losses = new ArrayList<>();
    LbfgsResult result =
        LbfgsTrainer.builder(start, loss, Lbfgs.iterations(150))
            .regularization(Regularization.ofWeights(network, Penalty.l2(1e-9)))
            .threads(2)
            .backend("reference")
            .build()
            .fit(data, LbfgsFit.plain().withListener(progress -> losses.add(progress.loss())));
    double before = evaluate(start, loss, data);
    double after = evaluate(result.model(), loss, data);
    assertEquals(after, result.loss(), 1e-6 * before);
    double floor = evaluate(network.initialize(99), loss, data);
    assertTrue(
        after - floor < (before - floor) / 50,
        () -> "from " + before + " to " + after + ", at best " + floor);
  }

  private static double evaluate(Model model, Loss loss, Dataset data) {
    try (Trainer trainer =
        Trainer.builder(model, loss, Optimizer.sgd(1)).backend("reference").build()) {
      return trainer.evaluate(data).loss();
    }
  }

  @Test
  void residual() {
    Graph graph = new Graph();
    Value x = graph.input("x", Shape.of(5)).then(dense(6, Activation.TANH));
    Value y = x.then(dense(6, Activation.TANH)).plus(x).then(dense(2, Activation.IDENTITY));
    learns(graph.outputs(y), Loss.meanSquaredError(), List.of(Shape.of(5)));
  }

  @Test
  void sharedParametersOfTwoInputs() {
    Graph graph = new Graph();
    Value left = graph.input("left", Shape.of(4)).then("encoder", dense(5, Activation.TANH));
    Value right = graph.input("right", Shape.of(4)).thenSame(left);
    Value y = graph.apply(new Concatenate(), left, right).then(dense(2, Activation.IDENTITY));
    learns(graph.outputs(y), Loss.meanSquaredError(), List.of(Shape.of(4), Shape.of(4)));
  }

  @Test
  void sequences() {
    Network network =
        Network.of(
            Shape.of(3, 4),
            dense(5, Activation.TANH),
            new Flatten(),
            dense(2, Activation.IDENTITY));
    learns(network, Loss.meanSquaredError(), List.of(Shape.of(3, 4)));
  }

  /** The last function is another layer's, too, so that training sees a node more. */
  @Test
  void aSigmoidThatIsSharedWithAnotherNode() {
    Graph graph = new Graph();
    Value x = graph.input("x", Shape.of(4));
    Value first = x.then("p", dense(4, Activation.SIGMOID));
    Value y = first.then(dense(4, Activation.TANH)).thenSame("q", first);
    learns(graph.outputs(y), Loss.binaryCrossEntropy(), List.of(Shape.of(4)));
  }

  @Test
  void refusesStateAndSeveralOutputs() {
    Network norm = Network.of(Shape.of(4), new BatchNorm(0.1f, 1e-3f), dense(2, Activation.RELU));
    Dataset data = Samples.regression(10, Shape.of(4), 2, 1);
    LbfgsTrainer trainer =
        LbfgsTrainer.builder(norm.initialize(1), Loss.meanSquaredError(), Lbfgs.iterations(3))
            .backend("reference")
            .build();
    assertError(SettingException.class, () -> trainer.fit(data), "0.mean", "Trainer");
    Graph graph = new Graph();
    Value x = graph.input("x", Shape.of(4));
    Network two =
        graph.outputs(
            x.then("a", dense(1, Activation.TANH)), x.then("b", dense(1, Activation.TANH)));
    assertError(
        ShapeException.class,
        () ->
            LbfgsTrainer.builder(two.initialize(1), Loss.meanSquaredError(), Lbfgs.iterations(3))
                .backend("reference")
                .build()
                .fit(PartedDataset.of(data, List.of(Shape.of(4)), List.of(1, 1))),
        "outputs a, b");
  }
}
