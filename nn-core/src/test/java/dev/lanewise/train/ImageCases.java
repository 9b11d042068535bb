package dev.lanewise.train;

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
import dev.lanewise.layers.SpatialDropout;
import dev.lanewise.layers.UpSample2d;
import dev.lanewise.layers.ZeroPad2d;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import java.util.List;

/** Networks on images. */
final class ImageCases {
  private static final Activation TANH = Activation.TANH;

  private static final Initializer SMALL = Initializer.torchLinear();

  private ImageCases() {}

  static List<GraphCase> all() {
    return List.of(
        lenet(),
        chain("strides", Shape.of(9, 8, 3), conv(5, 3).withStride(2).withPadding(Padding.of(1))),
        chain(
            "asymmetric",
            Shape.of(7, 9, 2),
            conv(4, 2).withPadding(Padding.of(0, 1, 2, 0)),
            new Conv2d(3, new Extent(3, 1), TANH).withStride(new Extent(2, 3))),
        chain(
            "dilation and same",
            Shape.of(9, 8, 3),
            conv(4, 3).withDilation(new Extent(2, 3)).withPadding(Padding.same()),
            conv(3, 3).withStride(new Extent(3, 2)).withPadding(Padding.same())),
        chain(
            "groups",
            Shape.of(6, 5, 6),
            conv(12, 3).withGroups(3).withPadding(Padding.same()),
            conv(12, 3).withGroups(12),
            new Conv2d(4, 1, Activation.GELU).withoutBias()),
        chain(
            "overlapping maxima",
            Shape.of(7, 8, 3),
            conv(9, 2),
            new MaxPool2d(Extent.of(3), Extent.of(2)).withPadding(Padding.of(1))),
        chain(
            "maxima rounded up",
            Shape.of(7, 8, 2),
            new MaxPool2d(Extent.of(2), Extent.of(2), Padding.valid(), Extent.of(1), true),
            conv(3, 2)),
        chain(
            "means",
            Shape.of(7, 8, 3),
            conv(9, 2),
            new AveragePool2d(Extent.of(3), Extent.of(2)).withPadding(Padding.of(1), false)),
        chain(
            "means with border",
            Shape.of(7, 8, 3),
            new AveragePool2d(Extent.of(3), Extent.of(2), Padding.of(1), true, true),
            conv(4, 2),
            new AveragePool2d(2)),
        tiles(),
        sequences(),
        chain(
            "causal",
            Shape.of(9, 4),
            new Conv1d(5, 2, TANH).withDilation(3).causal().withoutBias(),
            new Conv1d(4, 3, Activation.GELU).withStride(2).withPadding(Padding.same())),
        chain(
            "transposed",
            Shape.of(3, 4, 3),
            new ConvTranspose2d(4, 3, 2, TANH).withInitializers(Initializer.heUniform(), SMALL),
            new ConvTranspose2d(2, 3, 2, Activation.GELU).withPadding(Padding.of(1), 1)),
        chain(
            "transposed to the same",
            Shape.of(3, 2, 5),
            new ConvTranspose2d(3, 2, 3).withPadding(Padding.same(), 0).withoutBias(),
            new ConvTranspose2d(2, 3, 1, TANH).withPadding(Padding.same(), 0)),
        global(),
        moved(),
        chain(
            "channels first",
            Shape.of(2, 5, 4),
            new Permute(1, 2, 0),
            conv(3, 2),
            new Permute(2, 0, 1),
            new Dense(5, TANH),
            new Permute(0, 2, 1)),
        larger("nearest", UpSample2d.Mode.NEAREST),
        larger("bilinear", UpSample2d.Mode.BILINEAR),
        chain(
            "dropout of channels",
            Shape.of(4, 5, 2),
            conv(9, 2),
            new SpatialDropout(0.4f),
            conv(5, 2),
            new Reshape(-1, 5),
            new SpatialDropout(0.2f)),
        residual(),
        normedAlone(),
        chain(
            "norm of groups",
            Shape.of(4, 4, 2),
            plain(2).withPadding(Padding.valid()),
            new GroupNorm(17, 1e-3f),
            conv(12, 2),
            new GroupNorm(3),
            new Activate(Activation.SIGMOID)),
        chain(
            "norm of layers",
            Shape.of(3, 4),
            new LayerNorm(1e-3f),
            new Dense(17, TANH),
            new LayerNorm(),
            new Dense(3, TANH),
            new Flatten(),
            new LayerNorm()),
        normedAlone().freezing("layer.gamma", "group.beta"),
        normedAlone().freezing("layer.*", "group.*"),
        normedAlone().freezing("in.*", "layer.*"),
        normed(),
        shared(),
        lenet().freezing("0.*"),
        lenet().freezing("2.weight"),
        normed().freezing("norm.*", "in.*"),
        residual().freezing("in.*", "*.bias"));
  }

  /** So many weights that their gradients are not to be found by differences. */
  private static GraphCase tiles() {
    return chain(
            "tiles of windows",
            Shape.of(5, 4, 2),
            conv(32, 1),
            conv(32, 3).withPadding(Padding.of(0, 2, 1, 1)),
            conv(2, 1))
        .freezing("1.weight");
  }

