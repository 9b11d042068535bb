package dev.lanewise.bench.latency;

import dev.lanewise.Activation;
import dev.lanewise.layers.Dense;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Place;
import java.util.List;

/**
 * Writes a network of dense layers in the format of ONNX: a Gemm for each layer, and a Relu where
 * it has one. The numbers of fields are those of onnx.proto.
 */
final class OnnxModel {
  /** The name of the input, whose shape is {@code rows x inputs}. */
  static final String INPUT = "x";

  /** The name of the output, whose shape is {@code rows x outputs}. */
  static final String OUTPUT = "y";

  private static final int FORMAT = 8;
  private static final int OPERATORS = 13;
  private static final int FLOAT = 1;

  private OnnxModel() {}

  /**
   * The bytes of a file.
   *
   * @param rows samples of a batch
   */
  static byte[] of(Model model, int rows) {
    List<Place> places = model.network().places();
    Protobuf graph = new Protobuf();
    String at = INPUT;
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      if (!(place.operation() instanceof Dense dense)) {
        throw new IllegalArgumentException("expected dense layers; found " + place.label());
      }
      boolean relu = dense.activation().equals(Activation.RELU);
      if (!relu && !dense.activation().equals(Activation.IDENTITY)) {
        throw new IllegalArgumentException("expected ReLU or none; found " + dense.activation());
      }
      String next = i == places.size() - 1 ? OUTPUT : "layer" + i;
      String sum = relu ? "sum" + i : next;
      String weight = "weight" + i;
      String bias = "bias" + i;
      graph.add(1, node("Gemm", sum, at, weight, bias));
      if (relu) {
        graph.add(1, node("Relu", next, sum));
      }
      int inputs = place.input().size();
      graph.add(5, tensor(weight, model.values(2 * i), inputs, dense.units()));
      graph.add(5, tensor(bias, model.values(2 * i + 1), dense.units()));
      at = next;
    }
    graph.add(2, "dense");
    graph.add(11, value(INPUT, rows, model.network().input().size()));
    graph.add(12, value(OUTPUT, rows, model.network().output().size()));
    return new Protobuf()
        .add(1, FORMAT)
        .add(7, graph)
        .add(8, new Protobuf().add(1, "").add(2, OPERATORS))
        .bytes();
  }

  private static Protobuf node(String operator, String output, String... inputs) {
    Protobuf node = new Protobuf();
    for (String input : inputs) {
      node.add(1, input);
    }
    return node.add(2, output).add(3, output).add(4, operator);
  }

  private static Protobuf tensor(String name, float[] values, int... sizes) {
    Protobuf tensor = new Protobuf();
    for (int size : sizes) {
      tensor.add(1, size);
    }
    return tensor.add(2, FLOAT).add(8, name).add(9, values);
  }

  private static Protobuf value(String name, int... sizes) {
    Protobuf shape = new Protobuf();
    for (int size : sizes) {
      shape.add(1, new Protobuf().add(1, size));
    }
    Protobuf tensor = new Protobuf().add(1, FLOAT).add(2, shape);
    return new Protobuf().add(1, name).add(2, new Protobuf().add(1, tensor));
  }
}
