package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.kernels.Backends;
import dev.lanewise.kernels.Panels;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Softmax;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.team.Team;
import dev.lanewise.team.WatchedPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What training and prediction must do on every backend: the same bits as one thread of the
 * reference, with any number of threads, and no allocation in steady state.
 */
public abstract class TrainingContract {
  private static final String REFERENCE = "reference";
  private static final int BATCH = 12;

  /** Creates the contract. */
  protected TrainingContract() {}

  /** The name of the backend under test. */
  protected abstract String backend();

  static List<TrainingCase> cases() {
    return TrainingCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainsTheSameModelWithAnyNumberOfWorkers(TrainingCase each) {
    Outcome expected;
    try (Team one = Team.of(1)) {
      expected = train(each, REFERENCE, one);
    }
    expected.assertLearned(each);
    for (int workers : new int[] {1, 2, 3, 7}) {
      try (Team team = Team.of(workers)) {
        expected.assertEqualTo(train(each, backend(), team), each + ", workers " + workers);
      }
    }
  }

  /** What a run leaves behind. */
  private static final class Outcome {
    final List<Double> losses = new ArrayList<>();
    final Model model;

    Outcome(TrainingCase each, Trainer trainer) {
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void onBatch(Progress progress) {
              losses.add(progress.batchLoss());
            }
          };
      History history = trainer.fit(each.data(), Fit.epochs(each.epochs()).withListener(listener));
      history.epochs().forEach(epoch -> losses.add(epoch.training().loss()));
      history.epochs().forEach(epoch -> losses.add(epoch.training().accuracy().orElse(-1)));
      losses.add(trainer.evaluate(each.data()).loss());
      model = trainer.model();
    }

    /** A run that changes nothing, or ends in NaN, would prove nothing. */
    void assertLearned(TrainingCase each) {
      assertTrue(losses.stream().allMatch(Double::isFinite), each::name);
      assertTrue(each.network().initialize(1).checksum() != model.checksum(), each::name);
    }

    void assertEqualTo(Outcome other, String label) {
      assertEquals(losses, other.losses, label);
      for (NamedParameter named : model.network().parameters()) {
        String name = named.name();
        assertSameBits(model.values(name), other.model.values(name), label + ", " + name);
      }
      assertEquals(model.checksum(), other.model.checksum(), label);
    }
  }

  private static Outcome train(TrainingCase each, String backend, Team team) {
    Model initial = each.network().initialize(1);
    try (Trainer trainer =
        each.settings()
            .apply(Trainer.builder(initial, each.loss(), each.optimizer()))
            .batchSize(each.batchSize())
            .seed(5)
            .team(team)
            .backend(backend)
            .build()) {
      return new Outcome(each, trainer);
    }
  }

