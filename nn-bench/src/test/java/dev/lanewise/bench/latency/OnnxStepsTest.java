package dev.lanewise.bench.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.lanewise.nn.Model;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What is written is read with Google's parser. That ONNX Runtime computes the network from it is
 * checked by each measurement.
 */
class OnnxStepsTest {
  private static final Model LSTM = new TokenRequest("lstm-256").model();
  private static final Model GPT = new TokenRequest("gpt").model();

  @Test
  void everyNameIsThereBeforeItIsRead() throws InvalidProtocolBufferException {
    checkNames(OnnxSteps.lstm(LSTM), 1 + 2, 1 + 2);
    checkNames(OnnxSteps.gpt(GPT), 2 + 4, 1 + 4);
  }

  private static void checkNames(byte[] file, int inputs, int outputs)
      throws InvalidProtocolBufferException {
    UnknownFieldSet graph = graph(file);
    Set<String> names = new HashSet<>(Set.of(""));
    parse(graph, 5).forEach(tensor -> names.add(text(tensor, 8)));
    List<UnknownFieldSet> given = parse(graph, 11);
    given.forEach(input -> names.add(text(input, 1)));
    for (UnknownFieldSet node : parse(graph, 1)) {
      assertTrue(names.containsAll(texts(node, 1)), texts(node, 1)::toString);
      names.addAll(texts(node, 2));
    }
    List<String> found = parse(graph, 12).stream().map(output -> text(output, 1)).toList();
    assertTrue(names.containsAll(found), found::toString);
    assertEquals(inputs, given.size());
    assertEquals(outputs, found.size());
  }

  /** Ours are input, forget, cell, output; ONNX has input, output, forget, cell. */
  @Test
  void gatesAreInTheOrderOfOnnx() throws InvalidProtocolBufferException {
    int[] ours = {0, 3, 1, 2};
    float[] weight = LSTM.values("1.weight");
    float[] bias = LSTM.values("1.recurrent_bias");
    UnknownFieldSet graph = graph(OnnxSteps.lstm(LSTM));
    FloatBuffer weights = tensor(graph, "1.weight");
    FloatBuffer biases = tensor(graph, "1.bias");

    for (int gate = 0; gate < 4; gate++) {
      for (int unit = 0; unit < 256; unit += 5) {
        int column = ours[gate] * 256 + unit;
        for (int input = 0; input < 64; input++) {
          assertEquals(
              weight[input * 1024 + column], weights.get((gate * 256 + unit) * 64 + input));
        }
        assertEquals(bias[column], biases.get(1024 + gate * 256 + unit));
      }
    }
  }

  @Test
  void keysAndValuesGrowByATokenOfAnyNumber() throws InvalidProtocolBufferException {
    UnknownFieldSet graph = graph(OnnxSteps.gpt(GPT));
    UnknownFieldSet keys =
        parse(graph, 11).stream()
            .filter(input -> text(input, 1).equals("1.keys"))
            .findFirst()
            .orElseThrow();
    UnknownFieldSet shape = parse(parse(parse(keys, 2).getFirst(), 1).getFirst(), 2).getFirst();
    List<UnknownFieldSet> sizes = parse(shape, 1);

    assertEquals(List.of(4L), sizes.get(0).getField(1).getVarintList());
    assertTrue(sizes.get(1).asMap().isEmpty());
    assertEquals(List.of(32L), sizes.get(2).getField(1).getVarintList());
    assertEquals(List.of("0.keys", "0.values", "1.keys", "1.values"), OnnxSteps.memories("gpt"));
  }

  private static FloatBuffer tensor(UnknownFieldSet graph, String name)
      throws InvalidProtocolBufferException {
    return parse(graph, 5).stream()
        .filter(tensor -> text(tensor, 8).equals(name))
        .map(tensor -> tensor.getField(9).getLengthDelimitedList().getFirst())
        .map(data -> data.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer())
        .findFirst()
        .orElseThrow();
  }

  private static UnknownFieldSet graph(byte[] file) throws InvalidProtocolBufferException {
    return parse(UnknownFieldSet.parseFrom(file), 7).getFirst();
  }

  private static List<UnknownFieldSet> parse(UnknownFieldSet in, int field)
      throws InvalidProtocolBufferException {
    List<UnknownFieldSet> all = new ArrayList<>();
    for (ByteString message : in.getField(field).getLengthDelimitedList()) {
      all.add(UnknownFieldSet.parseFrom(message));
    }
    return all;
  }

  private static String text(UnknownFieldSet in, int field) {
    return texts(in, field).getFirst();
  }

  private static List<String> texts(UnknownFieldSet in, int field) {
    return in.getField(field).getLengthDelimitedList().stream()
        .map(ByteString::toStringUtf8)
        .toList();
  }
}
