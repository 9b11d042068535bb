package dev.lanewise.predict;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.UsageException;
import dev.lanewise.kernels.Backends;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.LearnedPositions;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.layers.PoolOverTime;
import dev.lanewise.layers.PoolOverTime.Kind;
import dev.lanewise.layers.Recurrence.Direction;
import dev.lanewise.layers.RmsNorm;
import dev.lanewise.layers.SimpleRnn;
import dev.lanewise.layers.SinusoidalPositions;
import dev.lanewise.layers.Softmax;
import dev.lanewise.layers.Unembedding;
import dev.lanewise.networks.Compositions;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.train.Allocations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What generators must do, on every backend. */
public abstract class GeneratorContract {
  private static final int TOKENS = 7;
  private static final int CONTEXT = 9;

  /** Creates the contract. */
  protected GeneratorContract() {}

  /** The name of the backend. */
  protected abstract String backend();

  static List<Network> networks() {
    return List.of(
        chain(new Lstm(18), new Dropout(0.5f), new Dense(TOKENS)),
        chain(new Gru(5), new RmsNorm(), new SimpleRnn(19), new Dense(TOKENS)),
        chain(new Gru(5).withResetBefore(), new BatchNorm(), new Dense(TOKENS)),
        transformer());
  }

  private static Network chain(Layer... layers) {
    List<Layer> all = new ArrayList<>(List.of(new Embedding(TOKENS, 6)));
    all.addAll(List.of(layers));
    return Network.of(Shape.of(CONTEXT), all);
  }

  private static Network transformer() {
    Graph graph = new Graph();
    Value x = graph.input("tokens", Shape.of(CONTEXT)).then("vectors", new Embedding(TOKENS, 20));
    Value y = x.then(new LearnedPositions(CONTEXT + 2)).then(new SinusoidalPositions());
    MultiHeadAttention attention = new MultiHeadAttention(2).withCausality();
    y = Compositions.transformer("a.", y, 20, attention, 0.1f);
    y = Compositions.transformer("b.", y, 20, attention, 0);
    return graph.outputs(y.thenSharing("logits", new Unembedding(TOKENS), x));
  }

