package dev.lanewise.nn;

import static dev.lanewise.Errors.assertError;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Softmax;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no network, and whether the error says why. */
class NetworkCheckTest {
  private static final Input X = new Input("x", Shape.of(3));

  private static Node node(String name, Operation operation, String... from) {
    return new Node(name, operation, List.of(from));
  }

  private static Node sharing(String name, Operation operation, String from, String owner) {
    return new Node(name, operation, List.of(from), Optional.of(owner));
  }

  private static Node dense(String name, String... from) {
    return node(name, new Dense(3), from);
  }

  private static void refused(List<String> outputs, List<Node> nodes, String... words) {
    refused(List.of(X), nodes, outputs, words);
  }

  private static void refused(
      List<Input> inputs, List<Node> nodes, List<String> outputs, String... words) {
    assertError(ShapeException.class, () -> new Network(inputs, nodes, outputs), words);
  }

  @Test
  void circles() {
    refused(
        List.of("c"),
        List.of(node("a", new Add(), "x", "c"), dense("b", "a"), dense("c", "b")),
        "circle: 'a' reads 'c', which reads 'b', which reads 'a'");
    refused(List.of("a"), List.of(node("a", new Add(), "x", "a")), "circle: 'a' reads 'a'");
  }

  @Test
  void wrongOrder() {
    refused(
        List.of("b"),
        List.of(dense("b", "a"), dense("a", "x")),
        "layer b (Dense) reads 'a', which comes later");
  }

  @Test
  void unknownNames() {
    refused(
        List.of("b"),
        List.of(dense("a", "x"), dense("b", "y")),
        "layer b (Dense) reads 'y'",
        "neither an input nor a layer",
        "a, b, x");
    refused(List.of("b"), List.of(dense("a", "x")), "Output 'b'", "a");
  }

  @Test
  void twoOfAName() {
    refused(List.of("a"), List.of(dense("a", "x"), dense("a", "a")), "two", "'a'");
    refused(List.of("x"), List.of(dense("x", "x")), "two", "'x'");
    refused(List.of(X, X), List.of(dense("a", "x")), List.of("a"), "two", "'x'");
    refused(List.of("a", "a"), List.of(dense("a", "x")), "Output 'a'", "named once");
  }

  @Test
  void twoParametersOfAName() {
    Layer odd = new Named("b.weight");
    refused(
        List.of("a.b"),
        List.of(node("a", odd, "x"), dense("a.b", "a")),
        "two parameters named 'a.b.weight'",
        "layer a.b (Dense)");
  }

  /** A layer with a parameter of that name. */
  private record Named(String parameter) implements Layer {
    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
      return List.of(Parameter.vector(parameter, 1, Initializer.zeros(), 1));
    }

    @Override
    public dev.lanewise.nn.spi.RowPass inference(dev.lanewise.nn.spi.Binding at) {
      throw new AssertionError();
    }

