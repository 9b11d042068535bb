package dev.lanewise.files;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.FileException;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Monitor;
import dev.lanewise.train.Plateau;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainerState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files that version 0.2.0 wrote give what they gave there, to the last bit.
 *
 * <p>The checkpoints are those of four epochs on {@link #data} in batches of 4, with seed 6, of a
 * model that was initialized with seed 5.
 */
class OldFilesTest {
  private static final int SAMPLES = 10;

  @TempDir private Path directory;

  private Path file(String name) throws IOException {
    String full = name + ".safetensors";
    Path file = directory.resolve(full);
    try (InputStream in = OldFilesTest.class.getResourceAsStream("version-0.2/" + full)) {
      Files.copy(Objects.requireNonNull(in, full), file);
    }
    return file;
  }

  private static float[][] inputs() {
    float[][] inputs = new float[SAMPLES][6];
    for (int i = 0; i < SAMPLES; i++) {
      for (int j = 0; j < 6; j++) {
        inputs[i][j] = (i * 31 + j * 17) % 23 / 23f - 0.5f;
      }
    }
    return inputs;
  }

  private static ArrayDataset data() {
    int[] labels = new int[SAMPLES];
    Arrays.setAll(labels, i -> i * 7 % 3);
    return ArrayDataset.of(inputs(), labels).withInputShape(Shape.of(2, 3, 1));
  }

  private static Optimizer optimizer(String name) {
    return switch (name) {
      case "adadelta" -> Optimizer.adadelta(1);
      case "adagrad" -> Optimizer.adagrad(0.01);
      case "adamax" -> Optimizer.adamax(0.002);
      case "adamw" -> Optimizer.adamW(0.001);
      case "lion" -> Optimizer.lion(0.0001);
      case "momentum" -> Optimizer.momentum(0.05, 0.9);
      case "nadam" -> Optimizer.nadam(0.001);
      case "rmsprop" -> Optimizer.rmsProp(0.001);
      case "rprop" -> Optimizer.rprop(0.01);
      case "sgd", "plateau" -> Optimizer.sgd(0.1);
      default -> Optimizer.adam(0.001);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "adadelta, 21adc8b41f658968",
    "adagrad, 8a7b2b76b0a2b72c",
    "adam, 12565375b7a9f84c",
    "adamax, b4896e2b4839e959",
    "adamw, 78c287125c599cac",
    "lion, 4d77e4f61f2a8a73",
    "momentum, a9e4d52823a3288b",
    "nadam, 463475611eb3a558",
    "rmsprop, 2128afc9b2c7244f",
    "rprop, dbb2e758855059d4",
    "sgd, a4c08315986f35a9",
    "plateau, 1f26fa2e667409e7",
    "flatten, 04f824d939bab93a"
  })
  void trainingGoesOn(String name, String checksum) throws IOException {
    TrainerState state = Checkpoint.load(file(name));
    assertEquals(8, state.position());
    Trainer.Builder builder =
        Trainer.resume(state, Loss.softmaxCrossEntropy(), optimizer(name)).batchSize(4).threads(1);
    if (name.equals("plateau")) {
      builder.reduceOnPlateau(new Plateau(Monitor.LOSS, 0.5, 0, 10, 0, 0));
    }
    try (Trainer trainer = builder.build()) {
      trainer.fit(data(), Fit.upToEpoch(4));
      assertEquals(checksum, HexFormat.of().toHexDigits(trainer.model().checksum()));
    }
  }

  /** Going on would silently be another training. */
  @Test
  void otherMasksAreRefused() {
    assertError(
        FileException.class,
        () -> Checkpoint.load(file("flatten-dropout")),
        "network",
        "no Flatten before dropout or noise",
        "layer 2 (Dropout)",
        "end the training with version 0.2");
  }

  @ParameterizedTest
  @CsvSource({"image, 8563af3f46d48e08, 3f740b51", "layers, add33d0e16f6e109, e2e72f22"})
  void modelsPredict(String name, String checksum, String outputs) throws IOException {
    ModelFile read = ModelFile.load(file(name));
    Model model = read.model();
    assertEquals(
        new Metadata(Map.of("note", "of before"), List.of("a", "b", "c")), read.metadata());
    assertEquals(Shape.of(6), model.network().input());
    assertEquals(checksum, HexFormat.of().toHexDigits(model.checksum()));
    int hash = Arrays.deepHashCode(Predictor.of(model).predict(inputs()));
    assertEquals(outputs, HexFormat.of().toHexDigits(hash));
  }

  /** What is read is written as networks are now, and is the same again. */
  @Test
  void oldFilesBecomeNewOnes() throws IOException {
    ModelFile old = ModelFile.load(file("layers"));
    Path copy = directory.resolve("copy.safetensors");
    old.save(copy);
    ModelFile read = ModelFile.load(copy);
    assertEquals(old.model().network(), read.model().network());
    assertEquals(old.model().checksum(), read.model().checksum());
    assertTrue(read.model().network().nodes().get(1).operation() instanceof Dense);
    TrainerState state = Checkpoint.load(file("nadam"));
    Checkpoint.save(state, copy);
    CheckpointTest.assertSame(state, Checkpoint.load(copy));
  }
}
