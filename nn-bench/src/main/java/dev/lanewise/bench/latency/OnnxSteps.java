package dev.lanewise.bench.latency;

import dev.lanewise.bench.Networks;
import dev.lanewise.bench.latency.OnnxGraph.Attribute;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network.NamedParameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes networks of tokens in the format of ONNX, so that a call reads one token: what is
 * remembered of those before goes in and comes out. That of a recurrent network are its two states;
 * that of a transformer the keys and values of each block, {@code heads x tokens x channels of a
 * head}, which grow by a token.
 */
final class OnnxSteps {
  /** The name of the token, a single integer. */
  static final String TOKEN = "token";

  /** The name of the token's position, a single integer, which a transformer needs. */
  static final String POSITION = "position";

  /** The name of the scores of the next token. */
  static final String SCORES = "y";

  private static final int FORMAT = 9;
  private static final int OPERATORS = 20;

  private final OnnxGraph graph = new OnnxGraph();
  private final Model model;

  private OnnxSteps(Model model) {
    this.model = model;
  }

  /** The bytes of a file with an LSTM behind an embedding and before a dense layer. */
  static byte[] lstm(Model model) {
    return new OnnxSteps(model).lstm();
  }

  /** The bytes of a file with the transformer. */
  static byte[] gpt(Model model) {
    return new OnnxSteps(model).gpt();
  }

  /** The names of what is remembered. */
  static List<String> memories(String network) {
    List<String> names = new ArrayList<>();
    if (network.equals("gpt")) {
      for (int i = 0; i < Networks.BLOCKS; i++) {
        names.addAll(List.of(i + ".keys", i + ".values"));
      }
    } else {
      names.addAll(List.of("hidden", "cell"));
    }
    return List.copyOf(names);
  }

  /** The name that a memory has when it comes out. */
  static String next(String memory) {
    return memory + ".next";
  }

  private byte[] lstm() {
    int units = sizes("1.recurrent_weight").getFirst();
    graph.integerInput(TOKEN, List.of(1, 1));
    for (String memory : List.of("hidden", "cell")) {
      graph.input(memory, List.of(1, 1, units));
      graph.output(next(memory), List.of(1, 1, units));
    }
    graph.output(SCORES, List.of(1, Networks.TOKENS));
    plain("0.weight");
    graph.node("Gather", "x", List.of("0.weight", TOKEN));
    gates("1.weight", units);
    gates("1.recurrent_weight", units);
    float[] biases = new float[8 * units];
    System.arraycopy(reordered("1.bias", units), 0, biases, 0, 4 * units);
    System.arraycopy(reordered("1.recurrent_bias", units), 0, biases, 4 * units, 4 * units);
    graph.tensor("1.bias", biases, List.of(1, 8 * units));
    graph.node(
        "LSTM",
        List.of("", next("hidden"), next("cell")),
        List.of("x", "1.weight", "1.recurrent_weight", "1.bias", "", "hidden", "cell"),
        Attribute.of("hidden_size", units));
    graph.node("Flatten", "state", List.of(next("hidden")));
    dense("2", "state", SCORES);
    return graph.file();
  }

