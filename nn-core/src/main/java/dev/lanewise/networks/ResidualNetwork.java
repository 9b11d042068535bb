package dev.lanewise.networks;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.GlobalAveragePool;
import dev.lanewise.layers.Padding;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Network;

/** Builds {@link Networks#resnet}. */
final class ResidualNetwork {
  private static final int CHANNELS = 16;
  private static final int STAGES = 3;

  private final Graph graph = new Graph();

  /**
   * The network.
   *
   * @param blocks of each stage
   */
  Network build(Shape input, int classes, int blocks) {
    Value x = graph.input("image", input).then("conv", convolution(CHANNELS, 3, 1));
    x = x.then("norm", new BatchNorm()).then("relu", new Activate(Activation.RELU));
    for (int stage = 0; stage < STAGES; stage++) {
      for (int block = 0; block < blocks; block++) {
        String name = "stage%s.block%s.".formatted(stage + 1, block + 1);
        boolean shrinks = stage > 0 && block == 0;
        x = block(name, x, CHANNELS << stage, shrinks ? 2 : 1);
      }
    }
    return graph.outputs(x.then("pool", new GlobalAveragePool()).then("class", new Dense(classes)));
  }

  /** Two convolutions, and beside them the input as it is, or brought to their shape. */
  private Value block(String name, Value x, int channels, int stride) {
    Value y =
        x.then(name + "conv1", convolution(channels, 3, stride))
            .then(name + "norm1", new BatchNorm())
            .then(name + "relu1", new Activate(Activation.RELU))
            .then(name + "conv2", convolution(channels, 3, 1))
            .then(name + "norm2", new BatchNorm());
    Value shortcut =
        stride == 1
            ? x
            : x.then(name + "shortcut", convolution(channels, 1, stride))
                .then(name + "shortcut.norm", new BatchNorm());
    return y.plus(shortcut).then(name + "relu2", new Activate(Activation.RELU));
  }

  private static Conv2d convolution(int channels, int kernel, int stride) {
    return new Conv2d(channels, kernel)
        .withStride(stride)
        .withPadding(Padding.of(kernel / 2))
        .withoutBias()
        .withInitializers(Initializer.heNormal(), Initializer.zeros());
  }
}
