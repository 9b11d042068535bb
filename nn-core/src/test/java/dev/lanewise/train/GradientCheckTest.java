package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.data.Dataset;
import dev.lanewise.kernels.Backends;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.GaussianDropout;
import dev.lanewise.layers.GaussianNoise;
import dev.lanewise.layers.Softmax;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.SoftmaxCrossEntropy;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradients that training applies against central differences of an independent implementation
 * in double.
 *
 * <p>The gradient is read off one step of plain gradient descent. Its rate is a large power of two,
 * so that the step dwarfs the weight and the difference is as exact as the gradient.
 */
class GradientCheckTest {
  private static final double RATE = 1024;
  private static final double TOLERANCE = 1e-5;
  private static final double STEP = 1e-5;
  private static final int SAMPLES = 8;

  /** Larger than the data set, so that the mean is over what there is. */
  private static final int BATCH = 13;

  private static final int INPUTS = 5;
  private static final long SEED = 3;
  private static final Shape INPUT = Shape.of(INPUTS);

  static final List<Activation> ACTIVATIONS = TrainingCase.ACTIVATIONS;

  @ParameterizedTest
  @FieldSource("ACTIVATIONS")
  void activation(Activation f) {
    check(Loss.meanSquaredError(), DoubleLoss.squared(), regression(), dense(7, f), dense(3, f));
  }

  @ParameterizedTest
  @FieldSource("ACTIVATIONS")
  void activationAsALayerOfItsOwn(Activation f) {
    check(
        Loss.meanSquaredError(),
        DoubleLoss.squared(),
        regression(),
        dense(7, Activation.TANH),
        new Activate(f),
        dense(3),
        new Activate(f),
        new Activate(f));
  }

