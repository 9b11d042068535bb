package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.PartedDataset;
import dev.lanewise.kernels.Backends;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.loss.WeightedLosses.Term;
import dev.lanewise.nn.Input;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.nn.Node;
import dev.lanewise.optimizer.Clipping;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Penalty;
import dev.lanewise.optimizer.Regularization;
import dev.lanewise.predict.Predictor;
import dev.lanewise.team.Team;
import dev.lanewise.team.WatchedPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link TrainingContract} asks of chains, for graphs, sequences, frozen parts and layers with
 * state: the bits of one thread of the reference, also after a pause, and no allocation.
 */
public abstract class GraphContract {
  private static final String REFERENCE = "reference";

  /** Creates the contract. */
  protected GraphContract() {}

  /** The name of the backend under test. */
  protected abstract String backend();

  /**
   * How much is trained on.
   *
   * @param samples not a multiple of the batch
   * @param batch a short one is cut by units, a long one summed in blocks
   */
  private record Size(int samples, int batch, int epochs) {
    static final List<Size> ALL = List.of(new Size(29, 5, 2), new Size(700, 300, 1));
    static final Size SHORT = new Size(29, 4, 2);
  }

  /** What a run leaves behind. */
  private record Outcome(List<Double> losses, Evaluation evaluation, Model model) {
    void assertEqualTo(Outcome other, String label) {
      assertEquals(losses, other.losses, label);
      assertEquals(evaluation, other.evaluation, label);
      for (NamedParameter named : model.network().parameters()) {
        String name = named.name();
        assertSameBits(model.values(name), other.model.values(name), label + ", " + name);
      }
    }
  }

