package dev.lanewise.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Conv1d;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.ConvTranspose2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.predict.Predictor;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FoldingTest {

  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of(Shape.of(5), new Dense(3)),
        Arguments.of(Shape.of(7, 4), new Conv1d(6, 3).withGroups(2)),
        Arguments.of(Shape.of(5, 6, 4), new Conv2d(6, 3).withoutBias()),
        Arguments.of(Shape.of(5, 6, 4), new Conv2d(8, 3).withGroups(4)),
        Arguments.of(Shape.of(3, 3, 4), new ConvTranspose2d(3, 3, 2)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void outputsStayAsTheyWere(Shape input, Layer layer) {
    Network network = Network.of(input, layer, new BatchNorm(), new Flatten(), new Dense(2));
    Model model = random(network);
    Model folded = Folding.batchNorms(model);

    assertEquals(network.nodes().size() - 1, folded.network().nodes().size());
    assertSameOutputs(model, folded);
  }

  @Test
  void residualNetworksLoseAllNorms() {
    Model model = random(Networks.resnet(Shape.of(8, 8, 3), 4, 8));
    Model folded = Folding.batchNorms(model);

    long left =
        folded.network().nodes().stream()
            .filter(node -> node.operation() instanceof BatchNorm)
            .count();
    assertEquals(0, left);
    assertSameOutputs(model, folded);
  }

  @Test
  void normsBehindSomethingElseStay() {
    Graph graph = new Graph();
    Value x = graph.input("x", Shape.of(4));
    Value first = x.then(new BatchNorm()).then(new Dense(4, Activation.RELU)).then(new BatchNorm());
    Value readTwice = first.then(new Dense(3));
    Network network = graph.outputs(readTwice.then(new BatchNorm()).plus(readTwice));
    Model model = random(network);

    assertEquals(network, Folding.batchNorms(model).network());
    assertEquals(model.checksum(), Folding.batchNorms(model).checksum());
  }

  private static Model random(Network network) {
    Random random = new Random(3);
    float[][] values =
        network.parameters().stream()
            .map(named -> {
              float[] all = new float[named.parameter().size()];
              for (int i = 0; i < all.length; i++) {
                boolean variance = named.name().endsWith("variance");
                all[i] = variance ? 0.5f + random.nextFloat() : random.nextFloat() - 0.5f;
              }
              return all;
            })
            .toArray(float[][]::new);
    return new Model(network, values);
  }

  private static void assertSameOutputs(Model expected, Model found) {
    float[] sample = new float[expected.network().input().size()];
    Random random = new Random(4);
    for (int i = 0; i < sample.length; i++) {
      sample[i] = random.nextFloat();
    }
    float[] a = Predictor.of(expected).predict(sample);
    float[] b = Predictor.of(found).predict(sample);
    assertArrayEquals(a, b, 2e-5f);
  }
}
