package dev.lanewise.nn;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Softmax;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final Network DIGITS =
      Network.of(
          Shape.of(28, 28, 1),
          new Flatten(),
          new Dense(128),
          new Activate(Activation.RELU),
          new Dropout(0.5f),
          new Dense(10),
          new Softmax());

  private static String lines(String... lines) {
    return String.join(System.lineSeparator(), lines);
  }

  @Test
  void printsATableWhateverTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertEquals(
          lines(
              "layer       output shape  parameters",
              "input       (28, 28, 1)",
              "0 Flatten   (784)                  0",
              "1 Dense     (128)            100,480",
              "2 Activate  (128)                  0",
              "3 Dropout   (128)                  0",
              "4 Dense     (10)               1,290",
              "5 Softmax   (10)                   0",
              "total                        101,770",
              "parameters       397.5 KiB",
              "optimizer state  795.1 KiB",
              "batch of 32      167.0 KiB",
              "together         1.3 MiB"),
          DIGITS.summary().table(32, 2));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aGraphTellsWhatIsReadAndSharedAndWhatIsState() {
    Graph graph = new Graph();
    Graph.Value left = graph.input("left", Shape.of(5)).then("encoder", new Dense(3));
    Graph.Value right = graph.input("right", Shape.of(5)).thenSame("again", left);
    Graph.Value norm = left.plus(right).then("norm", new BatchNorm(0.1f, 1e-3f));
    Network network = graph.outputs(norm.then("class", new Softmax()), left);
    assertEquals(
        lines(
            "layer               output shape        parameters  reads",
            "input left          (5)",
            "input right         (5)",
            "encoder Dense       (3)                         18  left",
            "again Dense         (3)           those of encoder  right",
            "2 Add               (3)                          0  encoder, again",
            "norm BatchNorm      (3)                          6  2",
            "class Softmax       (3)                          0  norm",
            "total                                           24",
            "state, not trained                               6"),
        network.summary().toString());
    assertEquals(24, network.parameterCount());
    assertEquals(24, network.summary().parameters());
    assertEquals(6, network.summary().state());
    // Values; gradients, of which the encoder's value has two and their sum; moments of the norm.
    assertEquals(4 * (10 + 15 + 4 * 3 + 3 * 3 + 2 * 3), network.summary().activationBytes(1));
  }

  @Test
  void layersSayWhatTheyKeepOfABatch() {
    Network network =
        Network.of(
            Shape.of(6, 6, 2),
            new Conv2d(4, 3, Activation.GELU),
            new Conv2d(640, 4).withoutBias(),
            new Flatten(),
            new Dense(3));
    long first = 3 * 3 * 2 * 4;
    long second = 4 * 4 * 4 * 640;
    // The input, values and gradients, sums before GELU, gradients of the first convolution.
    long perImage = 72L + 2 * 64 + 2 * 640 + 2 * 3 + 64 + first + 4;
    long filters = first + second;
    assertEquals(4 * (9 * perImage + 3 * second + filters), network.summary().activationBytes(9));
  }

  @Test
  void stillMoreImagesShareAGradientOfManyWeights() {
    BatchMemory few = BatchMemory.of(Network.of(Shape.of(4, 4, 1), new Conv2d(2048, 4)));
    BatchMemory some = BatchMemory.of(Network.of(Shape.of(4, 4, 32), new Conv2d(2048, 4)));
    BatchMemory many = BatchMemory.of(Network.of(Shape.of(4, 4, 33), new Conv2d(2048, 4)));
    assertEquals(Map.of(1, 4L * 4 * 2048), few.perGroup());
    assertEquals(Map.of(4, 4L * 4 * 32 * 2048), some.perGroup());
    assertEquals(Map.of(16, 4L * 4 * 33 * 2048), many.perGroup());
  }

  @Test
  void aChainWithStateNeedsNoColumnOfWhatIsRead() {
    Network network = Network.of(Shape.of(2), new BatchNorm(0.1f, 1e-3f), new Dense(1));
    assertEquals(
        lines(
            "layer               output shape  parameters",
            "input               (2)",
            "0 BatchNorm         (2)                    4",
            "1 Dense             (1)                    3",
            "total                                      7",
            "state, not trained                         4"),
        network.summary().toString());
  }

  @Test
  void countsWhatIsThere() {
    Summary summary = DIGITS.initialize(1).summary();
    assertEquals(DIGITS.summary(), summary);
    assertEquals(DIGITS.parameterCount(), summary.parameters());
    assertEquals(4 * 101_770, summary.parameterBytes());
    assertEquals(0, summary.optimizerBytes(0));
    assertEquals(2 * 4 * 101_770, summary.optimizerBytes(2));
    assertEquals(
        new Summary.Row(
            "1", "Dense", Shape.of(128), 784 * 128 + 128, 0, List.of("0"), Optional.empty()),
        summary.rows().get(1));
  }

  @Test
  void viewsAndFusedLayersNeedNoMemory() {
    assertEquals(128 + 128 + 10 + 10, DIGITS.summary().activations());
    assertEquals(4 * (784 + 2 * 276), DIGITS.summary().activationBytes(1));
    assertEquals(4 * 100 * (784 + 2 * 276), DIGITS.summary().activationBytes(100));
  }

  @Test
  void largeNetworksDoNotOverflow() {
    Network wide = Network.of(Shape.of(40_000), new Dense(50_000), new Dense(40_000));
    Summary summary = wide.summary();
    assertEquals(4L * (2L * 40_000 * 50_000 + 90_000), summary.parameterBytes());
    assertEquals(4L * 100_000 * (40_000 + 2 * 90_000), summary.activationBytes(100_000));
    assertEquals(
        List.of(
            "parameters       14.9 GiB",
            "optimizer state  29.8 GiB",
            "batch of 100000  82.0 GiB",
            "together         126.7 GiB"),
        summary.table(100_000, 2).lines().skip(5).toList());
  }

  @Test
  void smallNetworksAreCountedInBytes() {
    Summary summary = Network.of(Shape.of(2), new Dense(1)).summary();
    assertEquals(
        List.of(
            "parameters       12 B",
            "optimizer state  0 B",
            "batch of 1       16 B",
            "together         28 B"),
        summary.table(1, 0).lines().skip(4).toList());
  }

  @Test
  void refusesAnEmptyBatch() {
    assertError(
        SettingException.class, () -> DIGITS.summary().activationBytes(0), "at least 1", "0");
  }
}
