package dev.lanewise.exchange;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.DataException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Conv1d;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.ConvTranspose2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Extent;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.GroupNorm;
import dev.lanewise.layers.LayerNorm;
import dev.lanewise.layers.Permute;
import dev.lanewise.layers.Reshape;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code TorchStepsTest} does not see: Keras, bits, names and errors. */
class LibraryTest {
  private static final Network MIXED =
      Network.of(
          Shape.of(6, 5, 4),
          new Conv2d(6, new Extent(3, 2), Activation.RELU).withGroups(2),
          new BatchNorm(),
          new Conv2d(12, 2).withGroups(6).withoutBias(),
          new ConvTranspose2d(5, 2, 2),
          new GroupNorm(5),
          new LayerNorm(),
          new Flatten(),
          new Dropout(0.5f),
          new Dense(3));

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

  private static NamedArray array(Library library, Network network, String name) {
    return library.arrays(counting(network)).stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, List<Integer>> shapes(Library library) {
    Map<String, List<Integer>> shapes = new TreeMap<>();
    library.arrays(counting(MIXED)).forEach(each -> shapes.put(each.name(), each.shape()));
    return shapes;
  }

  @Test
  void namesAndShapesOfTorch() {
    Map<String, List<Integer>> expected = new TreeMap<>();
    expected.put("0.weight", List.of(6, 2, 3, 2));
    expected.put("0.bias", List.of(6));
    expected.put("1.weight", List.of(6));
    expected.put("1.bias", List.of(6));
    expected.put("1.running_mean", List.of(6));
    expected.put("1.running_var", List.of(6));
    expected.put("2.weight", List.of(12, 1, 2, 2));
    expected.put("3.weight", List.of(12, 5, 2, 2));
    expected.put("3.bias", List.of(5));
    expected.put("4.weight", List.of(5));
    expected.put("4.bias", List.of(5));
    expected.put("5.weight", List.of(5));
    expected.put("5.bias", List.of(5));
    expected.put("8.weight", List.of(3, 6 * 6 * 5));
    expected.put("8.bias", List.of(3));
    assertEquals(expected, shapes(Library.PYTORCH));
  }

  @Test
  void namesAndShapesOfKeras() {
    Map<String, List<Integer>> expected = new TreeMap<>();
    expected.put("0/kernel", List.of(3, 2, 2, 6));
    expected.put("0/bias", List.of(6));
    expected.put("1/gamma", List.of(6));
    expected.put("1/beta", List.of(6));
    expected.put("1/moving_mean", List.of(6));
    expected.put("1/moving_variance", List.of(6));
    expected.put("2/kernel", List.of(2, 2, 6, 2));
    expected.put("3/kernel", List.of(2, 2, 5, 12));
    expected.put("3/bias", List.of(5));
    expected.put("4/gamma", List.of(5));
    expected.put("4/beta", List.of(5));
    expected.put("5/gamma", List.of(5));
    expected.put("5/beta", List.of(5));
    expected.put("8/kernel", List.of(6 * 6 * 5, 3));
    expected.put("8/bias", List.of(3));
    assertEquals(expected, shapes(Library.KERAS));
  }

  /** Each weight of a convolution in groups is where the unit, channel and tap say. */
  @Test
  void groupsOfConvolutions() {
    float[] torch = array(Library.PYTORCH, MIXED, "0.weight").values();
    float[] keras = array(Library.KERAS, MIXED, "0/kernel").values();
    int own = 0;
    for (int group = 0; group < 2; group++) {
      for (int y = 0; y < 3; y++) {
        for (int x = 0; x < 2; x++) {
          for (int channel = 0; channel < 2; channel++) {
            for (int unit = group * 3; unit < group * 3 + 3; unit++) {
              assertEquals(own, torch[((unit * 2 + channel) * 3 + y) * 2 + x]);
              assertEquals(own, keras[((y * 2 + x) * 2 + channel) * 6 + unit]);
              own++;
            }
          }
        }
      }
    }
  }

  @Test
  void depthwiseConvolutionOfKeras() {
    float[] keras = array(Library.KERAS, MIXED, "2/kernel").values();
    int own = 0;
    for (int channel = 0; channel < 6; channel++) {
      for (int tap = 0; tap < 4; tap++) {
        for (int multiple = 0; multiple < 2; multiple++) {
          assertEquals(own++, keras[(tap * 6 + channel) * 2 + multiple]);
        }
      }
    }
  }

  @Test
  void convolutionsOfSequences() {
    Network network = Network.of(Shape.of(9, 2), new Conv1d(3, 2));
    NamedArray torch = array(Library.PYTORCH, network, "0.weight");
    assertEquals(List.of(3, 2, 2), torch.shape());
    assertArrayEquals(new float[] {0, 6, 3, 9, 1, 7, 4, 10, 2, 8, 5, 11}, torch.values());
    NamedArray keras = array(Library.KERAS, network, "0/kernel");
    assertEquals(List.of(2, 2, 3), keras.shape());
    assertArrayEquals(counting(network).values("0.weight"), keras.values());
  }

  /** One unit on (2, 2, 3): PyTorch has all positions of a channel together. */
  private static final float[] CHANNELS_FIRST = {0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11};

  private static float[] dense(Shape input, Layer... layers) {
    return array(Library.PYTORCH, Network.of(input, layers), layers.length - 1 + ".weight")
        .values();
  }

  @Test
  void flattenedImages() {
    Shape image = Shape.of(2, 2, 3);
    assertArrayEquals(CHANNELS_FIRST, dense(image, new Flatten(), new Dense(1)));
    assertArrayEquals(CHANNELS_FIRST, dense(image, new Reshape(-1), new Dense(1)));
    Layer norm = new BatchNorm();
    Layer dropout = new Dropout(0.5f);
    assertArrayEquals(CHANNELS_FIRST, dense(image, new Flatten(), dropout, norm, new Dense(1)));
  }

  @Test
  void whatHasNoImageOrderIsLeftAlone() {
    float[] own = new float[12];
    for (int i = 0; i < own.length; i++) {
      own[i] = i;
    }
    assertArrayEquals(own, dense(Shape.of(12), new Dense(1)));
    assertArrayEquals(own, dense(Shape.of(4, 3), new Flatten(), new Dense(1)));
    Permute channelsFirst = new Permute(2, 0, 1);
    assertArrayEquals(own, dense(Shape.of(2, 2, 3), channelsFirst, new Flatten(), new Dense(1)));
    assertArrayEquals(own, dense(Shape.of(2, 2, 3), new Flatten(), new Dense(12), new Dense(1)));
  }

  @Test
  void flattenedSequencesOfConvolutions() {
    assertArrayEquals(
        CHANNELS_FIRST, dense(Shape.of(5, 1), new Conv1d(3, 2), new Flatten(), new Dense(1)));
  }

  @ParameterizedTest
  @EnumSource
  void everyBitComesBack(Library library) {
    List<Network> networks = new ArrayList<>(TorchNetworks.all().values());
    networks.add(MIXED);
    for (Network network : networks) {
      Random random = new Random(3);
      float[][] values =
          network.parameters().stream()
              .map(each -> new float[each.parameter().size()])
              .toArray(float[][]::new);
      for (float[] each : values) {
        for (int i = 0; i < each.length; i++) {
          each[i] = Float.intBitsToFloat(random.nextInt());
        }
      }
      Model model = new Model(network, values);
      List<NamedArray> arrays = new ArrayList<>(library.arrays(model));
      Collections.shuffle(arrays, random);
      assertEquals(model.checksum(), library.model(network, arrays).checksum());
    }
  }

  @Test
  void sharedParametersAreThereOnce() {
    Graph graph = new Graph();
    Value x = graph.input("x", Shape.of(4));
    Value first = x.then("first", new Dense(4));
    Network network = graph.outputs(first.thenSame("second", first));
    assertEquals(
        List.of("first.weight", "first.bias"),
        Library.PYTORCH.arrays(counting(network)).stream().map(NamedArray::name).toList());
  }

  private static List<NamedArray> with(NamedArray other) {
    List<NamedArray> arrays = new ArrayList<>(Library.PYTORCH.arrays(counting(MIXED)));
    arrays.add(other);
    return arrays;
  }

  private static NamedArray counter(String name) {
    return new NamedArray(name, List.of(), new float[] {7});
  }

  @Test
  void countsOfBatchesAreIgnored() {
    Model model = Library.PYTORCH.model(MIXED, with(counter("1.num_batches_tracked")));
    assertEquals(counting(MIXED).checksum(), model.checksum());
    assertError(
        DataException.class,
        () -> Library.PYTORCH.model(MIXED, with(counter("0.num_batches_tracked"))),
        "unknown [0.num_batches_tracked]");
  }

  @Test
  void missingAndUnknownNames() {
    List<NamedArray> arrays = with(counter("0.wieght"));
    arrays.removeIf(each -> each.name().equals("1.running_var"));
    assertError(
        DataException.class,
        () -> Library.PYTORCH.model(MIXED, arrays),
        "PyTorch",
        "missing [1.running_var]",
        "unknown [0.wieght]");
    assertError(
        DataException.class,
        () -> Library.KERAS.model(MIXED, arrays),
        "Keras",
        "missing [0/bias, 0/kernel, 1/beta",
        "and more, 15");
  }

  @Test
  void twoOfOneName() {
    assertError(
        DataException.class,
        () -> Library.PYTORCH.model(MIXED, with(counter("0.bias"))),
        "two of 0.bias");
  }

  @Test
  void wrongShapes() {
    List<NamedArray> arrays = with(new NamedArray("0.weight", List.of(6, 3, 2, 2), new float[72]));
    arrays.removeFirst();
    assertError(
        ShapeException.class,
        () -> Library.PYTORCH.model(MIXED, arrays),
        "0.weight",
        "[6, 2, 3, 2]",
        "[6, 3, 2, 2]");
    assertError(
        ShapeException.class,
        () -> new NamedArray("w", List.of(2, 3), new float[5]),
        "w",
        "6",
        "5");
    assertError(
        ShapeException.class, () -> new NamedArray("w", List.of(-1), new float[0]), "w", "[-1]");
  }
}
