package dev.lanewise.files;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.FileException;
import dev.lanewise.nn.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {
  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("weights.safetensors");
  }

  /** Tensors for {@link Fixtures#SMALL} with PyTorch's shapes. */
  private void write(String... names) {
    List<List<Integer>> shapes = List.of(List.of(2, 3), List.of(2), List.of(2, 2), List.of(2));
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      List<Integer> shape = shapes.get(Math.min(i, 3));
      float[] values = new float[shape.stream().reduce(1, (a, b) -> a * b)];
      for (int j = 0; j < values.length; j++) {
        values[j] = 10 * i + j;
      }
      tensors.add(new Tensor(names[i], shape, values));
    }
    Safetensors.write(new Tensors(tensors, Map.of("format", "pt")), file);
  }

  @ParameterizedTest
  @EnumSource
  void everyLayoutComesBack(Layout layout) {
    Model model = Fixtures.large().initialize(5);
    Weights.save(model, file, layout);
    assertEquals(model.checksum(), Weights.load(file, Fixtures.large(), layout).checksum());
  }

  /** In a Sequential of PyTorch the activation of layer 0 is module 1. */
  @Test
  void torchCountsActivations() throws Exception {
    Model model = Fixtures.small();
    Weights.save(model, file, Layout.PYTORCH);
    Map<String, IndependentReader.Read> tensors = IndependentReader.read(file);
    assertEquals(
        List.of("0.weight", "0.bias", "2.weight", "2.bias"), List.copyOf(tensors.keySet()));
    float[] w = model.values(0);
    assertArrayEquals(
        new float[] {w[0], w[2], w[4], w[1], w[3], w[5]},
        tensors.getOrDefault("0.weight", new IndependentReader.Read(List.of(), w)).values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 1", "0 2", "3 10", "net.0 net.2", "a.b.9 a.b.11"})
  void torchModulesAreTakenInTheOrderOfTheirNumbers(String modules) {
    String[] names = modules.split(" ", -1);
    write(names[0] + ".weight", names[0] + ".bias", names[1] + ".weight", names[1] + ".bias");
    Model model = Weights.load(file, Fixtures.SMALL, Layout.PYTORCH);
    assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, model.values(0));
    assertArrayEquals(new float[] {10, 11}, model.values(1));
    assertArrayEquals(new float[] {20, 22, 21, 23}, model.values(2));
    assertArrayEquals(new float[] {30, 31}, model.values(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dense dense_1",
        "0 1",
        "dense_9 dense_10",
        "sequential/dense_2 sequential/dense_3"
      })
  void kerasModulesAreTakenInTheOrderOfTheirNumbers(String modules) {
    String[] names = modules.split(" ", -1);
    Tensor kernel = new Tensor(names[0] + "/kernel", List.of(3, 2), new float[] {0, 1, 2, 3, 4, 5});
    Tensor bias = new Tensor(names[0] + "/bias", List.of(2), new float[] {6, 7});
    Tensor kernel1 = new Tensor(names[1] + "/kernel", List.of(2, 2), new float[] {1, 2, 3, 4});
    Tensor bias1 = new Tensor(names[1] + "/bias", List.of(2), new float[] {8, 9});
    Safetensors.write(Tensors.of(bias1, kernel1, bias, kernel), file);
    Model model = Weights.load(file, Fixtures.SMALL, Layout.KERAS);
    assertArrayEquals(kernel.values(), model.values(0));
    assertArrayEquals(bias1.values(), model.values(3));
  }

  @Test
  void otherNamesAreToldByTheCaller() {
    write("fc1.weight", "fc1.bias", "out.weight", "out.bias");
    assertError(
        FileException.class,
        () -> Weights.load(file, Fixtures.SMALL, Layout.PYTORCH),
        "missing [0.weight, 0.bias, 2.weight, 2.bias]",
        "surplus [fc1.weight, fc1.bias, out.weight, out.bias]",
        "tell the names");
    Map<String, String> names =
        Map.of(
            "0.weight",
            "fc1.weight",
            "0.bias",
            "fc1.bias",
            "1.weight",
            "out.weight",
            "1.bias",
            "out.bias");
    Model model = Weights.load(file, Fixtures.SMALL, Layout.PYTORCH, names);
    assertArrayEquals(new float[] {30, 31}, model.values(3));
  }

  @Test
  void missingAndSurplusAreListed() {
    write("0.weight", "0.bias", "2.weight");
    assertError(
        FileException.class,
        () -> Weights.load(file, Fixtures.SMALL, Layout.PYTORCH),
        "missing [2.bias]; surplus []");
    write("0.weight", "0.bias", "2.weight", "2.bias", "4.bias");
    assertError(
        FileException.class,
        () -> Weights.load(file, Fixtures.SMALL, Layout.PYTORCH),
        "missing []; surplus [4.bias]");
  }

  @Test
  void anotherLayoutIsAnotherShape() {
    Weights.save(Fixtures.small(), file, Layout.PYTORCH);
    assertError(
        FileException.class,
        () -> Weights.load(file, Fixtures.SMALL, Layout.LANEWISE),
        "tensor '0.weight'",
        "shape [3, 2] of parameter 0.weight",
        "found [2, 3]",
        "layout");
  }
}