  static List<GraphCase> cases() {
    return GraphCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainsTheSameModelWithAnyNumberOfWorkers(GraphCase each) {
    for (Size size : Size.ALL) {
      String label = each + " in batches of " + size.batch;
      Outcome expected;
      try (Team one = Team.of(1)) {
        expected = train(each, size, REFERENCE, one);
      }
      assertTrue(expected.losses.stream().allMatch(Double::isFinite), label);
      assertNotEquals(each.network().initialize(1).checksum(), expected.model.checksum(), label);
      for (int workers : new int[] {1, 2, 3, 7}) {
        try (Team team = Team.of(workers)) {
          expected.assertEqualTo(
              train(each, size, backend(), team), label + ", workers " + workers);
        }
      }
    }
  }

  private static Trainer.Builder builder(GraphCase each, Optimizer optimizer) {
    return Trainer.builder(each.network().initialize(1), each.losses(), optimizer)
        .seed(5)
        .freeze(each.frozen().toArray(String[]::new));
  }

  private static Outcome train(GraphCase each, Size size, String backend, Team team) {
    Dataset data = each.data(size.samples);
    List<Double> losses = new ArrayList<>();
    try (Trainer trainer =
        builder(each, Optimizer.momentum(0.05, 0.9))
            .batchSize(size.batch)
            .team(team)
            .backend(backend)
            .build()) {
      History history = trainer.fit(data, Fit.epochs(size.epochs).withListener(listener(losses)));
      history.epochs().forEach(epoch -> losses.add(epoch.training().loss()));
      return new Outcome(losses, trainer.evaluate(data), trainer.model());
    }
  }

  private static TrainingListener listener(List<Double> losses) {
    return new TrainingListener() {
      @Override
      public void onBatch(Progress progress) {
        losses.add(progress.batchLoss());
      }
    };
  }

  private static void assertSameBits(float[] expected, float[] actual, String label) {
    assertEquals(expected.length, actual.length, label);
    int[] bits = new int[expected.length];
    int[] found = new int[actual.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(expected[i]);
      found[i] = Float.floatToRawIntBits(actual[i]);
    }
    assertArrayEquals(bits, found, label);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void goesOnInMidEpochAsIfItHadNotPaused(int accumulation) {
    UnaryOperator<Trainer.Builder> settings =
        builder ->
            builder
                .batchSize(Size.SHORT.batch)
                .accumulation(accumulation)
                .clipping(Clipping.byGlobalNorm(0.5))
                .decayWeightsOnly()
                .backend(backend());
    Optimizer optimizer = Optimizer.adamW(0.01);
    for (GraphCase each : GraphCase.all()) {
      Dataset data = each.data(Size.SHORT.samples);
      String[] frozen = each.frozen().toArray(String[]::new);
      Fit toTheEnd = Fit.upToEpoch(Size.SHORT.epochs);
      TrainerState half;
      try (Trainer trainer = settings.apply(builder(each, optimizer)).threads(2).build()) {
        trainer.fit(data, toTheEnd.withStepBudget(2));
        half = trainer.state();
        assertTrue(half.position() > 0, each::name);
      }
      try (Trainer whole = settings.apply(builder(each, optimizer)).threads(1).build();
          Trainer resumed =
              settings
                  .apply(Trainer.resume(half, each.losses(), optimizer).freeze(frozen))
                  .threads(3)
                  .build()) {
        Evaluation expected = whole.fit(data, toTheEnd).epochs().getFirst().training();
        assertEquals(expected, resumed.fit(data, toTheEnd).epochs().getFirst().training());
        assertSame(whole.state(), resumed.state(), each);
      }
    }
  }

  private static void assertSame(TrainerState expected, TrainerState found, GraphCase each) {
    for (NamedParameter named : each.network().parameters()) {
      String name = named.name();
      String label = each + ", " + name;
      assertSameBits(expected.model().values(name), found.model().values(name), label);
      List<float[]> slots = DoubleGraph.of(expected.slots(), name);
      List<float[]> others = DoubleGraph.of(found.slots(), name);
      assertEquals(slots.size(), others.size(), label);
      for (int i = 0; i < slots.size(); i++) {
        assertSameBits(slots.get(i), others.get(i), label);
      }
    }
    assertEquals(expected.step(), found.step());
    assertEquals(expected.frozen(), found.frozen());
  }

  @Test
  void predictsTheSameAsTheReferenceAndAsEvaluationSees() {
    for (GraphCase each : GraphCase.all()) {
      Model model = moved(each.network().initialize(2));
      float[][] samples = samples(70, each);
      float[][] expected = predictor(model, REFERENCE).predict(samples);
      Predictor predictor = predictor(model, backend());
      float[][] many = predictor.predict(samples);
      float[][] evaluated = evaluated(model, samples);
      Matrix matrix = matrix(predictor, samples, expected[0].length);
      for (int i = 0; i < samples.length; i++) {
        String label = each + ", sample " + i;
        assertSameBits(expected[i], many[i], label);
        assertSameBits(expected[i], predictor.predict(samples[i]), label + ", one");
        assertSameBits(expected[i], evaluated[i], label + ", evaluated");
        for (int c = 0; c < expected[i].length; c++) {
          assertEquals(expected[i][c], matrix.get(i, c), label);
        }
      }
    }
  }

  /** With state that inference would miss if it were left out. */
  private static Model moved(Model model) {
    float[][] values = new float[model.network().parameters().size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = model.values(i);
      if (!model.network().parameters().get(i).parameter().isTrained()) {
        values[i][0] += 0.25f;
      }
    }
    return new Model(model.network(), values);
  }

  private static float[][] samples(int count, GraphCase each) {
    Dataset data = each.data(count);
    Matrix inputs = Matrix.allocate(count, data.inputShape().size());
    Matrix targets = Matrix.allocate(count, data.targetColumns());
    float[][] samples = new float[count][];
    for (int i = 0; i < count; i++) {
      data.read(i, inputs, targets, i);
      int at = inputs.row(i);
      samples[i] = Arrays.copyOfRange(inputs.data(), at, at + inputs.cols());
    }
    return samples;
  }

  private static Predictor predictor(Model model, String backend) {
    return Predictor.of(model, Backends.select(backend));
  }

  private static Matrix matrix(Predictor predictor, float[][] samples, int outputs) {
    Matrix in = Matrix.allocate(samples.length, samples[0].length);
    for (int i = 0; i < samples.length; i++) {
      System.arraycopy(samples[i], 0, in.data(), in.row(i), samples[i].length);
    }
    Matrix out = Matrix.allocate(samples.length, outputs);
    predictor.predict(in, out);
    return out;
  }

  /** The outputs that a trainer's evaluation sees; those of several one behind the other. */
  private float[][] evaluated(Model model, float[][] samples) {
    Network network = model.network();
    List<Term> terms = new ArrayList<>();
    List<CapturingLoss> seen = new ArrayList<>();
    for (String output : network.outputs()) {
      seen.add(new CapturingLoss());
      terms.add(new Term(Optional.of(output), seen.getLast(), 1));
    }
    Dataset data = numbered(samples, network);
    try (Trainer trainer =
        Trainer.builder(model, new WeightedLosses(terms), Optimizer.sgd(1))
            .batchSize(33)
            .threads(3)
            .backend(backend())
            .build()) {
      trainer.evaluate(data);
    }
    float[][] outputs = new float[samples.length][];
    for (int i = 0; i < samples.length; i++) {
      float[] all = new float[0];
      for (CapturingLoss each : seen) {
        float[] next = each.output(i);
        all = java.util.Arrays.copyOf(all, all.length + next.length);
        System.arraycopy(next, 0, all, all.length - next.length, next.length);
      }
      outputs[i] = all;
    }
    return outputs;
  }

  /** For each output a target that is the number of the sample. */
  private static Dataset numbered(float[][] samples, Network network) {
    int outputs = network.outputs().size();
    float[][] numbers = new float[samples.length][outputs];
    for (int i = 0; i < samples.length; i++) {
      java.util.Arrays.fill(numbers[i], i);
    }
    List<Shape> shapes = network.inputs().stream().map(Input::shape).toList();
    List<Integer> widths = java.util.Collections.nCopies(outputs, 1);
    return PartedDataset.of(ArrayDataset.of(samples, numbers), shapes, widths);
  }

  /** What training computes before the first update is what evaluation computes. */
  @Test
  void evaluationAgreesWithTrainingWhereNothingDependsOnTheBatch() {
    for (GraphCase each : GraphCase.all()) {
      boolean byBatch =
          each.network().nodes().stream()
              .map(Node::operation)
              .anyMatch(one -> one instanceof BatchNorm || one.isRandom());
      if (!byBatch) {
        Dataset data = each.data(37);
        try (Trainer trainer =
            builder(each, Optimizer.sgd(0.1)).batchSize(64).backend(backend()).build()) {
          Evaluation before = trainer.evaluate(data);
          EpochResult epoch = trainer.fit(data, Fit.epochs(1).unshuffled()).last();
          assertEquals(before, epoch.training(), each::name);
        }
      }
    }
  }

  @Test
  void aStepAllocatesNothing() {
    List<GraphCase> cases =
        List.of(
            GraphCase.twoInputs(),
            GraphCase.threeReaders(),
            GraphCase.recurrent(),
            GraphCase.normInResidual(),
            ImageCases.moved(),
            ImageCases.normedAlone(),
            ImageCases.oneTile(),
            GraphCase.sequences().freezing("1.*"));
    for (GraphCase each : cases) {
      assertStepsAllocateNothing(each, builder -> builder);
    }
    assertStepsAllocateNothing(
        GraphCase.gate(),
        builder ->
            builder
                .accumulation(2)
                .clipping(Clipping.byGlobalNorm(0.1))
                .regularization(
                    Regularization.ofWeights(GraphCase.gate().network(), Penalty.l2(0.01))));
  }

  private void assertStepsAllocateNothing(GraphCase each, UnaryOperator<Trainer.Builder> settings) {
    int workers = 2;
    try (WatchedPool pool = new WatchedPool(workers);
        Team team = Team.on(pool.pool(), workers);
        Trainer trainer =
            settings
                .apply(builder(each, Optimizer.adam(1e-5)))
                .batchSize(6)
                .team(team)
                .backend(backend())
                .build()) {
      Allocations allocations = new Allocations(pool.threads());
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void onBatch(Progress progress) {
              if (allocations.count()) {
                trainer.cancel();
              }
            }
          };
      Dataset endless = new Repeated(each.data(30), 12 * Allocations.MOST_REPETITIONS);
      trainer.fit(endless, Fit.epochs(1).unshuffled().withListener(listener));
      assertTrue(allocations.isClean(), () -> each + ": " + allocations);
    }
  }

  /** A data set that begins again when it is at its end. */
  private record Repeated(Dataset data, int size) implements WrappedDataset {
    @Override
    public List<Shape> inputShapes() {
      return data.inputShapes();
    }

    @Override
    public List<Integer> targetWidths() {
      return data.targetWidths();
    }

    @Override
    public void read(int index, Matrix inputs, Matrix targets, int row) {
      data.read(index % data.size(), inputs, targets, row);
    }
  }
}
