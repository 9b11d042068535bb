package dev.lanewise.exchange;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.AveragePool1d;
import dev.lanewise.layers.AveragePool2d;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Conv1d;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.ConvTranspose2d;
import dev.lanewise.layers.Crop2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Extent;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.GlobalAveragePool;
import dev.lanewise.layers.GlobalMaxPool;
import dev.lanewise.layers.GroupNorm;
import dev.lanewise.layers.LayerNorm;
import dev.lanewise.layers.MaxPool1d;
import dev.lanewise.layers.MaxPool2d;
import dev.lanewise.layers.Padding;
import dev.lanewise.layers.Permute;
import dev.lanewise.layers.Reshape;
import dev.lanewise.layers.UpSample2d;
import dev.lanewise.layers.ZeroPad2d;
import dev.lanewise.networks.Compositions;
import dev.lanewise.nn.Concatenate;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The networks of torch_steps.py, by their names there, in the same order. */
final class TorchNetworks {
  private static final int CLASSES = 3;
  private static final Layer TANH = new Activate(Activation.TANH);
  private static final Layer RELU = new Activate(Activation.RELU);

  private final Map<String, Network> all = new HashMap<>();

  private TorchNetworks() {
    convolutionsOfSequences();
    convolutions();
    transposed();
    pools();
    meanPools();
    moves();
    norms();
    all.put("residual", residual());
    all.put("concatenate", concatenate());
    all.put("concatenate_flat", concatenateFlat());
    all.put("gate", gate());
  }

  static Map<String, Network> all() {
    return new TorchNetworks().all;
  }

  private void head(String name, Shape input, Layer... layers) {
    List<Layer> chain = new ArrayList<>(Arrays.asList(layers));
    chain.add(new Flatten());
    chain.add(new Dense(CLASSES));
    all.put(name, Network.of(input, chain));
  }

  /** A layer between what has parameters. */
  private void pool(String name, int height, int width, Layer layer) {
    head(name, image(height, width), conv(3, 2), TANH, layer);
  }

  private void pool1(String name, int time, Layer layer) {
    head(name, steps(time), new Conv1d(3, 2), TANH, layer);
  }

  private static Shape image(int height, int width) {
    return Shape.of(height, width, 2);
  }

  private static Shape steps(int time) {
    return Shape.of(time, 2);
  }

  private static Conv2d conv(int units, int kernel) {
    return new Conv2d(units, kernel);
  }

  private static Conv2d conv(int units, int height, int width) {
    return new Conv2d(units, new Extent(height, width), Activation.IDENTITY);
  }

  private void convolutionsOfSequences() {
    head("conv1d", steps(7), new Conv1d(4, 3), TANH);
    head(
        "conv1d_stride_padding",
        Shape.of(8, 3),
        new Conv1d(4, 3).withStride(2).withPadding(Padding.of(1)),
        TANH);
    head("conv1d_same_even", steps(7), new Conv1d(3, 4).withPadding(Padding.same()), TANH);
    head(
        "conv1d_causal_dilated",
        steps(7),
        new Conv1d(3, 3).withDilation(2).causal().withoutBias(),
        TANH,
        new Conv1d(2, 2).withPadding(Padding.of(1, 2, 0, 0)),
        TANH);
    head(
        "conv1d_groups",
        Shape.of(7, 4),
        new Conv1d(6, 3).withGroups(2),
        TANH,
        new Conv1d(12, 2).withGroups(6),
        TANH);
  }

