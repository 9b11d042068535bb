package dev.lanewise.files;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.Activation;
import dev.lanewise.FileException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.layers.Dense;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadedPartTest {
  private static final Layer TRUNK = new Dense(4, Activation.RELU);

  /** What was trained: two layers of a trunk, and a head of ten classes. */
  private static final Model TRAINED = network(TRUNK, TRUNK, new Dense(10)).initialize(1);

  /** What shall be trained: the same trunk, and a head of two. */
  private static final Model FRESH = network(TRUNK, TRUNK, new Dense(2)).initialize(2);

  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("weights.safetensors");
  }

  private static boolean all(String name) {
    return true;
  }

  private static Network network(Layer... layers) {
    return Network.of(Shape.of(4), layers);
  }

  private static Tensor tensor(String name, int... shape) {
    int count = IntStream.of(shape).reduce(1, (a, b) -> a * b);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = name.hashCode() + i;
    }
    return new Tensor(name, IntStream.of(shape).boxed().toList(), values);
  }

  @ParameterizedTest
  @EnumSource
  void aTrunkGetsANewHead(Layout layout) {
    Weights.save(TRAINED, file, layout);
    String head =
        switch (layout) {
          case LANEWISE -> "2\\..*";
          case PYTORCH -> "4\\..*";
          case KERAS -> "dense_2/.*";
        };
    long before = FRESH.checksum();
    LoadedPart part =
        Weights.loadPart(file, FRESH, layout, Pattern.compile(head).asMatchPredicate().negate());
    assertEquals(List.of("0.weight", "0.bias", "1.weight", "1.bias"), part.loaded());
    assertEquals(List.of("2.weight", "2.bias"), part.missing());
    assertEquals(List.of(), part.surplus());
    for (int i = 0; i < 6; i++) {
      Model expected = i < 4 ? TRAINED : FRESH;
      assertArrayEquals(expected.values(i), part.model().values(i));
    }
    assertEquals(before, FRESH.checksum());
    assertEquals(
        "loaded [0.weight, 0.bias, 1.weight, 1.bias]; missing [2.weight, 2.bias]; surplus []",
        part.toString());
  }

  /** The part alone must not be taken for the first layer. */
  @Test
  void aHeadStaysTheHead() {
    Weights.save(TRAINED, file, Layout.PYTORCH);
    Model other = TRAINED.network().initialize(3);
    LoadedPart part = Weights.loadPart(file, other, Layout.PYTORCH, name -> name.startsWith("4."));
    assertEquals(List.of("2.weight", "2.bias"), part.loaded());
    assertArrayEquals(other.values(0), part.model().values(0));
    assertArrayEquals(TRAINED.values(4), part.model().values(4));
  }

  @Test
  void aSavedModelIsAFileOfWeights() {
    ModelFile.save(TRAINED, file);
    LoadedPart part =
        Weights.loadPart(file, FRESH, Layout.LANEWISE, name -> name.endsWith("0.weight"));
    assertEquals(List.of("0.weight"), part.loaded());
    assertArrayEquals(TRAINED.values(0), part.model().values(0));
  }

  @Test
  void aTrunkAloneMayHaveANameInFront() {
    Safetensors.write(
        Tensors.of(
            tensor("features.0.weight", 4, 4),
            tensor("features.0.bias", 4),
            tensor("features.3.weight", 4, 4),
            tensor("features.3.bias", 4)),
        file);
    LoadedPart part = Weights.loadPart(file, FRESH, Layout.PYTORCH, LoadedPartTest::all);
    assertEquals(List.of("0.weight", "0.bias", "1.weight", "1.bias"), part.loaded());
    assertArrayEquals(tensor("features.3.bias", 4).values(), part.model().values(3));
    assertArrayEquals(FRESH.values(5), part.model().values(5));
  }

  /** Tensors of other kinds are surplus, and not read. */
  @Test
  void reportsWhatIsTooMuch() {
    Safetensors.write(
        Tensors.of(
            tensor("0.bias", 4), tensor("norm.count", 1), tensor("9.bias", 3), tensor("other", 2)),
        file);
    LoadedPart part = Weights.loadPart(file, FRESH, Layout.PYTORCH, name -> !name.equals("other"));
    assertEquals(List.of("0.bias"), part.loaded());
    assertEquals(List.of("norm.count", "9.bias"), part.surplus());
    assertThrows(UnsupportedOperationException.class, () -> part.surplus().add(""));
  }

  @Test
  void namesCanBeTold() {
    Safetensors.write(
        Tensors.of(tensor("fc1.weight", 4, 4), tensor("fc1.bias", 4), tensor("out.bias", 10)),
        file);
    Map<String, String> names =
        Map.of("0.weight", "fc1.weight", "0.bias", "fc1.bias", "2.weight", "out.weight");
    LoadedPart part = Weights.loadPart(file, FRESH, Layout.PYTORCH, LoadedPartTest::all, names);
    assertEquals(List.of("0.weight", "0.bias"), part.loaded());
    assertEquals(List.of("1.weight", "1.bias", "2.weight", "2.bias"), part.missing());
    assertEquals(List.of("out.bias"), part.surplus());
    assertArrayEquals(tensor("fc1.bias", 4).values(), part.model().values(1));
    assertError(
        SettingException.class,
        () ->
            Weights.loadPart(
                file, FRESH, Layout.PYTORCH, LoadedPartTest::all, Map.of("0.kernel", "fc1.weight")),
        "'0.kernel'",
        "0.weight, 0.bias");
  }

  /** The remedy is followed: what does not fit is left out. */
  @Test
  void anotherShapeIsAnError() {
    Weights.save(TRAINED, file, Layout.PYTORCH);
    assertError(
        FileException.class,
        () -> Weights.loadPart(file, FRESH, Layout.PYTORCH, LoadedPartTest::all),
        "tensor '4.weight'",
        "shape [2, 4] of parameter 2.weight",
        "found [10, 4]",
        "leave the tensor out");
    Predicate<String> fitting = name -> !name.startsWith("4.");
    assertEquals(4, Weights.loadPart(file, FRESH, Layout.PYTORCH, fitting).loaded().size());
  }

  @Test
  void aPartOfNothingIsAnError() {
    Weights.save(TRAINED, file, Layout.PYTORCH);
    assertError(
        FileException.class,
        () -> Weights.loadPart(file, FRESH, Layout.PYTORCH, name -> name.startsWith("encoder")),
        "at least one that is wanted",
        "found [0.weight, 0.bias, 2.weight",
        "as they are in the file");
    Safetensors.write(Tensors.of(tensor("fc.weight", 4, 4), tensor("0.count", 1)), file);
    assertError(
        FileException.class,
        () -> Weights.loadPart(file, FRESH, Layout.PYTORCH, name -> name.startsWith("fc")),
        "at least one of [0.weight, 0.bias, 2.weight",
        "found [fc.weight]",
        "tell the names");
    Map<String, String> names = Map.of("1.weight", "fc.weight");
    LoadedPart part =
        Weights.loadPart(file, FRESH, Layout.PYTORCH, name -> name.startsWith("fc"), names);
    assertEquals(List.of("1.weight"), part.loaded());
  }

  /** In order, the second and third layer would have got the same tensor. */
  @Test
  void aFileWithoutTheFirstLayerIsNotTakenInOrder() {
    Safetensors.write(
        Tensors.of(
            tensor("2.weight", 4, 4),
            tensor("2.bias", 4),
            tensor("4.weight", 4, 4),
            tensor("4.bias", 4)),
        file);
    Model model = network(TRUNK, TRUNK, new Dense(4)).initialize(1);
    assertError(
        FileException.class,
        () -> Weights.load(file, model.network(), Layout.PYTORCH),
        "missing [0.weight, 0.bias]; surplus []");
    LoadedPart part = Weights.loadPart(file, model, Layout.PYTORCH, LoadedPartTest::all);
    assertEquals(List.of("0.weight", "0.bias"), part.missing());
    assertArrayEquals(tensor("2.bias", 4).values(), part.model().values(3));
    assertArrayEquals(tensor("4.bias", 4).values(), part.model().values(5));
  }
}
