package dev.lanewise.networks;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.GlobalAveragePool;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
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
    Value x = graph.input("image", input).then("conv", Compositions.convolution(CHANNELS, 3, 1));
    x = x.then("norm", new BatchNorm()).then("relu", new Activate(Activation.RELU));
    for (int stage = 0; stage < STAGES; stage++) {
      for (int block = 0; block < blocks; block++) {
        String name = "stage%s.block%s.".formatted(stage + 1, block + 1);
        boolean shrinks = stage > 0 && block == 0;
        int stride = shrinks ? 2 : 1;
        x = Compositions.residual(name, x, CHANNELS << stage, stride, !shrinks);
      }
    }
    return graph.outputs(x.then("pool", new GlobalAveragePool()).then("class", new Dense(classes)));
  }
}