    @Override
    public dev.lanewise.nn.spi.TrainingPasses training(dev.lanewise.nn.spi.TrainingBinding at) {
      throw new AssertionError();
    }
  }

  @Test
  void shapesThatDoNotMeet() {
    Node narrow = node("narrow", new Dense(2), "x");
    for (Operation join : List.of(new Add(), new Multiply())) {
      refused(
          List.of("sum"),
          List.of(narrow, node("sum", join, "narrow", "x")),
          "Layer sum (" + join.getClass().getSimpleName() + ")",
          "(2) of 'narrow' and (3) of 'x'",
          "same shape");
    }
    refused(
        List.of(X, new Input("y", Shape.of(2, 3))),
        List.of(node("both", new Concatenate(), "x", "y")),
        List.of("both"),
        "Layer both (Concatenate)",
        "(3) of 'x' and (2, 3) of 'y'",
        "all extents but the last");
  }

  @Test
  void wrongNumbersOfInputs() {
    refused(
        List.of("a"),
        List.of(node("a", new Add(), "x")),
        "Layer a (Add)",
        "(3) of 'x'",
        "at least 2 inputs");
    refused(List.of("a"), List.of(node("a", new Concatenate(), "x")), "at least 2 inputs");
    refused(
        List.of("a"), List.of(node("a", new Multiply(), "x", "x", "x")), "exactly 2", "found 3");
    refused(
        List.of("a"),
        List.of(dense("a", "x", "x")),
        "Layer a (Dense)",
        "takes 1 input; found 2",
        "Concatenate");
    refused(List.of("a"), List.of(dense("a")), "layer a (Dense) reads nothing");
  }

  @Test
  void whatIsTooLarge() {
    Shape half = Shape.of(Integer.MAX_VALUE);
    refused(
        List.of(new Input("p", half), new Input("q", half)),
        List.of(node("both", new Concatenate(), "p", "q")),
        List.of("both"),
        "Layer both (Concatenate)",
        "4294967294",
        "smaller");
  }

  @Test
  void whatLeadsNowhere() {
    refused(
        List.of("a"),
        List.of(dense("a", "x"), dense("b", "a")),
        "layer b (Dense) leads to no output");
    refused(
        List.of(X, new Input("y", Shape.of(1))),
        List.of(dense("a", "x")),
        List.of("a"),
        "Input 'y' is read by no layer");
  }

  @Test
  void outputsThatAreInputsOrNone() {
    refused(List.of("x", "a"), List.of(dense("a", "x")), "Output 'x'", "must be a layer");
    refused(List.of(), List.of(dense("a", "x")), "at least one output");
    refused(List.of(), List.of(dense("a", "x")), List.of("a"), "at least one input");
    refused(List.of("x"), List.of(), "at least one layer");
  }

  @Test
  void sharingOfUnlikeParameters() {
    refused(
        List.of("b"),
        List.of(node("a", new Dense(4), "x"), sharing("b", new Dense(4), "a", "a")),
        "layer b (Dense) with input (4)",
        "weight (4, 4) (MATRIX, TRAINED)",
        "layer a (Dense) with input (3)",
        "weight (3, 4) (MATRIX, TRAINED)");
    refused(
        List.of("b"),
        List.of(node("a", new Softmax(), "x"), sharing("b", new Dense(3), "a", "a")),
        "layer a (Softmax)",
        "are []");
    refused(
        List.of("b"),
        List.of(dense("a", "x"), sharing("b", new Dense(3), "a", "y")),
        "parameters of 'y', which is no layer before it");
    refused(
        List.of("b"),
        List.of(sharing("a", new Dense(3), "x", "b"), dense("b", "a")),
        "parameters of 'b', which is no layer before it");
    refused(
        List.of("a"),
        List.of(sharing("a", new Dense(3), "x", "a")),
        "parameters of 'a', which is no layer before it");
    refused(
        List.of("c"),
        List.of(
            dense("a", "x"),
            sharing("b", new Dense(3), "a", "a"),
            sharing("c", new Dense(3), "b", "b")),
        "the latter its own");
  }

  @Test
  void sharingBetweenRoles() {
    refused(
        List.of("b"),
        List.of(
            node("a", new Row(Parameter.vector("row", 3, Initializer.zeros(), 1)), "x"),
            sharing("b", new Row(Parameter.state("row", 3, Initializer.zeros())), "a", "a")),
        "layer b (Row)",
        "layer a (Row)",
        "STATE");
  }

  /** A layer with one parameter. */
  private record Row(Parameter parameter) implements Layer {
    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
      return List.of(parameter);
    }

    @Override
    public dev.lanewise.nn.spi.RowPass inference(dev.lanewise.nn.spi.Binding at) {
      throw new AssertionError();
    }

    @Override
    public dev.lanewise.nn.spi.TrainingPasses training(dev.lanewise.nn.spi.TrainingBinding at) {
      throw new AssertionError();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "*", "a*", ".a", "-a", "/a", "\u00e9", "a\n", "a\u0000"})
  void badNames(String name) {
    assertError(SettingException.class, () -> dense(name, "x"), "Node name", "letters");
    assertError(SettingException.class, () -> new Input(name, Shape.of(1)), "name", "letters");
  }

  @Test
  void longNames() {
    char[] letters = new char[201];
    Arrays.fill(letters, 'a');
    String name = new String(letters);
    assertError(SettingException.class, () -> dense(name, "x"), "1 to 200");
    Node fine = dense(name.substring(1), "x");
    new Network(List.of(X), List.of(fine), List.of(fine.name()));
  }

  @Test
  void valuesOfAnotherGraph() {
    Graph.Value x = new Graph().input("x", Shape.of(3));
    Graph other = new Graph();
    Graph.Value y = other.input("y", Shape.of(3));
    assertError(dev.lanewise.UsageException.class, () -> y.plus(x), "'x'", "another graph");
    assertError(dev.lanewise.UsageException.class, () -> y.times(x), "'x'", "another graph");
    assertError(
        dev.lanewise.UsageException.class,
        () -> other.apply(new Concatenate(), y, x),
        "'x'",
        "another graph");
    Graph.Value mine = y.then("same", new Dense(3));
    Graph.Value theirs = x.then("same", new Dense(2));
    assertError(
        dev.lanewise.UsageException.class, () -> y.thenSame(theirs), "'same'", "another graph");
    assertError(
        dev.lanewise.UsageException.class,
        () -> other.outputs(mine, theirs),
        "'same'",
        "another graph");
  }

  @Test
  void sharingWithWhatHasNoLayer() {
    Graph graph = new Graph();
    Graph.Value x = graph.input("x", Shape.of(3));
    Graph.Value y = x.then("y", new Dense(3));
    Graph.Value sum = graph.apply("sum", new Add(), x, y);
    for (Graph.Value each : List.of(x, sum)) {
      assertError(
          dev.lanewise.UsageException.class,
          () -> y.thenSame(each),
          "'" + each.name() + "'",
          "no layer");
    }
    Graph.Value active = y.then("active", new Activate(Activation.RELU));
    Graph.Value again = sum.thenSame("again", active);
    assertError(ShapeException.class, () -> graph.outputs(again), "layer again (Activate)");
  }
}
