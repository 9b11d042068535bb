package dev.lanewise.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Shape;
import dev.lanewise.TorchFile;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.kernels.Backends;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.SoftmaxCrossEntropy;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.TorchCases.TorchCase;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Progress;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten steps of training end where PyTorch's end, for every optimizer, loss and activation. */
class TorchTrajectoryTest {
  private static final double TOLERANCE = 1e-5;

  /**
   * Elements smaller than this share of their tensor's largest are compared as if they were so
   * large: they are differences of larger numbers, whose rounding errors they inherit.
   */
  private static final double SMALL = 0.01;

  /** The same for gradients, in which the samples nearly cancel. */
  private static final double SMALL_GRADIENT = 0.1;

  private static final int STEPS = 10;
  private static final double EXACT_RATE = 1024;
  private static final List<String> PARAMETERS = List.of("w1", "b1", "w2", "b2");

  /** Cases that Lanewise has no setting for. */
  private static final Map<String, String> MISSING =
      Map.of(
          "rmsprop_momentum", "RMSprop has no momentum",
          "rmsprop_centered", "RMSprop is not centered",
          "rmsprop_centered_momentum", "RMSprop is not centered and has no momentum");

  private static List<TorchCase> all() {
    return Stream.of("pytorch-trajectories.txt", "pytorch-optimizers.txt")
        .flatMap(file -> TorchCases.of(file).stream())
        .toList();
  }

  static Stream<TorchCase> cases() {
    return all().stream().filter(each -> !MISSING.containsKey(each.name()));
  }

  @Test
  void allButTheMissingCasesAreThere() {
    List<String> names = all().stream().map(TorchCase::name).toList();
    assertTrue(names.containsAll(MISSING.keySet()));
    assertEquals(33, cases().count());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trajectory(TorchCase each) {
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onBatch(Progress progress) {
            losses.add(progress.batchLoss());
          }
        };
    Model model = train(each, optimizer(each), STEPS, listener);
    assertEquals(STEPS, losses.size());
    for (int i = 0; i < STEPS; i++) {
      double expected = each.losses()[i];
      assertEquals(expected, losses.get(i), TOLERANCE * expected, "loss of step " + i);
    }
    for (int i = 0; i < PARAMETERS.size(); i++) {
      double[] expected = each.tensor("final." + PARAMETERS.get(i));
      assertClose(expected, model.values(i), SMALL, PARAMETERS.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void firstOutput(TorchCase each) {
    Predictor predictor = Predictor.of(initial(each), Backends.select("reference"));
    double[] expected = each.tensor("output");
    float[] actual = new float[expected.length];
    float[] inputs = TorchCases.floats(each.tensor("input"));
    for (int row = 0; row < 6; row++) {
      float[] sample = Arrays.copyOfRange(inputs, row * 5, row * 5 + 5);
      System.arraycopy(predictor.predict(sample), 0, actual, row * 3, 3);
    }
    assertClose(expected, actual, SMALL, "output");
  }

  /** As one step of plain gradient descent that dwarfs the weights. */
  @ParameterizedTest
  @MethodSource("cases")
  void firstGradient(TorchCase each) {
    Model model = train(each, Optimizer.sgd(EXACT_RATE), 1, new TrainingListener() {});
    for (int p = 0; p < PARAMETERS.size(); p++) {
      float[] before = initial(each).values(p);
      float[] gradient = model.values(p);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = (float) ((before[i] - (double) gradient[i]) / EXACT_RATE);
      }
      double[] expected = each.tensor("gradient." + PARAMETERS.get(p));
      assertClose(expected, gradient, SMALL_GRADIENT, PARAMETERS.get(p));
    }
  }

  private static Model train(
      TorchCase each, Optimizer optimizer, int steps, TrainingListener listener) {
    ArrayDataset data =
        ArrayDataset.of(
            TorchCases.floats(each.tensor("input")),
            Shape.of(5),
            TorchCases.floats(each.tensor("target")),
            each.tensor("target").length / 6);
    try (Trainer trainer =
        Trainer.builder(initial(each), loss(each), optimizer)
            .batchSize(6)
            .threads(1)
            .backend("reference")
            .build()) {
      trainer.fit(data, Fit.epochs(steps).unshuffled().withListener(listener));
      return trainer.model();
    }
  }

  private static Model initial(TorchCase each) {
    Network network =
        Network.of(
            Shape.of(5), new Dense(7, TorchFile.activation(each.text("activation"))), new Dense(3));
    float[][] values =
        PARAMETERS.stream()
            .map(name -> TorchCases.floats(each.tensor("initial." + name)))
            .toArray(float[][]::new);
    return new Model(network, values);
  }

  private static Loss loss(TorchCase each) {
    return switch (each.text("loss")) {
      case "cross_entropy", "cross_entropy_probabilities" -> Loss.softmaxCrossEntropy();
      case "cross_entropy_smoothing" ->
          new SoftmaxCrossEntropy((float) each.number("label_smoothing"));
      case "mse" -> Loss.meanSquaredError();
      case "l1" -> Loss.meanAbsoluteError();
      case "huber" -> Loss.huber((float) each.number("delta"));
      case "bce_with_logits" -> Loss.binaryCrossEntropy();
      default -> throw new IllegalArgumentException(each.text("loss"));
    };
  }

  private static Optimizer optimizer(TorchCase each) {
    double rate = each.number("lr");
    double decay = each.has("weight_decay") ? each.number("weight_decay") : 0;
    return switch (each.text("optimizer")) {
      case "sgd" ->
          new Sgd(
              rate, each.number("momentum"), Boolean.parseBoolean(each.text("nesterov")), decay);
      case "rmsprop" -> new RmsProp(rate, each.number("alpha"), each.number("eps"), decay);
      case "adam" -> adam(each, decay, 0);
      case "adamw" -> adam(each, 0, decay);
      case "adagrad" -> new Adagrad(rate, each.number("lr_decay"), each.number("eps"), decay);
      case "adadelta" -> new Adadelta(rate, each.number("rho"), each.number("eps"), decay);
      case "adamax" ->
          new Adamax(rate, each.number("beta1"), each.number("beta2"), each.number("eps"), decay);
      case "nadam" ->
          new Nadam(
              rate,
              each.number("beta1"),
              each.number("beta2"),
              each.number("eps"),
              decay,
              each.number("momentum_decay"));
      case "lion" -> new Lion(rate, each.number("beta1"), each.number("beta2"), decay);
      case "rprop" ->
          new Rprop(
              rate,
              each.number("etaminus"),
              each.number("etaplus"),
              each.number("least"),
              each.number("most"));
      default -> throw new IllegalArgumentException(each.text("optimizer"));
    };
  }

  private static Adam adam(TorchCase each, double weightDecay, double decay) {
    return new Adam(
        each.number("lr"),
        each.number("beta1"),
        each.number("beta2"),
        each.number("eps"),
        weightDecay,
        decay);
  }

  private static void assertClose(double[] expected, float[] actual, double small, String name) {
    assertEquals(expected.length, actual.length, name);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      double size = Math.max(Math.abs(expected[i]), small * largest);
      assertEquals(expected[i], actual[i], TOLERANCE * size, name + "[" + i + "]");
    }
  }
}
