package dev.lanewise.bench.latency;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Computes a graph of ONNX plainly in double, from the bytes of its file and by the definitions of
 * its operators. Tensors are samples x channels x height x width, or samples x features.
 */
final class OnnxEvaluation {
  private final Map<String, Tensor> tensors = new HashMap<>();

  /** Numbers in row-major order. */
  record Tensor(int[] sizes, double[] values) {
    double at(int... index) {
      int place = 0;
      for (int i = 0; i < sizes.length; i++) {
        place = place * sizes[i] + index[i];
      }
      return values[place];
    }

    static Tensor of(int... sizes) {
      return new Tensor(sizes, new double[Arrays.stream(sizes).reduce(1, (a, b) -> a * b)]);
    }
  }

  /** The output {@code y} for an input {@code x}. */
  static double[] run(byte[] file, float[] x) throws InvalidProtocolBufferException {
    UnknownFieldSet graph = parse(UnknownFieldSet.parseFrom(file), 7).getFirst();
    OnnxEvaluation evaluation = new OnnxEvaluation();
    for (UnknownFieldSet tensor : parse(graph, 5)) {
      FloatBuffer data =
          bytes(tensor, 9).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      float[] values = new float[data.remaining()];
      data.get(values);
      evaluation.put(bytes(tensor, 8).toStringUtf8(), integers(tensor, 1), values);
    }
    UnknownFieldSet input = parse(graph, 11).getFirst();
    UnknownFieldSet shape = parse(parse(parse(input, 2).getFirst(), 1).getFirst(), 2).getFirst();
    int[] sizes = parse(shape, 1).stream().mapToInt(size -> integers(size, 1)[0]).toArray();
    evaluation.put(bytes(input, 1).toStringUtf8(), sizes, x);
    for (UnknownFieldSet node : parse(graph, 1)) {
      evaluation.node(node);
    }
    return evaluation.get("y").values();
  }

  private void put(String name, int[] sizes, float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    tensors.put(name, new Tensor(sizes, doubles));
  }

  private Tensor get(String name) {
    return Objects.requireNonNull(tensors.get(name));
  }

  private void node(UnknownFieldSet node) throws InvalidProtocolBufferException {
    List<Tensor> in =
        node.getField(1).getLengthDelimitedList().stream()
            .map(name -> get(name.toStringUtf8()))
            .toList();
    Map<String, int[]> attributes = new HashMap<>();
    for (UnknownFieldSet attribute : parse(node, 5)) {
      boolean one = integers(attribute, 20)[0] == 2;
      attributes.put(bytes(attribute, 1).toStringUtf8(), integers(attribute, one ? 3 : 8));
    }
    Tensor x = in.getFirst();
    tensors.put(
        bytes(node, 2).toStringUtf8(),
        switch (bytes(node, 4).toStringUtf8()) {
          case "Gemm" -> gemm(x, in.get(1), in.get(2));
          case "Relu" ->
              new Tensor(x.sizes(), Arrays.stream(x.values()).map(v -> Math.max(0, v)).toArray());
          case "Flatten" ->
              new Tensor(new int[] {x.sizes()[0], x.values().length / x.sizes()[0]}, x.values());
          case "Conv" -> windows(x, attributes, in.get(1), in.size() > 2 ? in.get(2) : null);
          case "MaxPool" -> windows(x, attributes, null, null);
          default -> throw new AssertionError(node.toString());
        });
  }

  private static Tensor gemm(Tensor x, Tensor w, Tensor b) {
    Tensor y = Tensor.of(x.sizes()[0], w.sizes()[1]);
    for (int i = 0; i < y.values().length; i++) {
      int row = i / w.sizes()[1];
      int col = i % w.sizes()[1];
      y.values()[i] = b.at(col);
      for (int k = 0; k < w.sizes()[0]; k++) {
        y.values()[i] += x.at(row, k) * w.at(k, col);
      }
    }
    return y;
  }

  /** A convolution, or without weights the maximum of each window. */
  private static Tensor windows(
      Tensor x, Map<String, int[]> attributes, @Nullable Tensor w, @Nullable Tensor bias) {
    int[] kernel = attribute(attributes, "kernel_shape");
    int[] strides = attribute(attributes, "strides");
    int[] dilations = attribute(attributes, "dilations");
    int[] pads = attribute(attributes, "pads");
    int units = w == null ? x.sizes()[1] : w.sizes()[0];
    int channels = w == null ? 1 : w.sizes()[1];
    int groups = w == null ? units : attribute(attributes, "group")[0];
    int[] size = new int[2];
    for (int axis = 0; axis < 2; axis++) {
      int span = (kernel[axis] - 1) * dilations[axis] + 1;
      size[axis] = (x.sizes()[2 + axis] + pads[axis] + pads[2 + axis] - span) / strides[axis] + 1;
    }
    Tensor y = Tensor.of(x.sizes()[0], units, size[0], size[1]);
    for (int i = 0; i < y.values().length; i++) {
      int column = i % size[1];
      int row = i / size[1] % size[0];
      int unit = i / size[1] / size[0] % units;
      int sample = i / size[1] / size[0] / units;
      double result = w == null ? Double.NEGATIVE_INFINITY : bias == null ? 0 : bias.at(unit);
      for (int channel = 0; channel < channels; channel++) {
        int from = unit / (units / groups) * channels + channel;
        for (int r = 0; r < kernel[0]; r++) {
          for (int c = 0; c < kernel[1]; c++) {
            int top = row * strides[0] + r * dilations[0] - pads[0];
            int left = column * strides[1] + c * dilations[1] - pads[1];
            if (top >= 0 && top < x.sizes()[2] && left >= 0 && left < x.sizes()[3]) {
              double value = x.at(sample, from, top, left);
              result =
                  w == null ? Math.max(result, value) : result + value * w.at(unit, channel, r, c);
            }
          }
        }
      }
      y.values()[i] = result;
    }
    return y;
  }

  private static int[] attribute(Map<String, int[]> attributes, String name) {
    return Objects.requireNonNull(attributes.get(name), name);
  }

  private static List<UnknownFieldSet> parse(UnknownFieldSet in, int field)
      throws InvalidProtocolBufferException {
    List<UnknownFieldSet> all = new ArrayList<>();
    for (ByteString message : in.getField(field).getLengthDelimitedList()) {
      all.add(UnknownFieldSet.parseFrom(message));
    }
    return all;
  }

  private static ByteString bytes(UnknownFieldSet in, int field) {
    return in.getField(field).getLengthDelimitedList().getFirst();
  }

  private static int[] integers(UnknownFieldSet in, int field) {
    return in.getField(field).getVarintList().stream().mapToInt(Long::intValue).toArray();
  }
}
