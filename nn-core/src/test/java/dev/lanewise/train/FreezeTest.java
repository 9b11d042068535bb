package dev.lanewise.train;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.kernels.Backends;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.optimizer.Clipping;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Penalty;
import dev.lanewise.optimizer.Regularization;
import dev.lanewise.predict.Predictor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters that are not trained. */
class FreezeTest {
  private static final int INPUTS = 6;
  private static final Loss LOSS = Loss.softmaxCrossEntropy();
  private static final Dataset DATA = Samples.classes(50, Shape.of(INPUTS), 4, 1);

  private static Value front(Graph graph) {
    return graph.input("x", Shape.of(INPUTS)).then("front", GraphCase.dense(18, Activation.TANH));
  }

  private static Value back(Value from) {
    return from.then("middle", GraphCase.dense(7, Activation.RELU))
        .then("last", GraphCase.dense(4));
  }

  private static Network whole() {
    Graph graph = new Graph();
    return graph.outputs(back(front(graph)));
  }

  private static Trainer.Builder builder(Optimizer optimizer) {
    return Trainer.builder(whole().initialize(1), LOSS, optimizer).backend("reference");
  }

  static List<Optimizer> optimizers() {
    return List.of(
        Optimizer.sgd(0.1).withWeightDecay(0.1),
        Optimizer.momentum(0.1, 0.9),
        Optimizer.adamW(0.01),
        Optimizer.lion(0.01),
        Optimizer.rprop(0.01));
  }

  static final List<Clipping> CLIPPINGS =
      List.of(Clipping.byGlobalNorm(0.1), Clipping.byParameterNorm(0.1), Clipping.byValue(0.01));

  private static UnaryOperator<Trainer.Builder> rules(
      Network network, Clipping clipping, int accumulation) {
    return builder ->
        builder
            .batchSize(8)
            .accumulation(accumulation)
            .clipping(clipping)
            .decayWeightsOnly()
            .regularization(
                Regularization.ofWeights(network, Penalty.elastic(0.01, 0.02))
                    .withMaxNorm("middle.weight", 0.7))
            .backend("reference");
  }

  /** The oracle is a network without the frozen layer, on what that layer makes of the data. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void trainingBehindAFrozenLayerIsTrainingOnWhatItGives(Optimizer optimizer) {
    Model model = whole().initialize(1);
    Graph graph = new Graph();
    Network rest = graph.outputs(back(graph.input("x", Shape.of(18))));
    Model restModel = part(model, rest);
    Dataset features = features(model);
    for (Clipping clipping : CLIPPINGS) {
      for (int accumulation : List.of(1, 2)) {
        try (Trainer frozen =
                rules(whole(), clipping, accumulation)
                    .apply(Trainer.builder(model, LOSS, optimizer).freeze("front.*"))
                    .build();
            Trainer plain =
                rules(rest, clipping, accumulation)
                    .apply(Trainer.builder(restModel, LOSS, optimizer))
                    .build()) {
          plain.fit(features, Fit.epochs(3));
          frozen.fit(DATA, Fit.epochs(3));
          assertEquals(plain.model().checksum(), part(frozen.model(), rest).checksum());
          assertEquals(plain.evaluate(features), frozen.evaluate(DATA));
          assertSameBits(model, frozen.model(), "front.weight", "front.bias");
        }
      }
    }
  }

  /** The parameters that a part of a network has. */
  private static Model part(Model model, Network part) {
    return new Model(
        part,
        part.parameters().stream()
            .map(named -> model.values(named.name()))
            .toArray(float[][]::new));
  }

  /** The data as the first layer gives them. */
  private static Dataset features(Model model) {
    Graph graph = new Graph();
    Network front = graph.outputs(front(graph));
    Predictor predictor = Predictor.of(part(model, front), Backends.select("reference"));
    float[][] features = new float[DATA.size()][];
    int[] classes = new int[DATA.size()];
    Matrix in = Matrix.allocate(1, INPUTS);
    for (int i = 0; i < features.length; i++) {
      DATA.read(i, in, Matrix.allocate(1, 1), 0);
      features[i] = predictor.predict(Arrays.copyOf(in.data(), INPUTS));
      classes[i] = Samples.classOf(DATA, i);
    }
    return ArrayDataset.of(features, classes);
  }

