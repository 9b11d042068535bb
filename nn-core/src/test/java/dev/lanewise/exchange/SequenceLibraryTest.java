package dev.lanewise.exchange;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.layers.Conv1d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.LearnedPositions;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.layers.Permute;
import dev.lanewise.layers.Recurrence;
import dev.lanewise.layers.Recurrence.Direction;
import dev.lanewise.layers.RepeatVector;
import dev.lanewise.layers.RmsNorm;
import dev.lanewise.layers.SimpleRnn;
import dev.lanewise.layers.Unembedding;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names, shapes and errors of layers of sequences; numbers are for {@code TorchStepsTest}. */
class SequenceLibraryTest {

  /** A model whose numbers are all different: 0, 1, 2 and so on in each parameter. */
  private static Model counting(Network network) {
    List<NamedParameter> parameters = network.parameters();
    float[][] values = new float[parameters.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = new float[parameters.get(i).parameter().size()];
      for (int j = 0; j < values[i].length; j++) {
        values[i][j] = j;
      }
    }
    return new Model(network, values);
  }

  private static Map<String, List<Integer>> shapes(Library library, Network network) {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    library.arrays(counting(network)).forEach(each -> shapes.put(each.name(), each.shape()));
    return shapes;
  }

  private static float[] values(Library library, Model model, String name) {
    return library.arrays(model).stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow()
        .values();
  }

  private static NamedArray ones(String name, Integer... shape) {
    float[] values = new float[List.of(shape).stream().reduce(1, (a, b) -> a * b)];
    Arrays.fill(values, 1);
    return new NamedArray(name, List.of(shape), values);
  }

  private static Network stack() {
    Graph graph = new Graph();
    Value x = graph.input("x", Shape.of(5, 3));
    Value first = x.then("encoder.lstm", new Lstm(2).withDirection(Direction.BOTH));
    Value second = first.then("encoder.lstm_l1", new Lstm(2));
    return graph.outputs(second.then("gru_l0", new Gru(1)).then("gru_l1", new Gru(1)));
  }

  /** A stack is a node for each layer here, and one module there. */
  @Test
  void stacksOfTorch() {
    Map<String, List<Integer>> expected = new LinkedHashMap<>();
    for (String suffix : List.of("l0", "l0_reverse", "l1")) {
      expected.put("encoder.lstm.weight_ih_" + suffix, List.of(8, suffix.equals("l1") ? 4 : 3));
      expected.put("encoder.lstm.weight_hh_" + suffix, List.of(8, 2));
      expected.put("encoder.lstm.bias_ih_" + suffix, List.of(8));
      expected.put("encoder.lstm.bias_hh_" + suffix, List.of(8));
    }
    for (String suffix : List.of("l0", "l1")) {
      expected.put("gru.weight_ih_" + suffix, List.of(3, suffix.equals("l1") ? 1 : 2));
      expected.put("gru.weight_hh_" + suffix, List.of(3, 1));
      expected.put("gru.bias_ih_" + suffix, List.of(3));
      expected.put("gru.bias_hh_" + suffix, List.of(3));
    }
    assertEquals(expected, shapes(Library.PYTORCH, stack()));
  }

  @Test
  void layersOfKeras() {
    Map<String, List<Integer>> expected = new LinkedHashMap<>();
    for (String direction : List.of("forward", "backward")) {
      String cell = "encoder.lstm/" + direction + "_lstm/lstm_cell/";
      expected.put(cell + "kernel", List.of(3, 8));
      expected.put(cell + "recurrent_kernel", List.of(2, 8));
      expected.put(cell + "bias", List.of(8));
    }
    expected.put("encoder.lstm_l1/lstm_cell/kernel", List.of(4, 8));
    expected.put("encoder.lstm_l1/lstm_cell/recurrent_kernel", List.of(2, 8));
    expected.put("encoder.lstm_l1/lstm_cell/bias", List.of(8));
    for (String node : List.of("gru_l0", "gru_l1")) {
      expected.put(node + "/gru_cell/kernel", List.of(node.equals("gru_l0") ? 2 : 1, 3));
      expected.put(node + "/gru_cell/recurrent_kernel", List.of(1, 3));
      expected.put(node + "/gru_cell/bias", List.of(2, 3));
    }
    assertEquals(expected, shapes(Library.KERAS, stack()));
  }