  private void convolutions() {
    head("conv2d", image(5, 6), conv(4, 3), TANH, conv(3, 1, 2), TANH);
    head("conv2d_relu", image(5, 6), conv(5, 3), RELU);
    head(
        "conv2d_stride_padding",
        Shape.of(7, 6, 3),
        conv(4, 3).withStride(2).withPadding(Padding.of(1)),
        TANH,
        conv(3, 3, 2).withStride(new Extent(1, 2)).withPadding(Padding.of(2, 0)),
        TANH);
    head(
        "conv2d_asymmetric",
        image(5, 6),
        conv(4, 3).withPadding(Padding.of(0, 1, 2, 0)),
        TANH,
        conv(2, 2).withStride(new Extent(2, 3)).withPadding(Padding.of(2, 1, 0, 1)),
        TANH);
    head(
        "conv2d_same",
        image(5, 6),
        conv(3, 3, 2).withPadding(Padding.same()),
        TANH,
        conv(2, 3).withDilation(new Extent(1, 2)).withPadding(Padding.same()),
        TANH);
    head(
        "conv2d_same_stride",
        image(5, 6),
        conv(3, 3).withStride(2).withPadding(Padding.same()),
        TANH);
    head(
        "conv2d_dilation",
        image(8, 9),
        conv(3, 3).withDilation(new Extent(2, 3)),
        TANH,
        conv(2, 2).withStride(2).withPadding(Padding.of(1)).withDilation(Extent.of(3)),
        TANH);
    head(
        "conv2d_groups",
        Shape.of(5, 5, 4),
        conv(6, 3).withGroups(2),
        TANH,
        conv(6, 2).withGroups(3).withPadding(Padding.of(1)).withoutBias(),
        TANH);
    head(
        "conv2d_depthwise",
        Shape.of(6, 6, 3),
        conv(3, 3).withGroups(3).withPadding(Padding.of(1)),
        TANH,
        conv(6, 3).withGroups(3).withStride(2),
        TANH);
    List<Layer> separable = new ArrayList<>(Compositions.separable(3, 4, 3, Activation.IDENTITY));
    separable.add(TANH);
    head("conv2d_separable", Shape.of(5, 5, 3), separable.toArray(Layer[]::new));
    head("conv2d_without_bias", image(5, 5), conv(4, 3).withoutBias(), TANH);
  }

  private static ConvTranspose2d transpose(
      int units, Extent kernel, Extent stride, Padding padding, int more) {
    return new ConvTranspose2d(
        units,
        kernel,
        stride,
        padding,
        more,
        true,
        Activation.IDENTITY,
        Initializer.glorotUniform(),
        Initializer.zeros());
  }

  private void transposed() {
    head("transposed", image(3, 4), new ConvTranspose2d(3, 3, 1), TANH);
    head(
        "transposed_stride",
        Shape.of(3, 3, 3),
        conv(2, 2),
        TANH,
        transpose(3, new Extent(3, 2), new Extent(2, 3), Padding.valid(), 0),
        TANH);
    head(
        "transposed_padding",
        image(3, 4),
        transpose(3, Extent.of(3), Extent.of(2), Padding.of(1, 0), 0).withoutBias(),
        TANH);
    head(
        "transposed_output_padding",
        image(3, 3),
        new ConvTranspose2d(3, 3, 2).withPadding(Padding.of(1), 1),
        TANH,
        conv(2, 3).withStride(2),
        TANH);
  }

  private void pools() {
    pool1("max1d", 8, new MaxPool1d(2));
    pool1("max1d_options", 10, new MaxPool1d(3, 2, Padding.of(1), 2, true));
    pool("max2d", 5, 7, new MaxPool2d(2));
    pool(
        "max2d_stride_padding",
        7,
        8,
        new MaxPool2d(Extent.of(3), new Extent(2, 1)).withPadding(Padding.of(1, 0)));
    pool(
        "max2d_ceil",
        7,
        6,
        new MaxPool2d(Extent.of(3), Extent.of(2), Padding.of(1), Extent.of(1), true));
    pool(
        "max2d_dilation",
        7,
        8,
        new MaxPool2d(new Extent(2, 3), Extent.of(1), Padding.valid(), new Extent(3, 2), false));
    head("global_max", image(5, 6), conv(5, 3), TANH, new GlobalMaxPool());
    head("global_max1d", steps(7), new Conv1d(5, 3), TANH, new GlobalMaxPool());
  }

  private void meanPools() {
    pool1("average1d", 8, new AveragePool1d(2));
    pool1("average1d_ceil", 8, new AveragePool1d(3, 2, Padding.of(1), true, true));
    pool1("average1d_without_border", 8, new AveragePool1d(3, 2, Padding.of(1), false, true));
    pool("average2d", 6, 7, new AveragePool2d(2));
    pool(
        "average2d_border",
        6,
        7,
        new AveragePool2d(Extent.of(3), new Extent(2, 1)).withPadding(Padding.of(1), true));
    pool(
        "average2d_without_border",
        6,
        7,
        new AveragePool2d(Extent.of(3), Extent.of(2)).withPadding(Padding.of(1), false));
    pool(
        "average2d_ceil",
        7,
        9,
        new AveragePool2d(Extent.of(3), new Extent(2, 3), Padding.of(1), true, true));
    pool(
        "average2d_ceil_without_border",
        7,
        9,
        new AveragePool2d(new Extent(2, 3), new Extent(3, 2), Padding.of(1, 0), false, true));
    head("global_average", image(5, 6), conv(5, 3), TANH, new GlobalAveragePool());
    head("global_average1d", steps(7), new Conv1d(5, 3), TANH, new GlobalAveragePool());
  }

