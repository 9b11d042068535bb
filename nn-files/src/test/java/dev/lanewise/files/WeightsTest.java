package dev.lanewise.files;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.FileException;
import dev.lanewise.Shape;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.LearnedPositions;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.layers.Recurrence.Direction;
import dev.lanewise.layers.RmsNorm;
import dev.lanewise.layers.SimpleRnn;
import dev.lanewise.layers.Unembedding;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {
  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("weights.safetensors");
  }

  /** Tensors for {@link Fixtures#SMALL} with PyTorch's shapes. */
  private void write(String... names) {
    List<List<Integer>> shapes = List.of(List.of(2, 3), List.of(2), List.of(2, 2), List.of(2));
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      List<Integer> shape = shapes.get(Math.min(i, 3));
      float[] values = new float[shape.stream().reduce(1, (a, b) -> a * b)];
      for (int j = 0; j < values.length; j++) {
        values[j] = 10 * i + j;
      }
      tensors.add(new Tensor(names[i], shape, values));
    }
    Safetensors.write(new Tensors(tensors, Map.of("format", "pt")), file);
  }

  @ParameterizedTest
  @EnumSource
  void everyLayoutComesBack(Layout layout) {
    Model model = Fixtures.large().initialize(5);
    Weights.save(model, file, layout);
    assertEquals(model.checksum(), Weights.load(file, Fixtures.large(), layout).checksum());
  }

  /** In a Sequential of PyTorch the activation of layer 0 is module 1. */
  @Test
  void torchCountsActivations() throws Exception {
    Model model = Fixtures.small();
    Weights.save(model, file, Layout.PYTORCH);
    Map<String, IndependentReader.Read> tensors = IndependentReader.read(file);
    assertEquals(
        List.of("0.weight", "0.bias", "2.weight", "2.bias"), List.copyOf(tensors.keySet()));
    float[] w = model.values(0);
    assertArrayEquals(
        new float[] {w[0], w[2], w[4], w[1], w[3], w[5]},
        tensors.getOrDefault("0.weight", new IndependentReader.Read(List.of(), w)).values());
  }

  private static List<String> names(Network network, Layout layout) {
    return ParameterNames.written(network, layout);
  }

  /** {@code Sequential(Flatten(), Linear(...), ReLU(), Linear(...))}. */
  @Test
  void flattenIsAModule() {
    Network network =
        Network.of(Shape.of(2, 2), new Flatten(), new Dense(3, Activation.RELU), new Dense(2));
    assertEquals(
        List.of("1.weight", "1.bias", "3.weight", "3.bias"), names(network, Layout.PYTORCH));
    assertEquals(
        List.of("dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias"),
        names(network, Layout.KERAS));
  }

  /** A network of images, whose parameters have 0, 1, 2 and so on as values. */
  private static Model images() {
    Network network =
        Network.of(
            Shape.of(3, 2, 1),
            new Conv2d(2, 2, Activation.RELU),
            new BatchNorm(),
            new Conv2d(4, 1).withGroups(2),
            new Flatten(),
            new Dense(2));
    float[][] values = new float[network.parameters().size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = new float[network.parameters().get(i).parameter().size()];
      for (int j = 0; j < values[i].length; j++) {
        values[i][j] = j;
      }
    }
    return new Model(network, values);
  }

  @ParameterizedTest
  @EnumSource
  void imagesComeBack(Layout layout) {
    Model model = images();
    Weights.save(model, file, layout);
    assertEquals(model.checksum(), Weights.load(file, model.network(), layout).checksum());
  }

  /** Units, channels, height and width; the dense layer has both pixels of a channel together. */
  @Test
  void imagesOfTorch() throws Exception {
    Weights.save(images(), file, Layout.PYTORCH);
    Map<String, IndependentReader.Read> tensors = IndependentReader.read(file);
    assertEquals(
        List.of(
            "0.weight",
            "0.bias",
            "2.weight",
            "2.bias",
            "2.running_mean",
            "2.running_var",
            "3.weight",
            "3.bias",
            "5.weight",
            "5.bias"),
        List.copyOf(tensors.keySet()));
    IndependentReader.Read none = new IndependentReader.Read(List.of(), new float[0]);
    IndependentReader.Read convolution = tensors.getOrDefault("0.weight", none);
    assertEquals(List.of(2, 1, 2, 2), convolution.shape());
    assertArrayEquals(new float[] {0, 2, 4, 6, 1, 3, 5, 7}, convolution.values());
    assertArrayEquals(
        new float[] {0, 8, 2, 10, 4, 12, 6, 14, 1, 9, 3, 11, 5, 13, 7, 15},
        tensors.getOrDefault("5.weight", none).values());
  }

  @Test
  void imagesOfKeras() {
    assertEquals(
        List.of(
            "conv2d/kernel",
            "conv2d/bias",
            "batch_normalization/gamma",
            "batch_normalization/beta",
            "batch_normalization/moving_mean",
            "batch_normalization/moving_variance",
            "depthwise_conv2d/kernel",
            "depthwise_conv2d/bias",
            "dense/kernel",
            "dense/bias"),
        names(images().network(), Layout.KERAS));
  }

  /** PyTorch's state_dict has a count of batches, an integer, which nothing here needs. */
  @Test
  void countsOfTorchArePassedOver() throws Exception {
    Network network = Network.of(Shape.of(1), new BatchNorm());
    StringBuilder header = new StringBuilder("{");
    List<String> names = List.of("bias", "running_mean", "running_var", "weight");
    for (int i = 0; i < names.size(); i++) {
      int begin = 8 + 4 * i;
      header.append(RawFile.tensor("0." + names.get(i), "F32", "[1]", begin, begin + 4));
      header.append(',');
    }
    header.append(RawFile.tensor("0.num_batches_tracked", "I64", "[]", 0, 8)).append('}');
    Files.write(file, RawFile.of(header.toString(), 24));
    Model model = Weights.load(file, network, Layout.PYTORCH);
    assertArrayEquals(new float[] {0}, model.values("0.variance"));
    LoadedPart part = Weights.loadPart(file, network.initialize(1), Layout.PYTORCH, name -> true);
    assertEquals(List.of(), part.surplus());
    assertError(
        FileException.class,
        () -> Weights.load(file, network, Layout.LANEWISE),
        "surplus",
        "0.num_batches_tracked");
  }

  /** Stacks, attention and a weight that two nodes share. */
  private static Network sequences() {
    Graph graph = new Graph();
    Graph.Value x = graph.input("in", Shape.of(5)).then("wte", new Embedding(7, 4));
    Graph.Value y = x.then("lstm", new Lstm(2).withDirection(Direction.BOTH));
    Graph.Value z = y.then("lstm_l1", new Lstm(4)).then("attention", new MultiHeadAttention(2));
    return graph.outputs(z.thenSharing("head", new Unembedding(7), x));
  }

  @ParameterizedTest
  @EnumSource
  void sequencesComeBack(Layout layout) {
    Network network = sequences();
    Model model = network.initialize(5);
    Weights.save(model, file, layout);
    Model read = Weights.load(file, network, layout);
    assertArrayEquals(model.values("wte.weight"), read.values("wte.weight"));
    assertArrayEquals(model.values("attention.key_weight"), read.values("attention.key_weight"));
    Weights.save(read, file, layout);
    assertEquals(read.checksum(), Weights.load(file, network, layout).checksum());
    // Keras has the sum of two biases.
    assertEquals(layout != Layout.KERAS, model.checksum() == read.checksum());
  }

  @Test
  void sequencesOfTorch() throws Exception {
    Weights.save(sequences().initialize(5), file, Layout.PYTORCH);
    Map<String, IndependentReader.Read> tensors = IndependentReader.read(file);
    List<String> names = new ArrayList<>(List.of("wte.weight"));
    for (String suffix : List.of("l0", "l0_reverse", "l1")) {
      for (String name : List.of("weight_ih_", "weight_hh_", "bias_ih_", "bias_hh_")) {
        names.add("lstm." + name + suffix);
      }
    }
    for (String name : List.of("in_proj_weight", "in_proj_bias")) {
      names.add("attention." + name);
    }
    names.addAll(List.of("attention.out_proj.weight", "attention.out_proj.bias", "head.weight"));
    assertEquals(names, List.copyOf(tensors.keySet()));
    IndependentReader.Read none = new IndependentReader.Read(List.of(), new float[0]);
    assertEquals(List.of(12, 4), tensors.getOrDefault("attention.in_proj_weight", none).shape());
    assertArrayEquals(
        tensors.getOrDefault("wte.weight", none).values(),
        tensors.getOrDefault("head.weight", none).values());
  }

  /** One name of a shared weight is enough, but two must be the same. */
  @Test
  void sharedWeightsOfTorch() throws Exception {
    Graph graph = new Graph();
    Graph.Value x = graph.input("in", Shape.of(5)).then("wte", new Embedding(2, 1));
    Network network = graph.outputs(x.thenSharing("head", new Unembedding(2), x));
    String head = RawFile.tensor("head.weight", "F32", "[2,1]", 0, 8);
    String wte = RawFile.tensor("wte.weight", "F32", "[2,1]", 8, 16);
    byte[] data = {0, 0, -128, 63, 0, 0, 0, 64, 0, 0, -128, 63, 0, 0, 0, 64};
    Files.write(file, RawFile.of("{" + head + "," + wte + "}", data));
    float[] values = {1, 2};
    assertArrayEquals(values, Weights.load(file, network, Layout.PYTORCH).values("wte.weight"));
    Files.write(file, RawFile.of("{" + head + "}", Arrays.copyOf(data, 8)));
    assertArrayEquals(values, Weights.load(file, network, Layout.PYTORCH).values("wte.weight"));
    data[3] = 65;
    Files.write(file, RawFile.of("{" + head + "," + wte + "}", data));
    assertError(
        FileException.class,
        () -> Weights.load(file, network, Layout.PYTORCH),
        "head.weight",
        "wte.weight");
    assertError(
        FileException.class,
        () -> Weights.loadPart(file, network.initialize(1), Layout.PYTORCH, name -> true),
        "head.weight");
  }

  @Test
  void sequencesOfKeras() {
    Network network =
        Network.of(
            Shape.of(5),
            new Embedding(7, 4),
            new LearnedPositions(5),
            new Lstm(2).withDirection(Direction.BOTH),
            new Gru(4),
            new SimpleRnn(4),
            new RmsNorm(),
            new MultiHeadAttention(2));
    List<String> names = new ArrayList<>(List.of("embedding/embeddings"));
    names.add("position_embedding/embeddings");
    for (String cell :
        List.of(
            "bidirectional/forward_lstm/lstm_cell/",
            "bidirectional/backward_lstm/lstm_cell/",
            "gru/gru_cell/",
            "simple_rnn/simple_rnn_cell/")) {
      names.addAll(List.of(cell + "kernel", cell + "recurrent_kernel", cell + "bias"));
    }
    names.add("rms_normalization/scale");
    for (String part : List.of("query", "key", "value", "attention_output")) {
      String layer = "multi_head_attention/" + part;
      names.addAll(List.of(layer + "/kernel", layer + "/bias"));
    }
    assertEquals(names, names(network, Layout.KERAS).stream().distinct().toList());
  }

  /** As {@code Sequential(OrderedDict(...))} and layers with names do. */
  @Test
  void namedNodesKeepTheirNames() {
    Graph graph = new Graph();
    Graph.Value x = graph.input("in", Shape.of(2)).then("fc1", new Dense(2, Activation.RELU));
    Network network = graph.outputs(x.then("head", new Dense(1)));
    assertEquals(
        List.of("fc1.weight", "fc1.bias", "head.weight", "head.bias"),
        names(network, Layout.PYTORCH));
    assertEquals(
        List.of("fc1/kernel", "fc1/bias", "head/kernel", "head/bias"),
        names(network, Layout.KERAS));
  }

  /** No count of modules would say which branch is which. */
  @Test
  void nodesOfGraphsKeepTheirNumbers() {
    Graph graph = new Graph();
    Graph.Value x = graph.input("in", Shape.of(2));
    Graph.Value same = x.then(new Dense(2, Activation.RELU));
    Network network = graph.outputs(same.plus(x).then(new Dense(1)));
    for (Layout layout : Layout.values()) {
      Model model = network.initialize(3);
      Weights.save(model, file, layout);
      assertEquals(model.checksum(), Weights.load(file, network, layout).checksum());
    }
    assertEquals(
        List.of("0.weight", "0.bias", "2.weight", "2.bias"), names(network, Layout.PYTORCH));
  }

  /** A layer with a number that training observes, as normalization has. */
  private record Counter() implements Layer {
    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
      return List.of(
          Parameter.vector("scale", input.channels(), Initializer.constant(1), 1),
          Parameter.state("mean", input.channels(), Initializer.constant(2)));
    }

    @Override
    public RowPass inference(Binding at) {
      return (from, to, scratch) -> {};
    }

    @Override
    public TrainingPasses training(TrainingBinding at) {
      return TrainingPasses.of(inference(at), inference(at));
    }
  }

  @ParameterizedTest
  @EnumSource
  void stateIsWrittenAndRead(Layout layout) throws Exception {
    Network network = Network.of(Shape.of(2), new Dense(3, Activation.TANH), new Counter());
    float[][] values = {{1, 2, 3, 4, 5, 6}, {7, 8, 9}, {10, 11, 12}, {13, 14, 15}};
    Weights.save(new Model(network, values), file, layout);
    Model read = Weights.load(file, network, layout);
    assertArrayEquals(values[0], read.values("0.weight"));
    assertArrayEquals(values[2], read.values("1.scale"));
    assertArrayEquals(values[3], read.values("1.mean"));
    LoadedPart part =
        Weights.loadPart(file, network.initialize(1), layout, name -> name.endsWith("mean"));
    assertEquals(List.of("1.mean"), part.loaded());
    assertEquals(List.of("0.weight", "0.bias", "1.scale"), part.missing());
    assertArrayEquals(values[3], part.model().values("1.mean"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 1", "0 2", "3 10", "net.0 net.2", "a.b.9 a.b.11"})
  void torchModulesAreTakenInTheOrderOfTheirNumbers(String modules) {
    String[] names = modules.split(" ", -1);
    write(names[0] + ".weight", names[0] + ".bias", names[1] + ".weight", names[1] + ".bias");
    Model model = Weights.load(file, Fixtures.SMALL, Layout.PYTORCH);
    assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, model.values(0));
    assertArrayEquals(new float[] {10, 11}, model.values(1));
    assertArrayEquals(new float[] {20, 22, 21, 23}, model.values(2));
    assertArrayEquals(new float[] {30, 31}, model.values(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dense dense_1",
        "0 1",
        "dense_9 dense_10",
        "sequential/dense_2 sequential/dense_3"
      })
  void kerasModulesAreTakenInTheOrderOfTheirNumbers(String modules) {
    String[] names = modules.split(" ", -1);
    Tensor kernel = new Tensor(names[0] + "/kernel", List.of(3, 2), new float[] {0, 1, 2, 3, 4, 5});
    Tensor bias = new Tensor(names[0] + "/bias", List.of(2), new float[] {6, 7});
    Tensor kernel1 = new Tensor(names[1] + "/kernel", List.of(2, 2), new float[] {1, 2, 3, 4});
    Tensor bias1 = new Tensor(names[1] + "/bias", List.of(2), new float[] {8, 9});
    Safetensors.write(Tensors.of(bias1, kernel1, bias, kernel), file);
    Model model = Weights.load(file, Fixtures.SMALL, Layout.KERAS);
    assertArrayEquals(kernel.values(), model.values(0));
    assertArrayEquals(bias1.values(), model.values(3));
  }

  @Test
  void otherNamesAreToldByTheCaller() {
    write("fc1.weight", "fc1.bias", "out.weight", "out.bias");
    assertError(
        FileException.class,
        () -> Weights.load(file, Fixtures.SMALL, Layout.PYTORCH),
        "missing [0.weight, 0.bias, 2.weight, 2.bias]",
        "surplus [fc1.weight, fc1.bias, out.weight, out.bias]",
        "tell the names");
    Map<String, String> names =
        Map.of(
            "0.weight",
            "fc1.weight",
            "0.bias",
            "fc1.bias",
            "1.weight",
            "out.weight",
            "1.bias",
            "out.bias");
    Model model = Weights.load(file, Fixtures.SMALL, Layout.PYTORCH, names);
    assertArrayEquals(new float[] {30, 31}, model.values(3));
  }

  @Test
  void missingAndSurplusAreListed() {
    write("0.weight", "0.bias", "2.weight");
    assertError(
        FileException.class,
        () -> Weights.load(file, Fixtures.SMALL, Layout.PYTORCH),
        "missing [2.bias]; surplus []");
    write("0.weight", "0.bias", "2.weight", "2.bias", "4.bias");
    assertError(
        FileException.class,
        () -> Weights.load(file, Fixtures.SMALL, Layout.PYTORCH),
        "missing []; surplus [4.bias]");
  }

  @Test
  void anotherLayoutIsAnotherShape() {
    Weights.save(Fixtures.small(), file, Layout.PYTORCH);
    assertError(
        FileException.class,
        () -> Weights.load(file, Fixtures.SMALL, Layout.LANEWISE),
        "tensor '0.weight'",
        "shape [3, 2] of parameter 0.weight",
        "found [2, 3]",
        "layout");
  }
}
