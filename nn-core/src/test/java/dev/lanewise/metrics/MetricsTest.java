package dev.lanewise.metrics;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.DataException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.PartedDataset;
import dev.lanewise.kernels.Backends;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Softmax;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Concatenate;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Evaluation;
import dev.lanewise.train.Samples;
import dev.lanewise.train.Trainer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
  private static final Shape INPUT = Shape.of(5);

  private static Model model(Layer... layers) {
    return Network.of(INPUT, layers).initialize(3);
  }

  private static Predictor predictor(Model model) {
    return Predictor.of(model, Backends.select("reference"));
  }

  private static float[][] inputs(int samples) {
    Random random = new Random(1);
    float[][] inputs = new float[samples][INPUT.size()];
    for (float[] row : inputs) {
      for (int i = 0; i < row.length; i++) {
        row[i] = 4 * random.nextFloat() - 2;
      }
    }
    return inputs;
  }

  private static int[] labels(int samples, int classes) {
    return new Random(2).ints(samples, 0, classes).toArray();
  }

  private static Evaluation evaluation(Model model, Loss loss, Dataset data) {
    try (Trainer trainer =
        Trainer.builder(model, loss, Optimizer.sgd(1)).backend("reference").threads(1).build()) {
      return trainer.evaluate(data);
    }
  }

  /** The sizes are below, at and beyond one batch. */
  @ParameterizedTest
  @ValueSource(ints = {1, 256, 600})
  void classificationAgreesWithTheTrainer(int samples) {
    Dataset data = ArrayDataset.of(inputs(samples), labels(samples, 3));
    for (Model model : new Model[] {model(new Dense(3)), model(new Dense(3), new Softmax())}) {
      Evaluation expected = evaluation(model, Loss.softmaxCrossEntropy(), data);
      ClassificationReport report =
          Metrics.classification(predictor(model), Scores.of(model.network()), data);
      assertEquals(samples, report.confusion().samples());
      assertEquals(expected.accuracy().orElseThrow(), report.accuracy(), 1e-12);
      assertEquals(expected.loss(), report.logLoss(), 1e-5);
    }
  }

  @Test
  void takesTheBestBackendUnlessToldOtherwise() {
    Dataset data = ArrayDataset.of(inputs(20), labels(20, 3));
    Model model = model(new Dense(3));
    assertEquals(
        Metrics.classification(predictor(model), Scores.LOGITS, data).toString(),
        Metrics.classification(model, data).toString());
    Dataset values = ArrayDataset.of(inputs(20), inputs(20));
    assertTrue(Metrics.regression(model(new Dense(5)), values).meanSquaredError() > 0);
  }

  @Test
  void distributionsMeanTheirLargestClass() {
    int[] labels = labels(40, 3);
    float[][] distributions =
        IntStream.of(labels)
            .mapToObj(label -> {
              float[] row = {0.2f, 0.2f, 0.2f};
              row[label] = 0.6f;
              return row;
            })
            .toArray(float[][]::new);
    Predictor predictor = predictor(model(new Dense(3)));
    assertEquals(
        Metrics.classification(predictor, Scores.LOGITS, ArrayDataset.of(inputs(40), labels))
            .toString(),
        Metrics.classification(predictor, Scores.LOGITS, ArrayDataset.of(inputs(40), distributions))
            .toString());
  }

  @Test
  void aSingleOutputAgreesWithBinaryCrossEntropy() {
    Dataset data = ArrayDataset.of(inputs(100), labels(100, 2));
    Model model = model(new Dense(1));
    Evaluation expected = evaluation(model, Loss.binaryCrossEntropy(), data);
    ClassificationReport report =
        Metrics.classification(predictor(model), Scores.of(model.network()), data);
    assertEquals(2, report.confusion().classes());
    assertEquals(expected.loss(), report.logLoss(), 1e-5);
  }

  /** The last function is taken away, but not what it was a function of. */
  @Test
  void functionsOfFunctionsAreWhatTheyAre() {
    Dataset data = ArrayDataset.of(inputs(100), labels(100, 2));
    Layer[][] networks = {
      {new Dense(2, Activation.SIGMOID), new Softmax()},
      {new Dense(2), new Softmax(), new Softmax()},
      {new Dense(1, Activation.SIGMOID), new Activate(Activation.SIGMOID)},
      {new Dense(1), new Activate(Activation.SIGMOID), new Activate(Activation.RELU)},
      {new Dense(2, Activation.SIGMOID)}
    };
    for (Layer[] layers : networks) {
      Model model = model(layers);
      ClassificationReport report = Metrics.classification(model, data);
      ClassificationReport expected =
          Metrics.classification(predictor(model), Scores.PROBABILITIES, data);
      assertEquals(expected.logLoss(), report.logLoss(), 1e-5);
      assertEquals(expected.accuracy(), report.accuracy());
      assertEquals(expected.rocAuc(), report.rocAuc(), 1e-9);
    }
  }

  @Test
  void regressionAgreesWithTheTrainer() {
    Random random = new Random(6);
    float[][] targets = new float[300][2];
    for (float[] row : targets) {
      row[0] = random.nextFloat();
      row[1] = 3 * random.nextFloat();
    }
    Dataset data = ArrayDataset.of(inputs(300), targets);
    Model model = model(new Dense(2));
    RegressionReport report = Metrics.regression(predictor(model), data);
    assertEquals(300, report.samples());
    assertEquals(
        evaluation(model, Loss.meanSquaredError(), data).loss(), report.meanSquaredError(), 1e-5);
    assertEquals(
        evaluation(model, Loss.meanAbsoluteError(), data).loss(), report.meanAbsoluteError(), 1e-5);
  }

  @Test
  void theLastLayerTellsWhatOutputsAre() {
    assertEquals(Scores.LOGITS, kind(new Dense(3)));
    assertEquals(Scores.LOGITS, kind(new Softmax(), new Dense(3)));
    assertEquals(Scores.PROBABILITIES, kind(new Dense(3), new Softmax()));
    assertEquals(Scores.PROBABILITIES, kind(new Dense(1, Activation.SIGMOID)));
    assertEquals(Scores.PROBABILITIES, kind(new Dense(1), new Activate(Activation.SIGMOID)));
    assertEquals(Scores.PROBABILITIES, kind(new Dense(1, Activation.HARD_SIGMOID)));
    assertEquals(Scores.LOGITS, kind(new Dense(1, Activation.TANH)));
  }

  private static Scores kind(Layer... layers) {
    return Scores.of(Network.of(INPUT, layers));
  }

  @Test
  void refusesDataThatDoNotFit() {
    Predictor three = predictor(model(new Dense(3)));
    Dataset narrow = ArrayDataset.of(new float[][] {{1}}, new int[] {0});
    assertError(
        ShapeException.class,
        () -> Metrics.classification(three, Scores.LOGITS, narrow),
        "(5)",
        "(1)");
    Dataset twoTargets = ArrayDataset.of(inputs(1), new float[][] {{0, 1}});
    assertError(
        ShapeException.class,
        () -> Metrics.classification(three, Scores.LOGITS, twoTargets),
        "3 outputs",
        "2 targets");
    assertError(
        ShapeException.class, () -> Metrics.regression(three, twoTargets), "3 outputs", "2");
    Dataset multiLabel = ArrayDataset.of(inputs(1), new float[][] {{1, 1, 0}});
    assertError(
        DataException.class,
        () -> Metrics.classification(three, Scores.LOGITS, multiLabel),
        "distribution",
        "2.0");
    Dataset negative = ArrayDataset.of(inputs(1), new float[][] {{1, 1, -1}});
    assertError(
        DataException.class,
        () -> Metrics.classification(three, Scores.LOGITS, negative),
        "at least 0",
        "-1.0");
    Dataset fraction = ArrayDataset.of(inputs(1), new float[][] {{0.5f}});
    assertError(
        DataException.class,
        () -> Metrics.classification(three, Scores.LOGITS, fraction),
        "number of a class",
        "0.5");
    Dataset beyond = ArrayDataset.of(inputs(1), new int[] {3});
    assertError(
        DataException.class,
        () -> Metrics.classification(three, Scores.LOGITS, beyond),
        "0 to 2",
        "found 3");
  }

  @Test
  void networksOfSeveralInputsAreMeasuredLikeThoseOfOne() {
    Dataset data = Samples.classes(150, Shape.of(5), 3, 4);
    Graph graph = new Graph();
    Graph.Value both =
        graph.apply(
            new Concatenate(), graph.input("a", Shape.of(2)), graph.input("b", Shape.of(3)));
    Network joined = graph.outputs(both.then(new Dense(3)));
    Network plain = Network.of(Shape.of(5), new Dense(3));
    List<Shape> shapes = List.of(Shape.of(2), Shape.of(3));
    assertEquals(
        Metrics.classification(plain.initialize(1), data).toString(),
        Metrics.classification(joined.initialize(1), PartedDataset.of(data, shapes, List.of(1)))
            .toString());
    assertError(
        ShapeException.class,
        () -> Metrics.classification(joined.initialize(1), data),
        "(2) (2 values) and (3) (3 values)",
        "(5)");
  }
}
