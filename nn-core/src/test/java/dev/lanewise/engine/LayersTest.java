package dev.lanewise.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.kernels.reference.ReferenceKernels;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersTest {

  @Test
  void viewsAreLeftOutAndNeighboursFused() {
    Network network =
        Network.of(
            Shape.of(2, 3),
            new Flatten(),
            new Dense(4),
            new Flatten(),
            new Activate(Activation.RELU),
            new Activate(Activation.TANH),
            new Dense(2));
    List<Layers.Bound> bound = bind(network);
    List<Layer> layers = bound.stream().map(each -> each.place().layer()).toList();
    assertEquals(
        List.of(new Dense(4, Activation.RELU), new Activate(Activation.TANH), new Dense(2)),
        layers);
    assertEquals(List.of(1, 4, 5), bound.stream().map(each -> each.place().index()).toList());
  }

  @Test
  void eachLayerGetsItsOwnParameters() {
    Network network =
        Network.of(
            Shape.of(3), new Dense(4), new Activate(Activation.RELU), new Flatten(), new Dense(2));
    Weights weights = Weights.of(new ReferenceKernels(), network.initialize(1));
    List<Layers.Bound> bound = Layers.of(network, weights);
    assertSame(weights.panels().get(0), bound.get(0).parameters().get(0));
    assertSame(weights.panels().get(3), bound.get(1).parameters().get(1));
  }

  private static List<Layers.Bound> bind(Network network) {
    return Layers.of(network, Weights.of(new ReferenceKernels(), network.initialize(1)));
  }
}