  private Generator generator(Network network) {
    return Generator.of(network.initialize(3), Backends.select(backend()));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void sameScoresAsOfTheWholeSequence(Network network) {
    Model model = network.initialize(3);
    Predictor predictor = Predictor.of(model, Backends.select("reference"));
    Generator generator = Generator.of(model, Backends.select(backend()));
    float[] tokens = {3, 0, 6, 6, 1, 2, 5, 4, 0};
    float[] all = predictor.predict(tokens);
    for (int round = 0; round < 2; round++) {
      for (int t = 0; t < CONTEXT; t++) {
        generator.read((int) tokens[t]);
        float[] scores = new float[TOKENS];
        generator.scores(scores);
        assertArrayEquals(
            Arrays.copyOfRange(all, t * TOKENS, (t + 1) * TOKENS), scores, 0, "token " + t);
      }
      generator.reset();
    }
  }

  @Test
  void attentionGoesOnWithTheLatterHalf() {
    Generator generator = generator(transformer());
    Generator fresh = generator.copy();
    int[] tokens = {3, 0, 6, 6, 1, 2, 5, 4, 0, 1, 2};
    generator.prompt(tokens);
    // Of nine the last four are kept when the tenth comes.
    fresh.prompt(Arrays.copyOfRange(tokens, 5, 11));
    assertArrayEquals(scores(fresh), scores(generator), 0);
  }

  /** Also where the next token would make it forget. */
  @Test
  void aRefusedTokenChangesNothing() {
    Generator generator = generator(transformer());
    int[] tokens = {3, 0, 6, 6, 1, 2, 5, 4, 0};
    for (int token : tokens) {
      generator.read(token);
      float[] before = scores(generator);
      assertError(DataException.class, () -> generator.read(TOKENS), "7");
      assertArrayEquals(before, scores(generator), 0);
    }
    Generator fresh = generator.copy();
    fresh.prompt(tokens);
    fresh.read(1);
    generator.read(1);
    assertArrayEquals(scores(fresh), scores(generator), 0);
  }

  private static float[] scores(Generator generator) {
    float[] scores = new float[TOKENS];
    generator.scores(scores);
    return scores;
  }

  @Test
  void recurrentNetworksGoOnForEver() {
    Network network = chain(new Lstm(4), new Dense(TOKENS));
    Network longer =
        Network.of(Shape.of(50), new Embedding(TOKENS, 6), new Lstm(4), new Dense(TOKENS));
    Generator generator = generator(network);
    float[] tokens = new float[50];
    for (int t = 0; t < tokens.length; t++) {
      tokens[t] = t * t % TOKENS;
      generator.read((int) tokens[t]);
    }
    float[] all = Predictor.of(longer.initialize(3), Backends.select("reference")).predict(tokens);
    assertArrayEquals(Arrays.copyOfRange(all, 49 * TOKENS, 50 * TOKENS), scores(generator), 0);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theSameSeedGivesTheSameTokens(Network network) {
    Generator generator = generator(network);
    List<Integer> first = drawn(generator, 40, 1);
    generator.reset();
    assertEquals(first, drawn(generator, 40, 1));
    generator.reset();
    assertFalse(first.equals(drawn(generator, 40, 2)));
    Generator reference = Generator.of(network.initialize(3), Backends.select("reference"));
    assertEquals(first, drawn(reference, 40, 1));
  }

  private static List<Integer> drawn(Generator generator, int most, long seed) {
    List<Integer> tokens = new ArrayList<>();
    generator.prompt(1, 2);
    Sampling sampling = new Sampling(0.8, 5, 0.95);
    int count = generator.generate(most, sampling, seed, token -> tokens.add(token));
    assertEquals(tokens.size(), count);
    return tokens;
  }

  @Test
  void stopsWhenToldTo() {
    Generator generator = generator(transformer());
    generator.prompt(1);
    List<Integer> tokens = new ArrayList<>();
    int count =
        generator.generate(
            100,
            Sampling.plain(),
            4,
            token -> {
              tokens.add(token);
              return tokens.size() < 3;
            });
    assertEquals(3, count);
    assertEquals(3, tokens.size());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void allocatesNothing(Network network) {
    Generator generator = generator(network);
    generator.prompt(1);
    Sampling sampling = new Sampling(0.8, 5, 0.95);
    IntPredicate goesOn = token -> true;
    Allocations allocations = new Allocations(List.of());
    boolean known = false;
    while (!known) {
      generator.generate(1, sampling, 1, goesOn);
      known = allocations.count();
    }
    assertTrue(allocations.isClean(), allocations::toString);
  }

  @Test
  void refusesWhatCannotBeContinued() {
    assertError(
        UsageException.class,
        () -> generator(chain(new Lstm(3).withDirection(Direction.BOTH), new Dense(TOKENS))),
        "Lstm",
        "forward");
    assertError(
        UsageException.class,
        () -> generator(chain(new MultiHeadAttention(2), new Dense(TOKENS))),
        "causal");
    assertError(
        ShapeException.class,
        () -> generator(chain(new PoolOverTime(Kind.LAST), new Dense(TOKENS))),
        "(7)");
    assertError(
        SettingException.class,
        () -> generator(chain(new Lstm(3), new Dense(TOKENS), new Softmax())),
        "softmax");
    assertError(
        ShapeException.class,
        () -> generator(Network.of(Shape.of(4), new Dense(TOKENS, Activation.RELU))),
        "tokens");
    Generator generator = generator(transformer());
    assertError(UsageException.class, () -> generator.draw(Sampling.plain(), 1, 1), "prompt");
    assertError(DataException.class, () -> generator.read(TOKENS), "Token 7", "from 0 to 6");
    assertError(DataException.class, () -> generator.read(-1), "Token -1");
  }
}
