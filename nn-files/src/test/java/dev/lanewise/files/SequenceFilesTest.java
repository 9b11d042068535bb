package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.PartedDataset;
import dev.lanewise.files.ImageFilesTest.Named;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.LearnedPositions;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.layers.PoolOverTime;
import dev.lanewise.layers.PoolOverTime.Kind;
import dev.lanewise.layers.Recurrence;
import dev.lanewise.layers.Recurrence.Direction;
import dev.lanewise.layers.Recurrence.Output;
import dev.lanewise.layers.RepeatVector;
import dev.lanewise.layers.ReverseTime;
import dev.lanewise.layers.RmsNorm;
import dev.lanewise.layers.SimpleRnn;
import dev.lanewise.layers.SinusoidalPositions;
import dev.lanewise.layers.Unembedding;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.networks.Compositions;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Progress;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainerState;
import dev.lanewise.train.TrainingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of sequences and tokens in model files and checkpoints. */
class SequenceFilesTest {
  private static final int STEPS = 5;
  private static final int TOKENS = 7;
  private static final int SAMPLES = 10;
  private static final Shape SEQUENCE = Shape.of(STEPS, 4);
  private static final Shape LENGTH = Shape.of(1);
  private static final Initializer ZEROS = Initializer.zeros();
  private static final String ZERO = "{'type':'constant','value':0.0}";

  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("sequence.safetensors");
  }

  private static String recurrent(String type, String recurrence) {
    return "'type':%s,%s,'weight_initializer':%s,'recurrent_initializer':%s,'bias_initializer':%s"
        .formatted(
            type,
            recurrence,
            ZERO,
            "{'type':'normal','deviation':0.25}",
            ZERO.replace("0.0", "1.0"));
  }

  private static Stream<Named> recurrentLayers() {
    Initializer normal = Initializer.normal(0.25);
    Initializer one = Initializer.constant(1);
    return Stream.of(
        new Named(
            new SimpleRnn(new Recurrence(3), Activation.leakyRelu(0.5f))
                .withInitializers(ZEROS, normal, one),
            recurrent(
                "'simple_rnn','activation':'leaky_relu','alpha':0.5",
                "'units':3,'direction':'forward','output':'sequence','lengths':false,'initial_state':false,'carried_rows':0")),
        new Named(
            new Lstm(new Recurrence(2, Direction.BOTH, Output.STATE, false, false))
                .withInitializers(ZEROS, normal, one),
            recurrent(
                "'lstm'",
                "'units':2,'direction':'both','output':'state','lengths':false,'initial_state':false,'carried_rows':0")),
        new Named(
            new Gru(5)
                .withResetBefore()
                .withDirection(Direction.REVERSE)
                .withOutput(Output.LAST)
                .withInitializers(ZEROS, normal, one),
            recurrent(
                "'gru','reset_after':false",
                "'units':5,'direction':'reverse','output':'last','lengths':false,'initial_state':false,'carried_rows':0")));
  }

  private static Stream<Named> otherLayers() {
    return Stream.of(
        new Named(new SinusoidalPositions(), "'type':'sinusoidal_positions'"),
        new Named(
            new LearnedPositions(9, ZEROS),
            "'type':'learned_positions','context':9,'weight_initializer':" + ZERO),
        new Named(
            new Unembedding(6, ZEROS),
            "'type':'unembedding','tokens':6,'weight_initializer':" + ZERO),
        new Named(new RmsNorm(0.5f), "'type':'rms_norm','epsilon':0.5"),
        new Named(
            new MultiHeadAttention(2).withCausality().withInitializer(ZEROS),
            "'type':'multi_head_attention','heads':2,'causal':true,'memory':false,'lengths':false,'weight_initializer':"
                + ZERO),
        new Named(new PoolOverTime(Kind.AVERAGE), "'type':'pool_over_time','kind':'average'"),
        new Named(new PoolOverTime(Kind.MAX), "'type':'pool_over_time','kind':'max'"),
        new Named(new PoolOverTime(Kind.LAST), "'type':'pool_over_time','kind':'last'"),
        new Named(new ReverseTime(), "'type':'reverse_time'"));
  }

  static Stream<Named> layersOfSequences() {
    return Stream.concat(recurrentLayers(), otherLayers());
  }

  static Stream<Named> layersOfVectors() {
    return Stream.of(
        new Named(
            new Embedding(TOKENS, 3, Initializer.normal(0.125)),
            "'type':'embedding','tokens':7,'channels':3,'weight_initializer':{'type':'normal','deviation':0.125}"),
        new Named(new RepeatVector(3), "'type':'repeat_vector','times':3"));
  }

  @ParameterizedTest
  @MethodSource("layersOfSequences")
  void layersOfSequencesComeBack(Named named) throws IOException {
    assertComesBack(SEQUENCE, named);
  }

  @ParameterizedTest
  @MethodSource("layersOfVectors")
  void layersOfVectorsComeBack(Named named) throws IOException {
    assertComesBack(Shape.of(STEPS), named);
  }

  private void assertComesBack(Shape input, Named named) throws IOException {
    Network network = Network.of(input, named.layer());
    ModelFile.save(network.initialize(1), file);
    assertEquals(network, ModelFile.load(file).model().network());
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).replace("\\\"", "'");
    assertTrue(text.contains("'operation':{" + named.json() + "}"), text);
  }

  /** Layers of several inputs, in all the ways to have some, and shared ones. */
  private static Network states() {
    Graph graph = new Graph();
    Value x = graph.input("x", SEQUENCE);
    Value y = graph.input("y", Shape.of(3, 2));
    Value lengths = graph.input("lengths", LENGTH);
    Lstm lstm = new Lstm(2).withDirection(Direction.BOTH);
    Value state = graph.apply("state", lstm.withOutput(Output.STATE).withLengths(), x, lengths);
    Value decoded = graph.apply("decoder", lstm.withInitialState(), y, state);
    Value first =
        graph.apply(
            "gru", new Gru(4).withLengths().withOutput(Output.STATE).withResetBefore(), x, lengths);
    SimpleRnn rnn = new SimpleRnn(new Recurrence(4), Activation.RELU);
    Value all = graph.apply("rnn", rnn.withLengths().withInitialState(), x, lengths, first);
    Value heard =
        graph.apply(
            "heard", new MultiHeadAttention(2).withMemory().withLengths(), decoded, all, lengths);
    Value self = graph.apply("self", new MultiHeadAttention(2).withLengths(), all, lengths);
    Value turned = graph.apply("turned", new ReverseTime(), self, lengths);
    Value mean = graph.apply("mean", new PoolOverTime(Kind.AVERAGE), turned, lengths);
    return graph.outputs(mean.then("a", new Dense(2)), heard.then("b", new Dense(1)));
  }

  /** Tokens to the next ones, with one weight for both ends. */
  private static Network tied() {
    Graph graph = new Graph();
    Value x = graph.input("tokens", Shape.of(STEPS)).then("embedding", new Embedding(TOKENS, 6));
    Value y = x.then("positions", new LearnedPositions(8));
    Value z =
        Compositions.transformer("block.", y, 6, new MultiHeadAttention(2).withCausality(), 0.1f);
    Value first = z.then("gru", new Gru(6));
    Value second = first.thenSame("gru2", first).then("norm", new RmsNorm());
    return graph.outputs(second.thenSharing("logits", new Unembedding(TOKENS), x));
  }

  @Test
  void networksComeBack() {
    for (Network network : List.of(states(), tied())) {
      Model model = network.initialize(3);
      ModelFile.save(model, file);
      Model read = ModelFile.load(file).model();
      assertEquals(network, read.network());
      assertEquals(model.checksum(), read.checksum());
      float[] sample = new float[network.inputs().stream().mapToInt(i -> i.shape().size()).sum()];
      for (int i = 0; i < sample.length; i++) {
        sample[i] = 1 + i % 4;
      }
      assertArrayEquals(Predictor.of(model).predict(sample), Predictor.of(read).predict(sample));
    }
  }

  /** Tokens and the next ones, some of which do not count. */
  private static Dataset data() {
    float[][] inputs = new float[SAMPLES][STEPS];
    float[][] targets = new float[SAMPLES][STEPS];
    for (int i = 0; i < SAMPLES; i++) {
      for (int t = 0; t < STEPS; t++) {
        inputs[i][t] = (i * 3 + t * 5) % TOKENS;
        targets[i][t] = (i + t) % 4 == 0 ? Loss.IGNORED : (i * 3 + t * 5 + 5) % TOKENS;
      }
    }
    return PartedDataset.of(
        ArrayDataset.of(inputs, targets), List.of(Shape.of(STEPS)), List.of(STEPS));
  }

  private static Trainer started(Trainer.Builder builder) {
    return builder.batchSize(4).threads(2).build();
  }

  private static WeightedLosses losses() {
    return WeightedLosses.of(Loss.softmaxCrossEntropy());
  }

  /** Positions can be more than an int can count. */
  @Test
  void longCountsComeBack() {
    int context = 1 << 10;
    int samples = 1 << 30;
    Network network = Network.of(Shape.of(context), new Embedding(TOKENS, 2), new Dense(TOKENS));
    Model model = network.initialize(1);
    TrainerState state =
        new TrainerState(
            model,
            "An optimizer of our own",
            Set.of(),
            Fixtures.slots(model, List.of()),
            1,
            0,
            samples - 1,
            new double[1],
            new long[] {1L << 39},
            0.1,
            new double[0],
            0,
            samples);
    Checkpoint.save(state, file);
    CheckpointTest.assertSame(state, Checkpoint.load(file));
  }

  /** In the middle of an epoch there are more right positions than samples. */
  @Test
  void trainingGoesOnFromTheMiddleOfAnEpoch() {
    Optimizer optimizer = Optimizer.adam(0.05);
    Model whole;
    try (Trainer trainer =
        started(Trainer.builder(tied().initialize(3), losses(), optimizer).seed(7))) {
      TrainingListener saves =
          new TrainingListener() {
            @Override
            public void onBatch(Progress progress) {
              if (progress.finishedSteps() == 29) {
                TrainerState state = trainer.state();
                assertTrue(state.epochCorrect()[0] > state.position(), state.toString());
                Checkpoint.save(state, file);
                CheckpointTest.assertSame(state, Checkpoint.load(file));
              }
            }
          };
      trainer.fit(data(), Fit.epochs(12).withListener(saves));
      whole = trainer.model();
    }
    TrainerState state = Checkpoint.load(file);
    assertNotEquals(whole.checksum(), state.model().checksum());
    try (Trainer trainer = started(Trainer.resume(state, losses(), optimizer))) {
      trainer.fit(data(), Fit.upToEpoch(12));
      assertEquals(whole.checksum(), trainer.model().checksum());
    }
  }
}
