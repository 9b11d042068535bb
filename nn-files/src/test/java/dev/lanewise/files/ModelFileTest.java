package dev.lanewise.files;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanewise.Activation;
import dev.lanewise.FileException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.layers.Dense;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelFileTest {
  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("model.safetensors");
  }

  @Test
  void networkValuesAndMetadataComeBack() {
    Model model = Fixtures.large().initialize(1);
    new ModelFile(model, Fixtures.METADATA).save(file);
    ModelFile read = ModelFile.load(file);
    assertEquals(Fixtures.large(), read.model().network());
    assertEquals(model.checksum(), read.model().checksum());
    assertEquals(Fixtures.METADATA, read.metadata());
    assertEquals(List.of("note", "scaler"), List.copyOf(read.metadata().properties().keySet()));
  }

  @ParameterizedTest
  @EnumSource
  void everyActivationComesBack(Activation.Function function) {
    Network network = Network.of(Shape.of(1), new Dense(1, new Activation(function, 0.1f)));
    ModelFile.save(network.initialize(1), file);
    assertEquals(network, ModelFile.load(file).model().network());
  }

  @Test
  void whatDivergedComesBack() {
    float[][] values = {
      {Float.NaN, Float.NEGATIVE_INFINITY}, {-0f, Float.intBitsToFloat(0x7f800001)}
    };
    Model model = new Model(Fixtures.TINY, values);
    ModelFile.save(model, file);
    assertEquals(model.checksum(), ModelFile.load(file).model().checksum());
  }

  @Test
  void equalModelsAreEqualFiles() throws IOException {
    new ModelFile(Fixtures.small(), Fixtures.METADATA).save(file);
    Path second = directory.resolve("second.safetensors");
    new ModelFile(Fixtures.small(), Fixtures.METADATA).save(second);
    assertEquals(-1, Files.mismatch(file, second));
  }

  @Test
  void weightsAreInputsByUnits() throws IOException {
    Model model = Fixtures.small();
    ModelFile.save(model, file);
    Map<String, IndependentReader.Read> tensors = IndependentReader.read(file);
    assertEquals(
        List.of("0.weight", "0.bias", "1.weight", "1.bias"), List.copyOf(tensors.keySet()));
    IndependentReader.Read weight = tensors.get("0.weight");
    assertTrue(weight != null && weight.shape().equals(List.of(3, 2)));
    int index = 0;
    for (IndependentReader.Read tensor : tensors.values()) {
      assertArrayEquals(model.values(index++), tensor.values());
    }
  }

  /** Files must not depend on how classes are called. */
  @Test
  void noClassIsNamed() throws IOException {
    ModelFile.save(Fixtures.large().initialize(1), file);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertFalse(text.contains("dev.") || text.contains("Dense") || text.contains("java"), text);
  }

  @Test
  void ownInitializersBecomeTheDefault() {
    Initializer own = (values, fanIn, fanOut, seed) -> {};
    Network network =
        Network.of(Shape.of(1), new Dense(2, Activation.RELU).withInitializers(own, own));
    ModelFile.save(network.initialize(1), file);
    assertEquals(Fixtures.TINY, ModelFile.load(file).model().network());
  }

  /** A layer that the library does not know. */
  private record OwnLayer() implements Layer {
    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public RowPass inference(Binding at) {
      return (from, to, scratch) -> {};
    }

    @Override
    public TrainingPasses training(TrainingBinding at) {
      return TrainingPasses.of(inference(at), inference(at));
    }
  }

  @Test
  void ownLayersAreNotWritten() throws IOException {
    Network network = Network.of(Shape.of(1), new Dense(1), new OwnLayer());
    assertError(
        FileException.class,
        () -> ModelFile.save(network.initialize(1), file),
        "network 'layer 1'",
        "OwnLayer",
        "Weights.save");
    assertNothingIn(directory);
  }

  @Test
  void fullDisksLeaveTheOldFile() throws IOException {
    ModelFile.save(Fixtures.small(), file);
    byte[] old = Files.readAllBytes(file);
    ModelFile other = new ModelFile(Fixtures.large().initialize(1), Metadata.NONE);
    assertError(
        FileException.class,
        () -> other.save(file, new FullDisk(100, false)),
        file.toString(),
        "No space left",
        "intact");
    assertArrayEquals(old, Files.readAllBytes(file));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void missingDirectoriesAreNotCreated() {
    Path nowhere = directory.resolve("none").resolve("model.safetensors");
    assertError(FileException.class, () -> ModelFile.save(Fixtures.small(), nowhere), "none");
    assertError(
        FileException.class, () -> ModelFile.save(Fixtures.small(), directory), "directory");
    assertError(FileException.class, () -> ModelFile.load(nowhere), "nothing of that name");
  }

  /** Replacing a device by a file would harm the whole system. */
  @Test
  void devicesAreNotReplaced() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "no such device here");
    assertError(FileException.class, () -> ModelFile.save(Fixtures.small(), device), "device");
  }

  @Test
  void symbolicLinksStay() throws IOException {
    Path link = directory.resolve("link");
    ModelFile.save(Fixtures.TINY.initialize(1), file);
    Files.createSymbolicLink(link, file);
    ModelFile.save(Fixtures.small(), link);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(Fixtures.SMALL, ModelFile.load(file).model().network());
  }

  @Test
  void damageIsToldFromForeignness() throws IOException {
    ModelFile.save(Fixtures.small(), file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[200] ^= 1;
    Files.write(file, bytes);
    assertError(FileException.class, () -> ModelFile.load(file), "header", "checksum", "damaged");
    bytes[200] ^= 1;
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertError(FileException.class, () -> ModelFile.load(file), "tensor '1.bias'", "checksum");
    Weights.save(Fixtures.small(), file, Layout.LANEWISE);
    assertError(FileException.class, () -> ModelFile.load(file), "Weights.load");
    Checkpoint.save(Fixtures.state(Fixtures.small()), file);
    assertError(FileException.class, () -> ModelFile.load(file), "a model", "Checkpoint.load");
  }

  @Test
  void metadataIsCheckedWhenItIsMade() {
    assertError(
        SettingException.class, () -> new Metadata(Map.of("a", "\udfff"), List.of()), "surrogate");
    assertError(
        SettingException.class,
        () -> new Metadata(Map.of(), Collections.nCopies(50_001, "")),
        "50001");
    ModelFile most =
        new ModelFile(
            Fixtures.small(),
            new Metadata(Map.of("k".repeat(5000), ""), Collections.nCopies(50_000, "")));
    most.save(file);
    assertEquals(most.metadata(), ModelFile.load(file).metadata());
  }

  private static void assertNothingIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(), files.toList());
    }
  }
}
