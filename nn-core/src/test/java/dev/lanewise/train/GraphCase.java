package dev.lanewise.train;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.PartedDataset;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Softmax;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.nn.Concatenate;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Input;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A network that is more than a chain of vectors, with what it is trained by.
 *
 * @param exact the losses in double, in the order of the outputs
 * @param classes for each output the number of classes if its targets are such, otherwise 0
 * @param frozen patterns of what is not trained
 */
record GraphCase(
    String name,
    Network network,
    WeightedLosses losses,
    List<DoubleLoss> exact,
    List<Integer> classes,
    List<String> frozen) {

  private static final DoubleLoss SQUARED = DoubleLoss.squared();

  @Override
  public String toString() {
    return name;
  }

  /** A number of random samples. */
  Dataset data(int samples) {
    Random random = new Random(name.hashCode());
    List<Shape> shapes = network.inputs().stream().map(Input::shape).toList();
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      Shape shape = network.outputShapes().get(i);
      widths.add(classes.get(i) > 0 ? shape.positions() : shape.size());
    }
    int columns = shapes.stream().mapToInt(Shape::size).sum();
    float[] inputs = Samples.uniform(samples * columns, random);
    wholeNumbers(inputs, columns, random);
    int targetColumns = widths.stream().mapToInt(Integer::intValue).sum();
    float[] targets = new float[samples * targetColumns];
    for (int at = 0; at < targets.length; ) {
      for (int i = 0; i < widths.size(); i++) {
        for (int c = 0; c < widths.get(i); c++) {
          int of = classes.get(i);
          targets[at] = of > 0 ? random.nextInt(of) : 2 * random.nextFloat() - 1;
          if (of > 0 && widths.get(i) > 1 && random.nextInt(4) == 0) {
            targets[at] = Loss.IGNORED;
          }
          at++;
        }
      }
    }
    Dataset data = ArrayDataset.of(inputs, Shape.of(columns), targets, targetColumns);
    return PartedDataset.of(data, shapes, widths);
  }

  /** Inputs called lengths are such, and tokens of one of few kinds. */
  private void wholeNumbers(float[] inputs, int columns, Random random) {
    int at = 0;
    for (Input input : network.inputs()) {
      int end = at + input.shape().size();
      for (int row = 0; row < inputs.length; row += columns) {
        for (int i = row + at; i < row + end; i++) {
          inputs[i] =
              switch (input.name()) {
                case "lengths" -> 1 + random.nextInt(SequenceCases.STEPS);
                case "tokens" -> random.nextInt(SequenceCases.TOKENS);
                default -> inputs[i];
              };
        }
      }
      at = end;
    }
  }

  static GraphCase regression(String name, Network network, String... frozen) {
    return new GraphCase(
        name,
        network,
        WeightedLosses.of(Loss.meanSquaredError()),
        List.of(SQUARED),
        List.of(0),
        List.of(frozen));
  }

  GraphCase freezing(String... patterns) {
    return new GraphCase(
        name + " without " + String.join(" ", patterns),
        network,
        losses,
        exact,
        classes,
        List.of(patterns));
  }

  static List<GraphCase> all() {
    List<GraphCase> all = new ArrayList<>();
    all.addAll(
        List.of(residual(), deepResidual(), twoInputs(), twoOutputs(), siamese(), recurrent()));
    all.addAll(List.of(threeReaders(), gate(), squareAndDouble(), sequences(), joinedSequences()));
    all.addAll(List.of(fusedThroughAView(), dropoutInABranch()));
    all.addAll(List.of(norm(), normOfSequences(), normFirst(), normInResidual(), normTwice()));
    all.addAll(ImageCases.all());
    all.addAll(SequenceCases.all());
    all.add(layers().freezing("first.*"));
    all.add(layers().freezing("second.*"));
    all.add(layers().freezing("third.*"));
    all.add(layers().freezing("first.*", "second.*"));
    all.add(layers().freezing("*.bias"));
    all.add(layers().freezing("second.weight"));
    all.add(norm().freezing("norm.*"));
    all.add(norm().freezing("norm.gamma"));
    all.add(normInResidual().freezing("in.*", "norm.*"));
    all.add(dropoutInABranch().freezing("0.*", "2.*"));
    all.add(siamese().freezing("encoder.*"));
    all.add(twoOutputs().freezing("trunk.*", "number.bias"));
    return all;
  }

  static Dense dense(int units) {
    return dense(units, Activation.IDENTITY);
  }

  static Dense dense(int units, Activation f) {
    return new Dense(units, f).withInitializers(Initializer.heUniform(), Initializer.torchLinear());
  }

  private static final Layer TANH = new Activate(Activation.TANH);

  private static Value vector(Graph graph, int size) {
    return graph.input("x", Shape.of(size));
  }

  static GraphCase residual() {
    Graph graph = new Graph();
    Value x = vector(graph, 6).then(dense(35, Activation.TANH));
    return regression(
        "residual", graph.outputs(x.then(dense(35, Activation.GELU)).plus(x).then(dense(3))));
  }

  private static GraphCase deepResidual() {
    Graph graph = new Graph();
    Value x = vector(graph, 5);
    for (int i = 0; i < 3; i++) {
      x = x.then(dense(7, Activation.TANH)).then(dense(5)).plus(x);
    }
    return regression("deep residual", graph.outputs(x.then(TANH)));
  }

  static GraphCase twoInputs() {
    Graph graph = new Graph();
    Value left = graph.input("left", Shape.of(5)).then(dense(4, Activation.TANH));
    Value right = graph.input("right", Shape.of(2, 3)).then(dense(2, Activation.SILU));
    Value both = graph.apply("both", new Concatenate(), left, right.then(new Flatten()));
    return regression("two inputs", graph.outputs(both.then(dense(3))));
  }

  static GraphCase twoOutputs() {
    Graph graph = new Graph();
    Value trunk = vector(graph, 6).then("trunk", dense(33, Activation.TANH));
    Value logits = trunk.then("logits", dense(4));
    return new GraphCase(
        "two outputs",
        graph.outputs(logits.then("class", new Softmax()), trunk.then("number", dense(2))),
        WeightedLosses.of("class", Loss.softmaxCrossEntropy())
            .and("number", Loss.meanSquaredError(), 0.3),
        List.of(DoubleLoss.crossOfProbabilities(0), SQUARED),
        List.of(4, 0),
        List.of());
  }

  private static GraphCase siamese() {
    Graph graph = new Graph();
    Value left = graph.input("left", Shape.of(5)).then("encoder", dense(34, Activation.TANH));
    Value right = graph.input("right", Shape.of(5)).thenSame("again", left);
    return regression(
        "siamese", graph.outputs(graph.apply(new Concatenate(), left, right).then(dense(2))));
  }

  /** The same layer three times in a row, as in recurrent networks. */
  static GraphCase recurrent() {
    Graph graph = new Graph();
    Value first = vector(graph, 6).then("cell", dense(6, Activation.TANH));
    Value third = first.thenSame(first).thenSame(first);
    return regression("recurrent", graph.outputs(third.then(dense(2))));
  }

  /** A value that three layers read, of which one gives a second output, and that is a third. */
  static GraphCase threeReaders() {
    Graph graph = new Graph();
    Value x = vector(graph, 6).then("x1", dense(7, Activation.TANH));
    Value a = x.then(dense(5, Activation.SILU));
    Value b = x.then("b", dense(5, Activation.SOFTPLUS));
    Value c = x.then(dense(5));
    return new GraphCase(
        "three readers",
        graph.outputs(a.plus(b).plus(c).then("sum", dense(2)), b, x),
        WeightedLosses.of("sum", Loss.meanSquaredError())
            .and("b", Loss.huber(0.5f), 2)
            .and("x1", Loss.halfMeanSquaredError(), 0.5),
        List.of(SQUARED, DoubleLoss.huber(0.5), DoubleLoss.halfSquared()),
        List.of(0, 0, 0),
        List.of());
  }

  static GraphCase gate() {
    Graph graph = new Graph();
    Value x = vector(graph, 6);
    Value gate = x.then(dense(9, Activation.SIGMOID));
    return regression(
        "gate", graph.outputs(x.then(dense(9, Activation.TANH)).times(gate).then(dense(3))));
  }

  /** One operation that reads a value twice. */
  private static GraphCase squareAndDouble() {
    Graph graph = new Graph();
    Value x = vector(graph, 6).then(dense(5, Activation.TANH));
    Value twice = x.plus(x);
    return regression("square", graph.outputs(twice.times(twice).then(dense(3))));
  }

  static GraphCase sequences() {
    return regression(
        "sequences",
        Network.of(
            Shape.of(4, 5),
            dense(19, Activation.GELU),
            dense(3),
            new Softmax(),
            new Flatten(),
            dense(2)));
  }

  private static GraphCase joinedSequences() {
    Graph graph = new Graph();
    Value a = graph.input("a", Shape.of(3, 2));
    Value b = graph.input("b", Shape.of(3, 4)).then(dense(5, Activation.TANH));
    Value joined = graph.apply(new Concatenate(), a, b, a);
    return regression(
        "joined sequences", graph.outputs(joined.then(dense(4)).then(TANH).then(new Softmax())));
  }

  private static GraphCase fusedThroughAView() {
    return regression(
        "fused through a view",
        Network.of(Shape.of(4, 5), dense(3), new Flatten(), TANH, dense(2)));
  }

  private static GraphCase dropoutInABranch() {
    Graph graph = new Graph();
    Value x = vector(graph, 6).then(dense(9, Activation.TANH));
    Value y = x.then(new Dropout(0.3f)).then(dense(9, Activation.SILU));
    return regression(
        "dropout in a branch", graph.outputs(y.plus(x).then(new Dropout(0.2f)).then(dense(2))));
  }

  static GraphCase norm() {
    Graph graph = new Graph();
    Value x = vector(graph, 6).then("in", dense(34, Activation.TANH));
    return regression(
        "norm", graph.outputs(x.then("norm", new BatchNorm(0.1f, 1e-3f)).then("out", dense(3))));
  }

  private static GraphCase normOfSequences() {
    return regression(
        "norm of sequences",
        Network.of(
            Shape.of(4, 5),
            dense(7, Activation.TANH),
            new BatchNorm(0.2f, 1e-3f),
            dense(2, Activation.SILU),
            new Flatten(),
            new BatchNorm(0.5f, 1e-3f),
            dense(2)));
  }

  private static GraphCase normFirst() {
    return regression(
        "norm first", Network.of(Shape.of(5), new BatchNorm(0.1f, 1e-3f), TANH, dense(2)));
  }

  static GraphCase normInResidual() {
    Graph graph = new Graph();
    Value x = vector(graph, 6).then("in", dense(5, Activation.TANH));
    Value normal = x.then("norm", new BatchNorm(0.3f, 1e-3f)).then(TANH);
    return regression("norm in residual", graph.outputs(normal.plus(x).then("out", dense(3))));
  }

  /** Two nodes that share a normalisation, whose state follows both. */
  private static GraphCase normTwice() {
    Graph graph = new Graph();
    Value x = vector(graph, 6);
    Value a = x.then(dense(5, Activation.TANH)).then("norm", new BatchNorm(0.3f, 1e-3f));
    Value b = x.then(dense(5, Activation.SIGMOID)).thenSame("again", a);
    return regression("norm twice", graph.outputs(a.times(b).then(dense(2))));
  }

  private static GraphCase layers() {
    Graph graph = new Graph();
    Value x = vector(graph, 6).then("first", dense(33, Activation.TANH));
    Value y = x.then("second", dense(5, Activation.SILU));
    return regression("layers", graph.outputs(y.then("third", dense(3))));
  }
}