  /** One tile of windows, whose weights are prepared for the way forward and back. */
  static GraphCase oneTile() {
    return chain(
        "a tile of windows",
        Shape.of(2, 2, 2),
        conv(16, 1),
        conv(64, 3).withPadding(Padding.of(1)),
        conv(2, 1));
  }

  private static Conv2d conv(int units, int kernel) {
    return new Conv2d(units, kernel, TANH)
        .withInitializers(Initializer.heUniform(), Initializer.torchLinear());
  }

  private static GraphCase chain(String name, Shape image, Layer... layers) {
    Graph graph = new Graph();
    Value x = graph.input("image", image);
    for (Layer layer : layers) {
      x = x.then(layer);
    }
    return GraphCase.regression(
        name, graph.outputs(x.then(new Flatten()).then(GraphCase.dense(2))));
  }

  /** What only moves numbers. */
  static GraphCase moved() {
    return chain(
        "moved",
        Shape.of(60),
        new Reshape(5, -1, 3),
        conv(3, 2),
        new Permute(1, 0, 2),
        new ZeroPad2d(1, 0, 2, 1),
        conv(9, 2),
        new Crop2d(0, 1, 2, 0));
  }

  /** More than a vector of channels, and fewer. */
  private static GraphCase larger(String name, UpSample2d.Mode mode) {
    return chain(
        name,
        Shape.of(3, 4, 2),
        conv(9, 2),
        new UpSample2d(new Extent(3, 2), mode),
        conv(3, 2),
        new UpSample2d(2, mode));
  }

  private static GraphCase lenet() {
    return GraphCase.regression(
        "lenet",
        Network.of(
            Shape.of(12, 12, 1),
            conv(6, 5).withPadding(Padding.of(2)),
            new MaxPool2d(2),
            conv(10, 3).withActivation(Activation.IDENTITY),
            new Activate(TANH),
            new AveragePool2d(2),
            new Flatten(),
            new Dense(9, TANH),
            new Dense(2)));
  }

  private static GraphCase sequences() {
    return chain(
        "windows of sequences",
        Shape.of(14, 4),
        new Conv1d(6, 3, TANH).withGroups(2).withPadding(Padding.of(1, 0, 0, 0)),
        new MaxPool1d(3, 2, Padding.of(1), 1, false),
        new AveragePool1d(2, 2, Padding.valid(), false, true));
  }

  private static GraphCase global() {
    Graph graph = new Graph();
    Value x = graph.input("image", Shape.of(5, 6, 2)).then(conv(4, 3));
    Value mean = x.then(new GlobalAveragePool());
    Value largest = x.then(new GlobalMaxPool());
    return GraphCase.regression("global", graph.outputs(mean.times(largest).then(new Dense(2))));
  }

  private static GraphCase residual() {
    Graph graph = new Graph();
    Value x = graph.input("image", Shape.of(6, 6, 2)).then("in", conv(8, 3));
    Value y = x.then(conv(8, 3).withPadding(Padding.same()));
    Value z = y.then(conv(8, 3).withPadding(Padding.same()).withActivation(Activation.IDENTITY));
    Value sum = z.plus(x).then(new Activate(Activation.SILU));
    return GraphCase.regression(
        "residual of images", graph.outputs(sum.then(new GlobalAveragePool()).then(new Dense(2))));
  }

  /** A block of a residual network; 17 channels are more than a part of what norms join. */
  private static GraphCase normed() {
    Graph graph = new Graph();
    Value x = graph.input("image", Shape.of(5, 5, 2)).then("in", plain(3));
    Value y = x.then("norm", new BatchNorm(0.3f, 1e-3f)).then(new Activate(TANH));
    Value z = y.then(plain(1)).then(new BatchNorm()).plus(x).then(new Activate(TANH));
    return GraphCase.regression(
        "normed images", graph.outputs(z.then(new GlobalAveragePool()).then(new Dense(2))));
  }

  /** Norms of single samples, with names. */
  static GraphCase normedAlone() {
    Graph graph = new Graph();
    Value x = graph.input("image", Shape.of(3, 3, 2)).then("in", conv(6, 2));
    Value y = x.then("group", new GroupNorm(2)).then("on", conv(9, 1));
    Value z = y.then("layer", new LayerNorm()).then(new Activate(TANH));
    return GraphCase.regression(
        "norms of samples", graph.outputs(z.then(new Flatten()).then(new Dense(2))));
  }

  private static Conv2d plain(int kernel) {
    return conv(17, kernel)
        .withPadding(Padding.same())
        .withoutBias()
        .withActivation(Activation.IDENTITY);
  }

  private static GraphCase shared() {
    Graph graph = new Graph();
    Value x = graph.input("image", Shape.of(6, 5, 3));
    Value once = x.then("same", conv(3, 3).withPadding(Padding.same()));
    Value twice = once.thenSame(once);
    return GraphCase.regression(
        "shared convolution", graph.outputs(twice.then(new Flatten()).then(new Dense(2))));
  }
}
