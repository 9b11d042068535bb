package dev.lanewise.bench.latency;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A graph in the format of ONNX, piece by piece. The numbers of fields are those of onnx.proto. */
final class OnnxGraph {
  private static final int FORMAT = 8;
  private static final int OPERATORS = 13;
  private static final int FLOAT = 1;
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
    Protobuf node = new Protobuf();
    inputs.forEach(input -> node.add(1, input));
    node.add(2, output).add(3, output).add(4, operator);
    Arrays.stream(attributes).forEach(attribute -> node.add(5, attribute.message()));
    graph.add(1, node);
  }

  /** Adds a constant. */
  void tensor(String name, float[] values, List<Integer> sizes) {
    Protobuf tensor = new Protobuf();
    sizes.forEach(size -> tensor.add(1, size));
    graph.add(5, tensor.add(2, FLOAT).add(8, name).add(9, values));
  }

  /** The bytes of a file with the graph. */
  byte[] file(String input, List<Integer> inputSizes, String output, List<Integer> outputSizes) {
    graph.add(2, "network");
    graph.add(11, value(input, inputSizes));
    graph.add(12, value(output, outputSizes));
    return new Protobuf()
        .add(1, FORMAT)
        .add(7, graph)
        .add(8, new Protobuf().add(1, "").add(2, OPERATORS))
        .bytes();
  }

  private static Protobuf value(String name, List<Integer> sizes) {
    Protobuf shape = new Protobuf();
    sizes.forEach(size -> shape.add(1, new Protobuf().add(1, size)));
    Protobuf tensor = new Protobuf().add(1, FLOAT).add(2, shape);
    return new Protobuf().add(1, name).add(2, new Protobuf().add(1, tensor));
  }
}