  /** A weight of all gates, {@code gates x inputs}. */
  private void gates(String name, int units) {
    int inputs = sizes(name).getFirst();
    float[] values = reordered(name, units);
    float[] turned = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      turned[i] = values[i % inputs * 4 * units + i / inputs];
    }
    graph.tensor(name, turned, List.of(1, 4 * units, inputs));
  }

  /** Columns in the order i, o, f, c of ONNX instead of i, f, c, o. */
  private float[] reordered(String name, int units) {
    int[] order = {0, 3, 1, 2};
    float[] values = model.values(name);
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int gate = i / units % 4;
      result[i] = values[i + (order[gate] - gate) * units];
    }
    return result;
  }

  private byte[] gpt() {
    graph.integerInput(TOKEN, List.of(1));
    graph.integerInput(POSITION, List.of(1));
    graph.output(SCORES, List.of(1, Networks.TOKENS));
    plain("embedding.weight");
    plain("positions.weight");
    graph.node("Gather", "vector", List.of("embedding.weight", TOKEN));
    graph.node("Gather", "place", List.of("positions.weight", POSITION));
    graph.node("Add", "0.x", List.of("vector", "place"));
    int channels = sizes("embedding.weight").getLast();
    graph.tensor("heads", Networks.HEADS, 1, channels / Networks.HEADS);
    graph.tensor("row", 1, channels);
    for (int i = 0; i < Networks.BLOCKS; i++) {
      block(i + ".", channels, (i + 1) + ".x");
    }
    norm("norm", Networks.BLOCKS + ".x");
    dense("logits", "norm", SCORES);
    return graph.file(FORMAT, OPERATORS);
  }

  private void block(String block, int channels, String to) {
    norm(block + "norm1", block + "x");
    attention(block, channels);
    graph.node("Add", block + "add1", List.of(block + "x", block + "heard"));
    norm(block + "norm2", block + "add1");
    dense(block + "dense1", block + "norm2", block + "wide");
    graph.node("Gelu", block + "active", List.of(block + "wide"));
    dense(block + "dense2", block + "active", block + "narrow");
    graph.node("Add", to, List.of(block + "add1", block + "narrow"));
  }

  private void attention(String block, int channels) {
    String attention = block + "attention.";
    joint(attention, channels);
    graph.node(
        "Gemm",
        attention + "joint",
        List.of(block + "norm1", attention + "weight", attention + "bias"));
    graph.node(
        "Split",
        List.of(attention + "q", attention + "k", attention + "v"),
        List.of(attention + "joint"),
        Attribute.of("axis", 1),
        Attribute.of("num_outputs", 3));
    graph.node("Reshape", attention + "query", List.of(attention + "q", "heads"));
    String keys = remembered(block + "keys", attention + "k", channels);
    String values = remembered(block + "values", attention + "v", channels);
    graph.node(
        "Transpose",
        attention + "turned",
        List.of(keys),
        Attribute.of("perm", new int[] {0, 2, 1}));
    graph.node("MatMul", attention + "scores", List.of(attention + "query", attention + "turned"));
    graph.node("Softmax", attention + "shares", List.of(attention + "scores"));
    graph.node("MatMul", attention + "sums", List.of(attention + "shares", values));
    graph.node("Reshape", attention + "sum", List.of(attention + "sums", "row"));
    dense(attention + "output", "_", attention + "sum", block + "heard");
  }

  /** What comes out of a memory: it, and one more token. */
  private String remembered(String memory, String more, int channels) {
    List<Integer> sizes = List.of(Networks.HEADS, OnnxGraph.ANY, channels / Networks.HEADS);
    graph.input(memory, sizes);
    graph.output(next(memory), sizes);
    graph.node("Reshape", memory + ".more", List.of(more, "heads"));
    graph.node("Concat", next(memory), List.of(memory, memory + ".more"), Attribute.of("axis", 1));
    return next(memory);
  }

  /** Queries, keys and values by one product; queries are scaled, so that scores need not be. */
  private void joint(String attention, int channels) {
    float scale = (float) (1 / Math.sqrt((double) channels / Networks.HEADS));
    float[] weight = new float[3 * channels * channels];
    float[] bias = new float[3 * channels];
    List<String> parts = List.of("query", "key", "value");
    for (int part = 0; part < parts.size(); part++) {
      float[] weights = model.values(attention + parts.get(part) + "_weight");
      float[] biases = model.values(attention + parts.get(part) + "_bias");
      float factor = part == 0 ? scale : 1;
      for (int col = 0; col < channels; col++) {
        bias[part * channels + col] = factor * biases[col];
        for (int row = 0; row < channels; row++) {
          weight[(row * 3 + part) * channels + col] = factor * weights[row * channels + col];
        }
      }
    }
    graph.tensor(attention + "weight", weight, List.of(channels, 3 * channels));
    graph.tensor(attention + "bias", bias, List.of(3 * channels));
  }

  private void norm(String node, String from) {
    plain(node + ".gamma");
    plain(node + ".beta");
    graph.node("LayerNormalization", node, List.of(from, node + ".gamma", node + ".beta"));
  }

  private void dense(String node, String from, String to) {
    dense(node, ".", from, to);
  }

  private void dense(String node, String separator, String from, String to) {
    String weight = node + separator + "weight";
    String bias = node + separator + "bias";
    plain(weight);
    plain(bias);
    graph.node("Gemm", to, List.of(from, weight, bias));
  }

  private void plain(String name) {
    graph.tensor(name, model.values(name), sizes(name));
  }

  private List<Integer> sizes(String name) {
    return model.network().parameters().stream()
        .filter(named -> named.name().equals(name))
        .map(NamedParameter::parameter)
        .findFirst()
        .orElseThrow()
        .shape()
        .dimensions();
  }
}
