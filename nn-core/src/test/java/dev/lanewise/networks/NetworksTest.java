package dev.lanewise.networks;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.LanewiseException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Place;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class NetworksTest {
  private static final Shape DIGIT = Shape.of(28, 28, 1);
  private static final Shape PHOTO = Shape.of(32, 32, 3);

  private static final Map<String, Function<Shape, Network>> ALL =
      Map.of(
          "lenet", shape -> Networks.lenet(shape, 4),
          "cnn", shape -> Networks.cnn(shape, 4),
          "vgg", shape -> Networks.vgg(shape, 4, 6),
          "resnet", shape -> Networks.resnet(shape, 4, 8),
          "mobilenet", shape -> Networks.mobilenet(shape, 4, 4));

  /** The numbers that PyTorch's tutorials and Keras print for these networks. */
  @Test
  void parameterCountsAreThePublishedOnes() {
    assertEquals(61_706, Networks.lenet(DIGIT, 10).parameterCount());
    assertEquals(1_199_882, Networks.cnn(DIGIT, 10).parameterCount());
    assertEquals(2_168_362, Networks.vgg(PHOTO, 10, 6).parameterCount());
  }

  /** Depthwise and 1 x 1 weights and four numbers of each norm; the last layer is 4 by 4. */
  @Test
  void aMobileNetworkIsMadeOfSeparableConvolutions() {
    Network network = Networks.mobilenet(PHOTO, 10, 32);
    int[] channels = {32, 64, 128, 128, 256, 256, 512, 512};
    long expected = 27 * 32 + 2 * 32 + 512 * 10 + 10;
    for (int i = 1; i < channels.length; i++) {
      int from = channels[i - 1];
      int to = channels[i];
      expected += 9 * from + 2 * from + from * to + 2 * to;
    }
    assertEquals(expected, network.parameterCount());
    assertEquals(543_050, expected);
    assertEquals(Shape.of(4, 4, 512), network.places().reversed().get(2).output());
  }

  @Test
  void separableConvolutionsHaveKerasParameters() {
    Network network = Network.of(PHOTO, Compositions.separable(3, 8, 3, Activation.RELU));
    assertEquals(9 * 3 + 3 * 8 + 8, network.parameterCount());
    assertEquals(Shape.of(32, 32, 8), network.output());
  }

  /** Table 6 of the paper, in millions, rounded; its shortcuts have no parameters. */
  @ParameterizedTest
  @CsvSource({"20, 0.27", "32, 0.46", "44, 0.66", "56, 0.85", "110, 1.7"})
  void residualNetworksAreAsLargeAsInThePaper(int depth, double millions) {
    Network network = Networks.resnet(PHOTO, 10, depth);
    long shortcuts =
        network.parameters().stream()
            .filter(named -> named.name().contains("shortcut") && named.parameter().isTrained())
            .mapToLong(named -> named.parameter().size())
            .sum();
    assertEquals(16 * 32 + 32 * 64 + 2 * (32 + 64), shortcuts);
    double unit = depth == 110 ? 0.1 : 0.01;
    assertEquals(millions, (network.parameterCount() - shortcuts) / 1e6, unit / 2);
  }

  /** With shortcuts of 1 x 1 convolutions, as implementations in PyTorch count them. */
  @Test
  void aResidualNetworkOf20LayersHas272474Parameters() {
    assertEquals(272_474, Networks.resnet(PHOTO, 10, 20).parameterCount());
  }

  @Test
  void residualStagesHalveTheSizeAndDoubleTheChannels() {
    Map<String, Shape> outputs =
        Networks.resnet(PHOTO, 10, 14).places().stream()
            .collect(Collectors.toMap(place -> place.node().name(), Place::output));
    assertEquals(Shape.of(32, 32, 16), outputs.get("stage1.block2.relu2"));
    assertEquals(Shape.of(16, 16, 32), outputs.get("stage2.block1.shortcut"));
    assertEquals(Shape.of(8, 8, 64), outputs.get("stage3.block2.norm2"));
    assertEquals(Shape.of(64), outputs.get("pool"));
    assertEquals(Shape.of(10), outputs.get("class"));
  }

  /** The longest way: each convolution but those of shortcuts, and the dense layer. */
  @ParameterizedTest
  @ValueSource(ints = {8, 14, 20})
  void residualDepthCountsLayersWithWeights(int depth) {
    long convolutions =
        Networks.resnet(PHOTO, 10, depth).nodes().stream()
            .filter(node -> node.operation() instanceof Conv2d)
            .filter(node -> !node.name().contains("shortcut"))
            .count();
    assertEquals(depth, convolutions + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6, 8, 10})
  void depthOfVggCountsLayersWithWeights(int depth) {
    Network network = Networks.vgg(PHOTO, 10, depth);
    long weights =
        network.parameters().stream().filter(named -> named.name().endsWith("weight")).count();
    assertEquals(depth, weights);
  }

  @Test
  void smallestImages() {
    assertEquals(Shape.of(10), Networks.lenet(Shape.of(12, 13, 3), 10).output());
    assertEquals(Shape.of(10), Networks.cnn(Shape.of(6, 9, 1), 10).output());
    assertEquals(Shape.of(10), Networks.vgg(Shape.of(8, 8, 1), 10, 8).output());
    assertEquals(Shape.of(10), Networks.resnet(Shape.of(1, 5, 1), 10, 8).output());
  }

  private static void assertRefused(
      Class<? extends LanewiseException> type, String words, Runnable call) {
    String message = assertThrows(type, call::run).getMessage();
    assertTrue(message.contains(words), message);
  }

  @Test
  void whatIsNoImageOrTooSmallIsRefused() {
    Shape flat = Shape.of(784);
    for (Function<Shape, Network> network : ALL.values()) {
      assertRefused(
          ShapeException.class, "found (784)", () -> network.apply(flat).parameterCount());
    }
    assertRefused(ShapeException.class, "12 x 12", () -> Networks.lenet(Shape.of(28, 11, 1), 10));
    assertRefused(ShapeException.class, "6 x 6", () -> Networks.cnn(Shape.of(5, 28, 1), 10));
    assertRefused(ShapeException.class, "8 x 8", () -> Networks.vgg(Shape.of(7, 8, 1), 10, 8));
  }

  @Test
  void otherDepthsAndFewClassesAreRefused() {
    for (int depth : List.of(-4, 0, 2, 7, 9, 20_000, 1208)) {
      assertRefused(
          SettingException.class, "found " + depth, () -> Networks.resnet(PHOTO, 10, depth));
    }
    for (int depth : List.of(-4, 2, 7, 20)) {
      assertRefused(SettingException.class, "found " + depth, () -> Networks.vgg(PHOTO, 10, depth));
    }
    assertRefused(SettingException.class, "2 classes", () -> Networks.lenet(DIGIT, 1));
  }

  /** Images whose class is the quarter that is bright. */
  private static Dataset quarters(Shape shape) {
    Random random = new Random(5);
    int side = shape.dimensions().getFirst();
    float[][] images = new float[64][shape.size()];
    int[] labels = new int[images.length];
    for (int i = 0; i < images.length; i++) {
      labels[i] = i % 4;
      for (int p = 0; p < shape.size(); p++) {
        int quarter = 2 * (p / side / (side / 2)) + p % side / (side / 2);
        images[i][p] = random.nextFloat() / 4 + (quarter == labels[i] ? 0.7f : 0);
      }
    }
    return ArrayDataset.of(images, labels).withInputShape(shape);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "cnn", "vgg", "resnet", "mobilenet"})
  void learns(String name) {
    Dataset data = quarters(Shape.of(12, 12, 1));
    Network network = Objects.requireNonNull(ALL.get(name)).apply(data.inputShape());
    Model first = trained(network, data, 1);
    Model second = trained(network, data, 2);
    for (int i = 0; i < network.parameters().size(); i++) {
      assertArrayEquals(first.values(i), second.values(i), network.parameters().get(i).name());
    }
  }

  private static Model trained(Network network, Dataset data, int threads) {
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.adam(0.003))
            .batchSize(16)
            .threads(threads)
            .build()) {
      trainer.fit(data, Fit.epochs(12));
      double accuracy = trainer.evaluate(data).accuracy().orElseThrow();
      assertTrue(accuracy > 0.9, "accuracy " + accuracy);
      return trainer.model();
    }
  }

  @Test
  void transformersAreBounded() {
    Value x = new Graph().input("x", Shape.of(4, 8));
    for (int channels : new int[] {0, Integer.MAX_VALUE / 2}) {
      assertError(
          SettingException.class,
          () -> Compositions.transformer("b", x, channels, new MultiHeadAttention(2), 0),
          "channels",
          "found " + channels);
    }
  }
}