  static Stream<List<Layer>> networks() {
    return Stream.of(
        List.of(dense(3)),
        List.of(dense(9), dense(8), dense(3)),
        List.of(dense(300, Activation.TANH), dense(3)),
        List.of(new Flatten(), dense(4, Activation.SILU), new Flatten(), dense(3)),
        List.of(dense(6), new Softmax(), dense(3)),
        List.of(dense(4, Activation.TANH), dense(3), new Softmax()),
        List.of(dense(33, Activation.TANH), new Dropout(0.3f), dense(3)),
        List.of(new Dropout(0.5f), dense(6, Activation.GELU), new Dropout(0.2f), dense(3)),
        List.of(dense(6, Activation.TANH), dense(3), new Dropout(0.25f)),
        List.of(dense(6, Activation.TANH), new GaussianDropout(0.3f), dense(3)),
        List.of(new GaussianNoise(0.5f), dense(6), new GaussianNoise(0.2f), dense(3)),
        List.of(new Activate(Activation.SOFTSIGN), dense(4, Activation.SOFTPLUS), dense(3)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void network(List<Layer> layers) {
    check(
        Loss.meanSquaredError(), DoubleLoss.squared(), regression(), layers.toArray(Layer[]::new));
  }

  /** A loss, its counterpart in double, and data for it. */
  record LossCase(String name, Loss loss, DoubleLoss exact, Dataset data) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<LossCase> losses() {
    Dataset classes = Samples.classes(SAMPLES, INPUT, 3, 21);
    Dataset shares = Samples.distributions(SAMPLES, INPUT, 3, 22);
    Loss smoothed = new SoftmaxCrossEntropy(0.1f);
    DoubleLoss cross = DoubleLoss.crossOfLogits(0);
    DoubleLoss smoothedCross = DoubleLoss.crossOfLogits(0.1f);
    return Stream.of(
        new LossCase("mse", Loss.meanSquaredError(), DoubleLoss.squared(), regression()),
        new LossCase("half", Loss.halfMeanSquaredError(), DoubleLoss.halfSquared(), regression()),
        new LossCase("mae", Loss.meanAbsoluteError(), DoubleLoss.absolute(), regression()),
        new LossCase("huber", Loss.huber(0.5f), DoubleLoss.huber(0.5), regression()),
        new LossCase("binary", Loss.binaryCrossEntropy(), DoubleLoss.binaryOfLogits(), binary()),
        new LossCase("classes", Loss.softmaxCrossEntropy(), cross, classes),
        new LossCase("shares", Loss.softmaxCrossEntropy(), cross, shares),
        new LossCase("smoothed classes", smoothed, smoothedCross, classes),
        new LossCase("smoothed shares", smoothed, smoothedCross, shares));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void loss(LossCase each) {
    check(each.loss(), each.exact(), each.data(), dense(7, Activation.TANH), dense(3));
  }

  static Stream<LossCase> lossesOfProbabilities() {
    return Stream.of(
        new LossCase(
            "classes",
            Loss.softmaxCrossEntropy(),
            DoubleLoss.crossOfProbabilities(0),
            Samples.classes(SAMPLES, INPUT, 3, 24)),
        new LossCase(
            "smoothed shares",
            new SoftmaxCrossEntropy(0.1f),
            DoubleLoss.crossOfProbabilities(0.1f),
            Samples.distributions(SAMPLES, INPUT, 3, 25)));
  }

  @ParameterizedTest
  @MethodSource("lossesOfProbabilities")
  void lossThatIncludesSoftmax(LossCase each) {
    check(
        each.loss(), each.exact(), each.data(), dense(7, Activation.TANH), dense(3), new Softmax());
  }

  static Stream<List<Layer>> sigmoidLast() {
    Activate separate = new Activate(Activation.SIGMOID);
    return Stream.of(
        List.of(dense(7, Activation.TANH), dense(3, Activation.SIGMOID)),
        List.of(dense(7, Activation.TANH), dense(3), separate),
        List.of(dense(7), dense(3, Activation.TANH), separate));
  }

  @ParameterizedTest
  @MethodSource("sigmoidLast")
  void lossThatIncludesSigmoid(List<Layer> layers) {
    check(
        Loss.binaryCrossEntropy(),
        DoubleLoss.binaryOfProbabilities(),
        binary(),
        layers.toArray(Layer[]::new));
  }

  private static Dataset regression() {
    return Samples.regression(SAMPLES, INPUT, 3, 20);
  }

  private static Dataset binary() {
    return Samples.binary(SAMPLES, INPUT, 3, 23);
  }

  private static Dense dense(int units) {
    return dense(units, Activation.IDENTITY);
  }

  private static Dense dense(int units, Activation f) {
    return new Dense(units, f).withInitializers(Initializer.heUniform(), Initializer.torchLinear());
  }

  private static void check(Loss loss, DoubleLoss exact, Dataset data, Layer... layers) {
    Network network = Network.of(INPUT, layers);
    Model model = network.initialize(17);
    Problem problem = new Problem(new DoubleNetwork(network, SEED), exact, data);
    double[][] parameters = parameters(model);
    try (Trainer trainer =
        Trainer.builder(model, loss, Optimizer.sgd(RATE))
            .batchSize(BATCH)
            .seed(SEED)
            .threads(2)
            .backend("reference")
            .build()) {
      double reported = trainer.fit(data, Fit.epochs(1).unshuffled()).last().training().loss();
      double expected = problem.loss(parameters);
      assertEquals(expected, reported, TOLERANCE * (Math.abs(expected) + 1e-3));
      assertGradients(problem, parameters, parameters(trainer.model()), network);
    }
    assertPredictions(problem, parameters, model);
  }

  /** Samples, and their mean loss in double. */
  private static final class Problem {
    final DoubleNetwork network;
    final DoubleLoss exact;
    final double[][] inputs;
    final double[][] targets;

    Problem(DoubleNetwork network, DoubleLoss exact, Dataset data) {
      this.network = network;
      this.exact = exact;
      Matrix in = Matrix.allocate(SAMPLES, INPUTS);
      Matrix out = Matrix.allocate(SAMPLES, data.targetColumns());
      for (int row = 0; row < SAMPLES; row++) {
        data.read(row, in, out, row);
      }
      inputs = rows(in);
      targets = rows(out);
    }

    private static double[][] rows(Matrix m) {
      double[][] rows = new double[m.rows()][m.cols()];
      for (int row = 0; row < m.rows(); row++) {
        for (int col = 0; col < m.cols(); col++) {
          rows[row][col] = m.get(row, col);
        }
      }
      return rows;
    }

    double loss(double[][] parameters) {
      double sum = 0;
      for (int row = 0; row < SAMPLES; row++) {
        sum += exact.of(network.train(parameters, inputs[row], row), targets[row]);
      }
      return sum / SAMPLES;
    }

    double derivative(double[][] parameters, int parameter, int index) {
      double at = parameters[parameter][index];
      parameters[parameter][index] = at + STEP;
      double above = loss(parameters);
      parameters[parameter][index] = at - STEP;
      double below = loss(parameters);
      parameters[parameter][index] = at;
      return (above - below) / (2 * STEP);
    }
  }

  private static double[][] parameters(Model model) {
    double[][] parameters = new double[model.network().parameters().size()][];
    for (int i = 0; i < parameters.length; i++) {
      float[] values = model.values(i);
      parameters[i] = new double[values.length];
      for (int j = 0; j < values.length; j++) {
        parameters[i][j] = values[j];
      }
    }
    return parameters;
  }

  private static void assertGradients(
      Problem problem, double[][] before, double[][] after, Network network) {
    for (int p = 0; p < before.length; p++) {
      double[] exact = new double[before[p].length];
      double scale = 0;
      for (int i = 0; i < exact.length; i++) {
        exact[i] = problem.derivative(before, p, i);
        scale = Math.max(scale, Math.abs(exact[i]));
      }
      String name = network.parameters().get(p).name();
      assertTrue(scale > 1e-4, () -> name + " has no gradient to speak of");
      for (int i = 0; i < exact.length; i++) {
        double applied = (before[p][i] - after[p][i]) / RATE;
        assertEquals(exact[i], applied, TOLERANCE * scale, name + "[" + i + "]");
      }
    }
  }

  private static void assertPredictions(Problem problem, double[][] parameters, Model model) {
    Predictor predictor = Predictor.of(model, Backends.select("reference"));
    for (double[] input : problem.inputs) {
      float[] sample = new float[INPUTS];
      for (int i = 0; i < INPUTS; i++) {
        sample[i] = (float) input[i];
      }
      double[] exact = problem.network.predict(parameters, input);
      float[] predicted = predictor.predict(sample);
      for (int i = 0; i < exact.length; i++) {
        assertEquals(exact[i], predicted[i], TOLERANCE);
      }
    }
  }
}