  private static Network attention() {
    Graph graph = new Graph();
    Value x = graph.input("x", Shape.of(5, 4));
    Value lengths = graph.input("lengths", Shape.of(1));
    Value memory = graph.input("memory", Shape.of(6, 3));
    Value self = graph.apply("self", new MultiHeadAttention(2).withLengths(), x, lengths);
    Layer toOther = new MultiHeadAttention(2).withMemory();
    Value same = graph.apply("same", toOther, self, x);
    return graph.outputs(graph.apply("cross", toOther, same, memory));
  }

  @Test
  void attentionOfTorch() {
    Map<String, List<Integer>> expected = new LinkedHashMap<>();
    for (String node : List.of("self", "same")) {
      expected.put(node + ".in_proj_weight", List.of(12, 4));
      expected.put(node + ".in_proj_bias", List.of(12));
      expected.put(node + ".out_proj.weight", List.of(4, 4));
      expected.put(node + ".out_proj.bias", List.of(4));
    }
    expected.put("cross.q_proj_weight", List.of(4, 4));
    expected.put("cross.in_proj_bias", List.of(12));
    expected.put("cross.k_proj_weight", List.of(4, 3));
    expected.put("cross.v_proj_weight", List.of(4, 3));
    expected.put("cross.out_proj.weight", List.of(4, 4));
    expected.put("cross.out_proj.bias", List.of(4));
    assertEquals(expected, shapes(Library.PYTORCH, attention()));
  }

  @Test
  void attentionOfKeras() {
    Map<String, List<Integer>> expected = new LinkedHashMap<>();
    for (String node : List.of("self", "same", "cross")) {
      for (String part : List.of("query", "key", "value")) {
        int inputs = node.equals("cross") && !part.equals("query") ? 3 : 4;
        expected.put(node + "/" + part + "/kernel", List.of(inputs, 2, 2));
        expected.put(node + "/" + part + "/bias", List.of(2, 2));
      }
      expected.put(node + "/attention_output/kernel", List.of(2, 2, 4));
      expected.put(node + "/attention_output/bias", List.of(4));
    }
    assertEquals(expected, shapes(Library.KERAS, attention()));
  }

  private static Network tokens() {
    Graph graph = new Graph();
    Value x = graph.input("x", Shape.of(5)).then("wte", new Embedding(7, 2));
    Value y = x.then("wpe", new LearnedPositions(9)).then("norm", new RmsNorm());
    Value tied = y.thenSharing("head", new Unembedding(7), x);
    return graph.outputs(tied, y.then("own", new Unembedding(6)));
  }

  @Test
  void tables() {
    Map<String, List<Integer>> torch = new LinkedHashMap<>();
    torch.put("wte.weight", List.of(7, 2));
    torch.put("wpe.weight", List.of(9, 2));
    torch.put("norm.weight", List.of(2));
    torch.put("own.weight", List.of(6, 2));
    torch.put("head.weight", List.of(7, 2));
    assertEquals(torch, shapes(Library.PYTORCH, tokens()));
    Map<String, List<Integer>> keras = new LinkedHashMap<>();
    keras.put("wte/embeddings", List.of(7, 2));
    keras.put("wpe/embeddings", List.of(9, 2));
    keras.put("norm/scale", List.of(2));
    keras.put("own/kernel", List.of(2, 6));
    assertEquals(keras, shapes(Library.KERAS, tokens()));
    Model model = counting(tokens());
    assertArrayEquals(model.values("own.weight"), values(Library.PYTORCH, model, "own.weight"));
    assertArrayEquals(
        new float[] {0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11},
        values(Library.KERAS, model, "own/kernel"));
  }

  /** One of the two names is enough, but two must be the same. */
  @Test
  void tiedWeights() {
    Model model = counting(tokens());
    List<NamedArray> both = Library.PYTORCH.arrays(model);
    for (String left : List.of("wte.weight", "head.weight")) {
      List<NamedArray> one = both.stream().filter(each -> !each.name().equals(left)).toList();
      assertEquals(model.checksum(), Library.PYTORCH.model(tokens(), one).checksum());
    }
    List<NamedArray> differing = new ArrayList<>(both);
    differing.set(both.size() - 1, ones("head.weight", 7, 2));
    assertError(
        DataException.class,
        () -> Library.PYTORCH.model(tokens(), differing),
        "head.weight",
        "wte.weight");
  }

  private static Network network(Layer layer) {
    return Network.of(Shape.of(4, 3), layer);
  }

