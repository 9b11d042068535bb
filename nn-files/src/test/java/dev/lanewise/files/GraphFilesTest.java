package dev.lanewise.files;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lanewise.Activation;
import dev.lanewise.FileException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.PartedDataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Flatten;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.nn.Concatenate;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Progress;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainerState;
import dev.lanewise.train.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that are no chains in model files and checkpoints. */
class GraphFilesTest {
  private static final WeightedLosses LOSSES =
      WeightedLosses.of("class", Loss.softmaxCrossEntropy())
          .and("size", Loss.meanSquaredError(), 0.3);

  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("graph.safetensors");
  }

  /** All that a graph can have: a layer for two inputs, all operations, two outputs, names. */
  private static Network network() {
    Graph graph = new Graph();
    Graph.Value image = graph.input("image", Shape.of(2, 2, 1));
    Graph.Value other = graph.input("other/4.x", Shape.of(4));
    Graph.Value flat = image.then("flat", new Flatten());
    Graph.Value left = flat.then("tower/left", new Dense(3, Activation.TANH));
    Graph.Value right = other.thenSame("tower/right", left);
    Graph.Value sum = left.plus(right).plus(left).then(new Dropout(0.2f));
    Graph.Value gate = sum.times(right);
    Graph.Value all = graph.apply("all", new Concatenate(), gate, sum, flat);
    Graph.Value size = all.then("size", new Dense(1));
    return graph.outputs(all.then("class", new Dense(3)), size);
  }

  private static Dataset data() {
    float[][] inputs = new float[10][8];
    float[][] targets = new float[10][2];
    for (int i = 0; i < inputs.length; i++) {
      for (int j = 0; j < 8; j++) {
        inputs[i][j] = (i * 31 + j * 17) % 23 / 23f - 0.5f;
      }
      targets[i] = new float[] {i * 7 % 3, i / 10f};
    }
    return PartedDataset.of(
        ArrayDataset.of(inputs, targets), List.of(Shape.of(2, 2, 1), Shape.of(4)), List.of(1, 1));
  }

  private static Trainer trainer(Trainer.Builder builder, String[] frozen) {
    return builder.freeze(frozen).batchSize(4).threads(2).build();
  }

  /** Trains for three epochs, and saves in the middle of the second. */
  private Model trained(String... frozen) {
    Trainer.Builder builder =
        Trainer.builder(network().initialize(3), LOSSES, Optimizer.adam(0.01)).seed(7);
    try (Trainer trainer = trainer(builder, frozen)) {
      TrainingListener saves =
          new TrainingListener() {
            @Override
            public void onBatch(Progress progress) {
              if (progress.finishedSteps() == 4) {
                TrainerState state = trainer.state();
                Checkpoint.save(state, file);
                CheckpointTest.assertSame(state, Checkpoint.load(file));
              }
            }
          };
      trainer.fit(data(), Fit.epochs(3).withListener(saves));
      return trainer.model();
    }
  }

  @Test
  void modelsComeBack() {
    Model model = network().initialize(1);
    new ModelFile(model, Fixtures.METADATA).save(file);
    ModelFile read = ModelFile.load(file);
    assertEquals(network(), read.model().network());
    assertEquals(model.checksum(), read.model().checksum());
    assertEquals(Fixtures.METADATA, read.metadata());
    float[] sample = {0.1f, 0.2f, 0.3f, 0.4f, -0.1f, -0.2f, -0.3f, -0.4f};
    assertArrayEquals(
        Predictor.of(model).predict(sample), Predictor.of(read.model()).predict(sample));
  }

  @Test
  void tensorsAreCalledByTheNodes() throws Exception {
    ModelFile.save(network().initialize(1), file);
    assertEquals(
        List.of(
            "tower/left.weight",
            "tower/left.bias",
            "size.weight",
            "size.bias",
            "class.weight",
            "class.bias"),
        network().parameters().stream().map(Network.NamedParameter::name).toList());
    assertEquals(
        Set.copyOf(network().parameters().stream().map(Network.NamedParameter::name).toList()),
        IndependentReader.read(file).keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tower/*", "*.bias", "class.*"})
  void trainingGoesOn(String pattern) {
    String[] frozen = pattern.isEmpty() ? new String[0] : new String[] {pattern};
    Model whole = trained(frozen);
    TrainerState state = Checkpoint.load(file);
    assertEquals(4, state.position());
    assertEquals(2, state.epochLosses().length);
    assertNotEquals(0, state.epochLosses()[0]);
    assertNotEquals(0, state.epochLosses()[1]);
    try (Trainer trainer = trainer(Trainer.resume(state, LOSSES, Optimizer.adam(0.01)), frozen)) {
      trainer.fit(data(), Fit.upToEpoch(3));
      assertEquals(whole.checksum(), trainer.model().checksum());
    }
  }

  @Test
  void whatWasFrozenStaysFrozen() {
    trained("tower/*");
    TrainerState state = Checkpoint.load(file);
    assertEquals(Set.of("tower/left.weight", "tower/left.bias"), state.frozen());
    assertEquals(List.of(), state.slots().get("tower/left.weight"));
    assertArrayEquals(
        network().initialize(3).values("tower/left.weight"),
        state.model().values("tower/left.weight"));
    assertError(
        SettingException.class,
        () -> Trainer.resume(state, LOSSES, Optimizer.adam(0.01)).freeze("*.bias").build(),
        "frozen parameters [tower/left.bias, tower/left.weight]",
        "found [class.bias, size.bias, tower/left.bias]");
  }

  /** A network whose file could not be read again is refused before it replaces anything. */
  @Test
  void tooManyNodesAreNotWritten() {
    Graph graph = new Graph();
    Graph.Value value = graph.input("in", Shape.of(1));
    for (int i = 0; i <= 10_000; i++) {
      value = value.then(new Flatten());
    }
    Model model = graph.outputs(value).initialize(1);
    assertError(
        FileException.class, () -> ModelFile.save(model, file), "at most 10000 layers", "10001");
  }
}