  private static void assertSameBits(float[] expected, float[] actual, String label) {
    assertArrayEquals(bits(expected), bits(actual), label);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  @Test
  void predictsTheSameForOneSampleForManyAndWhenEvaluating() {
    for (TrainingCase each : TrainingCase.all()) {
      Model model = each.network().initialize(2);
      float[][] samples = samples(150, each.network().input().size());
      float[][] expected = predictor(model, REFERENCE).predict(samples);
      assertOutputs(expected, predictor(model, backend()).predict(samples), each + ", many");
      assertOutputs(expected, oneByOne(model, samples), each + ", one by one");
      assertOutputs(expected, asMatrix(model, samples), each + ", matrix");
      assertOutputs(expected, evaluated(model, samples), each + ", evaluated");
    }
  }

  private static float[][] samples(int count, int inputs) {
    Random random = new Random(count);
    float[][] samples = new float[count][];
    for (int i = 0; i < count; i++) {
      samples[i] = Samples.uniform(inputs, random);
    }
    return samples;
  }

  private static Predictor predictor(Model model, String backend) {
    return Predictor.of(model, Backends.select(backend));
  }

  private float[][] oneByOne(Model model, float[][] samples) {
    Predictor predictor = predictor(model, backend()).copy();
    float[][] outputs = new float[samples.length][];
    for (int i = 0; i < samples.length; i++) {
      outputs[i] = predictor.predict(samples[i]);
    }
    return outputs;
  }

  /** Windows with offsets and gaps; the gaps must stay as they are. */
  private float[][] asMatrix(Model model, float[][] samples) {
    int rows = samples.length;
    int inputs = samples[0].length;
    int outputs = model.network().output().size();
    Matrix in = new Matrix(new float[3 + rows * (inputs + 2)], 3, rows, inputs, inputs + 2);
    Matrix out = new Matrix(new float[1 + rows * (outputs + 5)], 1, rows, outputs, outputs + 5);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(samples[row], 0, in.data(), in.row(row), inputs);
    }
    predictor(model, backend()).predict(in, out);
    float[][] result = new float[rows][outputs];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(out.data(), out.row(row), result[row], 0, outputs);
      assertEquals(0, out.data()[out.row(row) + outputs]);
    }
    return result;
  }

  private float[][] evaluated(Model model, float[][] samples) {
    float[][] numbers = new float[samples.length][1];
    for (int i = 0; i < samples.length; i++) {
      numbers[i][0] = i;
    }
    Dataset data = shaped(samples, numbers, model.network().input());
    CapturingLoss loss = new CapturingLoss();
    try (Trainer trainer =
        Trainer.builder(model, loss, Optimizer.sgd(1))
            .batchSize(37)
            .threads(3)
            .backend(backend())
            .build()) {
      trainer.evaluate(data);
    }
    float[][] outputs = new float[samples.length][];
    for (int i = 0; i < samples.length; i++) {
      outputs[i] = loss.output(i);
    }
    return outputs;
  }

  private static Dataset shaped(float[][] samples, float[][] targets, Shape shape) {
    return ArrayDataset.of(samples, targets).withInputShape(shape);
  }

  private static void assertOutputs(float[][] expected, float[][] actual, String label) {
    assertEquals(expected.length, actual.length, label);
    for (int i = 0; i < expected.length; i++) {
      assertSameBits(expected[i], actual[i], label + ", sample " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aStepOfAClassifierAllocatesNothing(int workers) {
    Network network =
        Network.of(Shape.of(61), new Dense(33, Activation.RELU), new Dropout(0.2f), new Dense(10));
    Dataset data = Samples.classes(96, network.input(), 10, 1);
    assertStepsAllocateNothing(
        network, Loss.softmaxCrossEntropy(), Optimizer.adam(1e-4), data, workers);
  }

  @Test
  void aStepOfEveryActivationAllocatesNothing() {
    List<Layer> layers = new ArrayList<>();
    TrainingCase.ACTIVATIONS.forEach(f -> layers.add(new Dense(5, f)));
    Network network = Network.of(Shape.of(5), layers);
    Dataset data = Samples.regression(96, network.input(), 5, 2);
    assertStepsAllocateNothing(network, Loss.huber(1), Optimizer.momentum(1e-5, 0.9), data, 2);
  }

  @Test
  void aStepThroughSoftmaxAllocatesNothing() {
    Network network = Network.of(Shape.of(9), new Dense(17), new Softmax(), new Dense(3));
    Dataset data = Samples.binary(96, network.input(), 3, 3);
    assertStepsAllocateNothing(
        network, Loss.binaryCrossEntropy(), Optimizer.rmsProp(1e-5), data, 2);
  }

  /**
   * Steps are counted by a listener. The data set is read over and over within one epoch, so that
   * what fit allocates for a call or an epoch (the order of the samples, the result) does not lie
   * between two readings of the counter.
   */
  private void assertStepsAllocateNothing(
      Network network, Loss loss, Optimizer optimizer, Dataset data, int workers) {
    try (WatchedPool pool = new WatchedPool(workers);
        Team team = Team.on(pool.pool(), workers);
        Trainer trainer =
            Trainer.builder(network.initialize(1), loss, optimizer)
                .batchSize(BATCH)
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
      Dataset endless = new Repeated(data, BATCH * Allocations.MOST_REPETITIONS);
      trainer.fit(endless, Fit.epochs(1).unshuffled().withListener(listener));
      assertTrue(allocations.isClean(), allocations::toString);
      assertEquals(workers > 1, !pool.threads().isEmpty());
    }
  }

  /** A data set that begins again when it is at its end. */
  private record Repeated(Dataset data, int size) implements WrappedDataset {
    @Override
    public void read(int index, Matrix inputs, Matrix targets, int row) {
      data.read(index % data.size(), inputs, targets, row);
    }
  }

  @Test
  void aPredictionAllocatesNothing() {
    Network network =
        Network.of(
            Shape.of(61),
            new Dense(33, Activation.GELU),
            new Dropout(0.5f),
            new Dense(10),
            new Softmax());
    Predictor predictor = predictor(network.initialize(1), backend());
    float[] sample = samples(1, 61)[0];
    float[] output = new float[10];
    Matrix in = Matrix.allocate(70, 61);
    Matrix out = Matrix.allocate(70, 10);
    assertAllocatesNothing(() -> predictor.predict(sample, output));
    assertAllocatesNothing(() -> predictor.predict(in, out));
  }

  private static void assertAllocatesNothing(Runnable prediction) {
    Allocations allocations = new Allocations(List.of());
    do {
      prediction.run();
    } while (!allocations.count());
    assertTrue(allocations.isClean(), allocations::toString);
  }

  @Test
  void paddingOfParametersStaysZero() {
    List<Panels> seen = new ArrayList<>();
    Network network =
        Network.of(
            Shape.of(19),
            new PeekingDense(new Dense(33, Activation.SIGMOID), seen),
            new PeekingDense(new Dense(1, Activation.TANH), seen),
            new PeekingDense(new Dense(5), seen));
    Dataset data = Samples.classes(64, network.input(), 5, 8);
    List<Optimizer> optimizers =
        List.of(
            Optimizer.adamW(0.1),
            Optimizer.rmsProp(0.1),
            Optimizer.adadelta(1),
            Optimizer.nadam(0.1),
            Optimizer.adamax(0.1),
            Optimizer.lion(0.1),
            Optimizer.rprop(0.1));
    for (Optimizer optimizer : optimizers) {
      try (Trainer trainer =
          Trainer.builder(network.initialize(1), Loss.softmaxCrossEntropy(), optimizer)
              .backend(backend())
              .build()) {
        trainer.fit(data, Fit.epochs(5));
      }
    }
    assertEquals(6 * optimizers.size(), seen.size());
    seen.forEach(TrainingContract::assertPaddingIsZero);
  }

  private static void assertPaddingIsZero(Panels panels) {
    for (int panel = 0; panel < panels.count(); panel++) {
      for (int row = 0; row < panels.rows(); row++) {
        int at = panels.row(panel, row);
        for (int c = panels.panelColumns(panel); c < panels.panelStride(panel); c++) {
          assertEquals(0, Float.floatToRawIntBits(panels.data()[at + c]));
        }
      }
    }
  }
}
