package dev.lanewise.bench.latency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.bench.Networks;
import dev.lanewise.layers.Dense;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

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

  @Test
  void otherLayersAreRefused() {
    Network network = Network.of(Shape.of(2), new Dense(2, Activation.TANH));

    assertThrows(IllegalArgumentException.class, () -> OnnxModel.of(network.initialize(1), 1));
  }
}