  private void moves() {
    UpSample2d nearest = new UpSample2d(new Extent(2, 3), UpSample2d.Mode.NEAREST);
    UpSample2d bilinear = new UpSample2d(new Extent(2, 3), UpSample2d.Mode.BILINEAR);
    Layer last = conv(2, 3).withStride(2);
    head("nearest", image(4, 3), conv(2, 2), TANH, nearest, last, TANH);
    head("bilinear", image(4, 5), conv(2, 2), TANH, bilinear, last, TANH);
    pool("zero_pad", 4, 5, new ZeroPad2d(1, 3, 2, 0));
    pool("crop", 6, 7, new Crop2d(1, 1, 2, 0));
    pool("permute", 4, 6, new Permute(1, 0, 2));
    head("reshape", image(4, 4), conv(3, 2), new Reshape(-1, 3), new Conv1d(2, 3), TANH);
    head("linear_of_pixels", image(4, 5), conv(3, 2), TANH, new Dense(4), TANH);
  }

  private void norms() {
    Conv2d before = conv(4, 3).withoutBias();
    head("batch_norm", image(5, 6), before, new BatchNorm(), RELU);
    head("batch_norm_options", image(5, 6), before, new BatchNorm(0.3f, 1e-2f), TANH);
    head("batch_norm_first", image(4, 4), new BatchNorm(), conv(3, 2), TANH);
    head(
        "batch_norm1d", steps(8), new Conv1d(4, 3).withoutBias(), new BatchNorm(0.2f, 1e-5f), TANH);
    all.put(
        "batch_norm_of_flat",
        Network.of(
            Shape.of(3, 3, 3),
            conv(3, 2),
            TANH,
            new Flatten(),
            new BatchNorm(),
            new Dense(CLASSES)));
    head("layer_norm", image(4, 5), conv(5, 2), new LayerNorm(), TANH);
    head("layer_norm_epsilon", Shape.of(6, 4), new Conv1d(6, 2), new LayerNorm(1e-2f), TANH);
    head("group_norm", image(4, 5), conv(6, 2), new GroupNorm(3, 1e-3f), TANH);
    head("group_norm1d", steps(8), new Conv1d(4, 2), new GroupNorm(2), TANH);
    head("instance_norm", image(4, 5), conv(3, 2).withoutBias(), new GroupNorm(3), TANH);
  }

  private static Network residual() {
    Graph graph = new Graph();
    Value x = graph.input("x", image(5, 5)).then("stem", conv(3, 2));
    Value a = Compositions.residual("a.", x, 3, 1, true);
    Value b = Compositions.residual("b.", a, 4, 2, false);
    return graph.outputs(
        b.then("pool", new GlobalAveragePool())
            .then("flat", new Flatten())
            .then("head", new Dense(CLASSES)));
  }

  private static Network concatenate() {
    Graph graph = new Graph();
    Value x = graph.input("x", image(4, 5));
    Value left = x.then("both.left", conv(3, 3).withPadding(Padding.of(1)));
    Value both = graph.apply("both", new Concatenate(), left, x.then("both.right", conv(2, 1)));
    return graph.outputs(
        both.then("tanh", TANH).then("flat", new Flatten()).then("head", new Dense(CLASSES)));
  }

  private static Network concatenateFlat() {
    Graph graph = new Graph();
    Value x = graph.input("x", image(3, 4));
    Value left = x.then("both.left.conv", conv(3, 2)).then("both.left.flat", new Flatten());
    Value right = x.then("both.right.flat", new Flatten()).then("both.right.linear", new Dense(4));
    Value both = graph.apply("both", new Concatenate(), left, right);
    return graph.outputs(both.then("tanh", TANH).then("head", new Dense(CLASSES)));
  }

  private static Network gate() {
    Graph graph = new Graph();
    Value x = graph.input("x", image(4, 5));
    Value gate =
        x.then("both.right.conv", conv(3, 2))
            .then("both.right.gate", new Activate(Activation.SIGMOID));
    Value both = x.then("both.left", conv(3, 2)).times(gate);
    return graph.outputs(both.then("flat", new Flatten()).then("head", new Dense(CLASSES)));
  }
}
