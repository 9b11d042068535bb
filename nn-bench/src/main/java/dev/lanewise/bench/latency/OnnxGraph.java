package dev.lanewise.bench.latency;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A graph in the format of ONNX, piece by piece. The numbers of fields are those of onnx.proto. */
final class OnnxGraph {
  /** The size of a dimension that differs from call to call. */
  static final int ANY = -1;

  private static final int FORMAT = 8;
  private static final int OPERATORS = 13;
  private static final int FLOAT = 1;
  private static final int LONG = 7;
  private static final int INTEGER = 2;
  private static final int INTEGERS = 7;

  private final Protobuf graph = new Protobuf();

  /** A setting of a node: one integer, or several. */
  record Attribute(String name, int type, int[] values) {

    /** One integer, which is not negative. */
    static Attribute of(String name, int value) {
      return new Attribute(name, INTEGER, new int[] {value});
    }

    /** Several integers, none of which is negative. */
    static Attribute of(String name, int[] values) {
      return new Attribute(name, INTEGERS, values);
    }

    private Protobuf message() {
      Protobuf message = new Protobuf().add(1, name);
      // "i" for one, "ints" for several.
      IntStream.of(values).forEach(value -> message.add(type == INTEGER ? 3 : 8, value));
      return message.add(20, type);
    }
  }

  /** Adds a node with one output, which names it. */
  void node(String operator, String output, List<String> inputs, Attribute... attributes) {
    node(operator, List.of(output), inputs, attributes);
  }

  /** Adds a node; the last output names it, and what is left out has no name. */
  void node(String operator, List<String> outputs, List<String> inputs, Attribute... attributes) {
    Protobuf node = new Protobuf();
    inputs.forEach(input -> node.add(1, input));
    outputs.forEach(output -> node.add(2, output));
    node.add(3, outputs.getLast()).add(4, operator);
    Arrays.stream(attributes).forEach(attribute -> node.add(5, attribute.message()));
    graph.add(1, node);
  }

  /** Adds a constant. */
  void tensor(String name, float[] values, List<Integer> sizes) {
    Protobuf tensor = new Protobuf();
    sizes.forEach(size -> tensor.add(1, size));
    graph.add(5, tensor.add(2, FLOAT).add(8, name).add(9, values));
  }

  /** Adds a constant row of integers. */
  void tensor(String name, long... values) {
    graph.add(5, new Protobuf().add(1, values.length).add(2, LONG).add(8, name).add(9, values));
  }

  /** Adds an input of floats. */
  void input(String name, List<Integer> sizes) {
    graph.add(11, value(name, FLOAT, sizes));
  }

  /** Adds an input of integers. */
  void integerInput(String name, List<Integer> sizes) {
    graph.add(11, value(name, LONG, sizes));
  }

  /** Adds an output of floats. */
  void output(String name, List<Integer> sizes) {
    graph.add(12, value(name, FLOAT, sizes));
  }

  /** The bytes of a file with the graph. */
  byte[] file() {
    return file(FORMAT, OPERATORS);
  }

  /** The same in a later version of the format and of the operators. */
  byte[] file(int format, int operators) {
    graph.add(2, "network");
    return new Protobuf()
        .add(1, format)
        .add(7, graph)
        .add(8, new Protobuf().add(1, "").add(2, operators))
        .bytes();
  }

  private static Protobuf value(String name, int type, List<Integer> sizes) {
    Protobuf shape = new Protobuf();
    sizes.forEach(size -> shape.add(1, size == ANY ? new Protobuf() : new Protobuf().add(1, size)));
    Protobuf tensor = new Protobuf().add(1, type).add(2, shape);
    return new Protobuf().add(1, name).add(2, new Protobuf().add(1, tensor));
  }
}