  private static void assertSameBits(Model expected, Model found, String... parameters) {
    for (String name : parameters) {
      assertArrayEquals(expected.values(name), found.values(name), name);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void whateverTheRulesOnlyWhatIsFrozenKeepsItsBits(Optimizer optimizer) {
    for (String pattern : List.of("middle.*", "middle.weight", "*.bias", "last.*", "front.bias")) {
      for (Clipping clipping : CLIPPINGS) {
        Trainer.Builder builder = builder(optimizer).freeze(pattern);
        try (Trainer trainer = rules(whole(), clipping, 2).apply(builder).build()) {
          trainer.fit(DATA, Fit.epochs(2));
          TrainerState state = trainer.state();
          for (NamedParameter named : whole().parameters()) {
            String name = named.name();
            boolean frozen = state.frozen().contains(name);
            assertEquals(Patterns.matching(whole(), List.of(pattern)).contains(name), frozen);
            boolean same =
                Arrays.equals(whole().initialize(1).values(name), state.model().values(name));
            assertEquals(frozen, same, name);
            List<float[]> slots = DoubleGraph.of(state.slots(), name);
            assertEquals(frozen ? 0 : optimizer.slots(), slots.size(), name);
            slots.forEach(slot -> assertEquals(named.parameter().size(), slot.length));
          }
        }
      }
    }
  }

  /** Only layers behind one that is trained go backward, and the first one gives no gradient. */
  @Test
  void nothingGoesBackwardBeforeTheFirstLayerThatIsTrained() {
    Graph graph = new Graph();
    CountingDense a = new CountingDense(5);
    CountingDense b = new CountingDense(5);
    CountingDense c = new CountingDense(5);
    CountingDense d = new CountingDense(5);
    CountingDense side = new CountingDense(5);
    Value x = graph.input("x", Shape.of(INPUTS));
    Value main = x.then("a", a).then("b", b).then("c", c).then("d", d);
    Network network = graph.outputs(main.plus(x.then("side", side)));
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.meanSquaredError(), Optimizer.sgd(0.1))
            .freeze("a.*", "c.*", "side.*")
            .backend("reference")
            .build()) {
      trainer.fit(Samples.regression(20, Shape.of(INPUTS), 5, 3), Fit.epochs(2));
    }
    assertEquals(List.of(0, 40, 40, 40, 0), counts(a.backward(), b, c, d, side));
    assertEquals(0, a.inputGradients().get());
    assertEquals(0, b.inputGradients().get());
    assertEquals(1, c.inputGradients().get());
    assertEquals(1, d.inputGradients().get());
    assertEquals(0, side.inputGradients().get());
  }

  private static List<Integer> counts(Number first, CountingDense... others) {
    List<Integer> counts = new java.util.ArrayList<>(List.of(first.intValue()));
    for (CountingDense other : others) {
      counts.add(other.backward().get());
    }
    return counts;
  }

  private static Model trainedNorm(String... frozen) {
    Network network = GraphCase.norm().network();
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.meanSquaredError(), Optimizer.sgd(0.1))
            .freeze(frozen)
            .backend("reference")
            .build()) {
      trainer.fit(GraphCase.norm().data(40), Fit.epochs(2));
      return trainer.model();
    }
  }

  @Test
  void stateThatIsFrozenByItsNameStays() {
    Model start = GraphCase.norm().network().initialize(1);
    Model trained = trainedNorm("norm.mean");
    assertSameBits(start, trained, "norm.mean");
    for (String other : List.of("norm.variance", "norm.gamma", "norm.beta", "in.weight")) {
      assertFalse(Arrays.equals(start.values(other), trained.values(other)), other);
    }
  }

  @Test
  void theStateOfALayerOfWhichAllThatIsTrainedIsFrozenStays() {
    Model start = GraphCase.norm().network().initialize(1);
    Model trained = trainedNorm("norm.gamma", "norm.beta");
    assertSameBits(start, trained, "norm.gamma", "norm.beta", "norm.mean", "norm.variance");
    Model partly = trainedNorm("norm.gamma");
    assertSameBits(start, partly, "norm.gamma");
    assertFalse(Arrays.equals(start.values("norm.mean"), partly.values("norm.mean")));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void everythingMayBeFrozen(Optimizer optimizer) {
    for (Clipping clipping : CLIPPINGS) {
      for (int accumulation : List.of(1, 3)) {
        UnaryOperator<Trainer.Builder> rules = rules(whole(), clipping, accumulation);
        TrainerState state;
        try (Trainer trainer = rules.apply(builder(optimizer).freeze("*")).build()) {
          EpochResult last = trainer.fit(DATA, Fit.epochs(2)).last();
          assertEquals(whole().initialize(1).checksum(), trainer.model().checksum());
          assertEquals(trainer.evaluate(DATA).loss(), last.training().loss(), 1e-12);
          state = trainer.state();
        }
        Trainer.Builder resumed = Trainer.resume(state, LOSS, optimizer).freeze("*");
        try (Trainer trainer = rules.apply(resumed).build()) {
          trainer.fit(DATA, Fit.epochs(1));
          assertEquals(whole().initialize(1).checksum(), trainer.model().checksum());
          assertTrue(trainer.state().step() > state.step());
        }
      }
    }
  }

  @Test
  void goesOnOnlyWithTheSameFrozen() {
    Optimizer optimizer = Optimizer.adam(0.01);
    TrainerState state;
    try (Trainer trainer = builder(optimizer).freeze("front.*").build()) {
      trainer.fit(DATA, Fit.epochs(1));
      state = trainer.state();
    }
    assertEquals(Set.of("front.weight", "front.bias"), state.frozen());
    assertError(
        SettingException.class,
        () -> Trainer.resume(state, LOSS, optimizer).build(),
        "frozen parameters [front.bias, front.weight]",
        "found []",
        "Freeze the same");
    assertError(
        SettingException.class,
        () -> Trainer.resume(state, LOSS, optimizer).freeze("front.*", "last.bias").build(),
        "found [front.bias, front.weight, last.bias]");
    Trainer.resume(state, LOSS, optimizer).freeze("front.bias", "front.w*").build().close();
  }

  @Test
  void refusesPatternsOfNothing() {
    assertError(
        SettingException.class,
        () -> builder(Optimizer.sgd(1)).freeze("front.*", "end.*"),
        "'end.*'",
        "front.weight, front.bias, middle.weight");
  }
}