  /** Gates r, z, n here; z, r, h there. */
  @Test
  void gatesOfKerasGru() {
    Model model = counting(network(new Gru(2)));
    assertArrayEquals(
        new float[] {2, 3, 0, 1, 4, 5, 8, 9, 6, 7, 10, 11},
        values(Library.KERAS, model, "0/gru_cell/recurrent_kernel"));
    assertArrayEquals(
        new float[] {2, 3, 0, 1, 4, 5, 2, 3, 0, 1, 4, 5},
        values(Library.KERAS, model, "0/gru_cell/bias"));
  }

  /** What has one bias there has two here, of which the second is zero. */
  @Test
  void biasesOfKeras() {
    for (Layer layer : List.of(new Lstm(2), new Gru(2).withResetBefore(), new SimpleRnn(2))) {
      Network network = network(layer);
      Model model = counting(network);
      List<NamedArray> arrays = Library.KERAS.arrays(model);
      Model read = Library.KERAS.model(network, arrays);
      float[] bias = model.values("0.bias");
      float[] sums = new float[bias.length];
      for (int i = 0; i < sums.length; i++) {
        sums[i] = 2 * bias[i];
      }
      assertArrayEquals(sums, read.values("0.bias"));
      assertArrayEquals(new float[bias.length], read.values("0.recurrent_bias"));
      assertArrayEquals(model.values("0.weight"), read.values("0.weight"));
    }
  }

  @Test
  void sumsOfBiasesMustBeFinite() {
    Network network = network(new SimpleRnn(1));
    float[] most = {Float.MAX_VALUE};
    Model model = new Model(network, new float[][] {new float[3], new float[1], most, most});
    assertError(DataException.class, () -> Library.KERAS.arrays(model), "simple_rnn_cell/bias");
  }

  /** All that comes from there goes back to the bit, negative zeros included. */
  @ParameterizedTest
  @EnumSource
  void everyBitComesBack(Library library) {
    Random random = new Random(3);
    for (Network network : List.of(stack(), attention(), tokens())) {
      List<NamedArray> arrays = new ArrayList<>();
      for (NamedArray each : library.arrays(counting(network))) {
        float[] values = new float[each.values().length];
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextInt(9) == 0 ? -0f : (float) random.nextGaussian();
        }
        if (!each.name().equals("head.weight")) {
          arrays.add(new NamedArray(each.name(), each.shape(), values));
        }
      }
      List<NamedArray> back = library.arrays(library.model(network, arrays));
      for (int i = 0; i < arrays.size(); i++) {
        assertEquals(arrays.get(i).name(), back.get(i).name());
        assertArrayEquals(arrays.get(i).values(), back.get(i).values());
      }
    }
  }

  @Test
  void whatTorchCannotComputeIsRefused() {
    assertError(
        SettingException.class,
        () -> Library.PYTORCH.counterparts(network(new Gru(2).withResetBefore())),
        "Node 0",
        "reset gate",
        "Keras");
    SimpleRnn sigmoid = new SimpleRnn(new Recurrence(2), Activation.SIGMOID);
    assertError(
        SettingException.class,
        () -> Library.PYTORCH.counterparts(network(sigmoid)),
        "Node 0",
        "tanh or ReLU");
    assertEquals(3, Library.KERAS.arrays(counting(network(sigmoid))).size());
  }

  @Test
  void twoNodesOfOneNameAreRefused() {
    Graph graph = new Graph();
    Value x = graph.input("x", Shape.of(5, 3));
    Network network = graph.outputs(x.then("gru", new Gru(2)).then("gru_l0", new Gru(2)));
    assertError(
        SettingException.class,
        () -> Library.PYTORCH.counterparts(network),
        "gru and gru_l0",
        "gru.weight_ih_l0");
  }

  /** PyTorch's recurrent layers have features last, whatever was before them. */
  @Test
  void flattenedSequences() {
    float[] own = new float[12];
    for (int i = 0; i < own.length; i++) {
      own[i] = i;
    }
    Network network =
        Network.of(Shape.of(5, 2), new Conv1d(3, 2), new Gru(3), new Flatten(), new Dense(1));
    assertArrayEquals(own, values(Library.PYTORCH, counting(network), "3.weight"));
  }

  @Test
  void stepsOfFlattenedImagesAreRefused() {
    Shape image = Shape.of(2, 2, 3);
    assertError(
        SettingException.class,
        () ->
            Library.PYTORCH.counterparts(
                Network.of(image, new Flatten(), new RepeatVector(2), new Gru(3))),
        "Node 1",
        "Permute");
    Network turned =
        Network.of(image, new Permute(2, 0, 1), new Flatten(), new RepeatVector(2), new Gru(3));
    assertEquals(4, Library.PYTORCH.counterparts(turned).size());
  }
}
