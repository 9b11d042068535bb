package dev.lanewise.bench.latency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.bench.Networks;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Extent;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.MaxPool2d;
import dev.lanewise.layers.Padding;
import dev.lanewise.layers.Softmax;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.predict.Predictor;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read with Google's parser, by the numbers of fields in onnx.proto. */
class OnnxModelTest {
  private static final Model MODEL = Networks.of("300-4-2").initialize(1);

  @Test
  void graphHasNodesTensorsInputAndOutput() throws InvalidProtocolBufferException {
    UnknownFieldSet file = UnknownFieldSet.parseFrom(OnnxModel.of(MODEL, 128));
    assertEquals(List.of(8L), file.getField(1).getVarintList());
    UnknownFieldSet operators = message(file, 8, 0);
    assertEquals("", text(operators, 1, 0));
    assertEquals(List.of(13L), operators.getField(2).getVarintList());

    UnknownFieldSet graph = message(file, 7, 0);
    assertEquals(3, graph.getField(1).getLengthDelimitedList().size());
    node(message(graph, 1, 0), "Gemm", "sum0", "x", "weight0", "bias0");
    node(message(graph, 1, 1), "Relu", "layer0", "sum0");
    node(message(graph, 1, 2), "Gemm", "y", "layer0", "weight1", "bias1");
    assertEquals(4, graph.getField(5).getLengthDelimitedList().size());
    tensor(message(graph, 5, 0), "weight0", MODEL.values(0), 300L, 4L);
    tensor(message(graph, 5, 3), "bias1", MODEL.values(3), 2L);
    value(message(graph, 11, 0), "x", 128, 300);
    value(message(graph, 12, 0), "y", 128, 2);
  }

  private static void node(UnknownFieldSet node, String operator, String output, String... inputs)
      throws InvalidProtocolBufferException {
    for (int i = 0; i < inputs.length; i++) {
      assertEquals(inputs[i], text(node, 1, i));
    }
    assertEquals(inputs.length, node.getField(1).getLengthDelimitedList().size());
    assertEquals(output, text(node, 2, 0));
    assertEquals(operator, text(node, 4, 0));
  }

  private static void tensor(UnknownFieldSet tensor, String name, float[] values, Long... sizes) {
    assertEquals(List.of(sizes), tensor.getField(1).getVarintList());
    assertEquals(List.of(1L), tensor.getField(2).getVarintList());
    assertEquals(name, text(tensor, 8, 0));
    FloatBuffer data =
        tensor
            .getField(9)
            .getLengthDelimitedList()
            .getFirst()
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    float[] found = new float[data.remaining()];
    data.get(found);
    assertArrayEquals(values, found);
  }

  private static void value(UnknownFieldSet value, String name, long rows, long cols)
      throws InvalidProtocolBufferException {
    assertEquals(name, text(value, 1, 0));
    UnknownFieldSet tensor = message(message(value, 2, 0), 1, 0);
    assertEquals(List.of(1L), tensor.getField(1).getVarintList());
    UnknownFieldSet shape = message(tensor, 2, 0);
    assertEquals(List.of(rows), message(shape, 1, 0).getField(1).getVarintList());
    assertEquals(List.of(cols), message(shape, 1, 1).getField(1).getVarintList());
  }

  private static UnknownFieldSet message(UnknownFieldSet in, int field, int index)
      throws InvalidProtocolBufferException {
    return UnknownFieldSet.parseFrom(bytes(in, field, index));
  }

  private static String text(UnknownFieldSet in, int field, int index) {
    return bytes(in, field, index).toStringUtf8();
  }

  private static ByteString bytes(UnknownFieldSet in, int field, int index) {
    return in.getField(field).getLengthDelimitedList().get(index);
  }

  static Stream<Network> networks() {
    return Stream.of(
        Networks.of("7-5-3"),
        Networks.of("cnn"),
        Networks.of("lenet"),
        Network.of(
            Shape.of(9, 8, 1),
            new Conv2d(4, new Extent(3, 2), Activation.RELU)
                .withStride(new Extent(2, 1))
                .withDilation(new Extent(1, 2))
                .withPadding(Padding.of(2, 0, 1, 3)),
            new MaxPool2d(new Extent(2, 3), new Extent(1, 2)).withPadding(Padding.of(1)),
            new Conv2d(6, 2).withGroups(2).withPadding(Padding.same()).withoutBias(),
            new Dropout(0.5f),
            new Flatten(),
            new Dense(5)));
  }

  /** The graph gives what the network gives, computed with channels first by other code. */
  @ParameterizedTest
  @MethodSource("networks")
  void graphComputesTheNetwork(Network network) throws InvalidProtocolBufferException {
    Model model = withBiases(network.initialize(3));
    float[] x = numbers(2 * network.input().size(), 0);
    Matrix expected = Matrix.allocate(2, network.output().size());
    Predictor.of(model).predict(Matrix.of(x, 2, network.input().size()), expected);

    double[] found = OnnxEvaluation.run(OnnxModel.of(model, 2), x);

    int outputs = network.output().size();
    assertEquals(2 * outputs, found.length);
    for (int i = 0; i < found.length; i++) {
      assertEquals(expected.get(i / outputs, i % outputs), found[i], 1e-5, "output " + i);
    }
  }

  /** Biases begin as zeros, which would show nothing. */
  private static Model withBiases(Model model) {
    float[][] values = new float[model.network().parameters().size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = model.values(i);
      if (model.network().parameters().get(i).parameter().name().equals("bias")) {
        values[i] = numbers(values[i].length, -0.5f);
      }
    }
    return new Model(model.network(), values);
  }

  private static float[] numbers(int size, float least) {
    SplittableRandom random = new SplittableRandom(5);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = least + (float) random.nextDouble();
    }
    return values;
  }

  static Stream<Network> others() {
    return Stream.of(
        Network.of(Shape.of(2), new Dense(2, Activation.TANH)),
        Network.of(Shape.of(2), new Softmax()),
        Network.of(Shape.of(4, 4, 3), new Conv2d(2, 3)),
        Network.of(Shape.of(4, 1), new Dense(2)),
        Network.of(
            Shape.of(4, 4, 1),
            new MaxPool2d(Extent.of(3), Extent.of(2), Padding.valid(), Extent.of(1), true)));
  }

  @ParameterizedTest
  @MethodSource("others")
  void otherLayersAndInputsAreRefused(Network network) {
    assertThrows(IllegalArgumentException.class, () -> OnnxModel.of(network.initialize(1), 1));
  }
}
