package dev.lanewise.train;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Subset;
import dev.lanewise.kernels.Backends;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.GaussianNoise;
import dev.lanewise.layers.Softmax;
import dev.lanewise.lbfgs.Lbfgs;
import dev.lanewise.lbfgs.LbfgsTrainer;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.SoftmaxCrossEntropy;
import dev.lanewise.metrics.ClassificationReport;
import dev.lanewise.metrics.Metrics;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.predict.PredictorPool;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Targets, weights of classes and last functions mean what they say, or are refused. */
class MeaningTest {
  private static final double TOLERANCE = 1e-4;
  private static final float[][] ZEROS = {{0}, {0}, {0}};
  private static final float[][] ONE_HOT = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

  /** A model with all parameters zero, or weights given. */
  private static Model model(int inputs, float[] weights, Layer... layers) {
    Network network = Network.of(Shape.of(inputs), layers);
    float[][] values = new float[network.parameters().size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = new float[network.parameters().get(i).parameter().size()];
    }
    if (weights.length > 0) {
      values[0] = weights;
    }
    return new Model(network, values);
  }

  private static double firstLoss(Model model, Loss loss, Dataset data, float... classWeights) {
    Trainer.Builder builder = Trainer.builder(model, loss, Optimizer.sgd(1e-9)).batchSize(64);
    if (classWeights.length > 0) {
      builder.classWeights(classWeights);
    }
    try (Trainer trainer = builder.backend("reference").threads(1).build()) {
      return trainer.fit(data, Fit.epochs(1)).last().training().loss();
    }
  }

  @Test
  void oneHotRowsAreWeightedAsTheirClasses() {
    Model model = model(1, new float[0], new Dense(3));
    Loss loss = Loss.softmaxCrossEntropy();
    float[] weights = {1, 10, 100};
    Dataset indices = ArrayDataset.of(ZEROS, new int[] {0, 1, 2});
    assertEquals(40.6487, firstLoss(model, loss, indices, weights), TOLERANCE);
    assertEquals(40.6487, firstLoss(model, loss, ArrayDataset.of(ZEROS, ONE_HOT), weights), 1e-4);
  }

  @Test
  void mixturesAreWeightedClassByClass() {
    float[] logits = {0.5f, -1, 2};
    float[] mixture = {0.2f, 0.3f, 0.5f};
    float[] weights = {1, 10, 100};
    double sum = 0;
    double expected = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    for (int c = 0; c < 3; c++) {
      expected += weights[c] * mixture[c] * (Math.log(sum) - logits[c]);
    }
    Model model = model(1, logits, new Dense(3));
    Dataset data = ArrayDataset.of(new float[][] {{1}}, new float[][] {mixture});
    assertEquals(expected, firstLoss(model, Loss.softmaxCrossEntropy(), data, weights), 1e-4);
  }

  @Test
  void binaryTargetsAreWeightedByBothClasses() {
    double no = Math.log(1 + Math.exp(0.5));
    double yes = no - 0.5;
    Model model = model(1, new float[] {0.5f}, new Dense(1));
    for (float target : new float[] {0, 0.25f, 1}) {
      Dataset data = ArrayDataset.of(new float[][] {{1}}, new float[][] {{target}});
      double expected = 3 * (1 - target) * no + 7 * target * yes;
      assertEquals(expected, firstLoss(model, Loss.binaryCrossEntropy(), data, 3, 7), 1e-5);
    }
  }

  @Test
  void weightsOfClassesNeedClasses() {
    Dataset data = ArrayDataset.of(ZEROS, ONE_HOT);
    Model three = model(1, new float[0], new Dense(3));
    for (Loss loss :
        List.of(
            Loss.meanSquaredError(),
            Loss.halfMeanSquaredError(),
            Loss.meanAbsoluteError(),
            Loss.huber(1),
            Loss.binaryCrossEntropy())) {
      assertError(
          SettingException.class,
          () -> firstLoss(three, loss, data, 1, 2, 3),
          "Weights of classes",
          "weights of samples");
    }
    for (float[] weights : new float[][] {{1, 2}, {1, 2, 3, 4}}) {
      assertError(
          SettingException.class,
          () -> firstLoss(three, Loss.softmaxCrossEntropy(), data, weights),
          weights.length + " classes",
          "3 classes");
    }
  }

  @Test
  void targetsWithoutMeaningAreRefusedByEveryTrainer() {
    Loss cross = Loss.softmaxCrossEntropy();
    for (float[] target :
        new float[][] {
          {1, 1, 0}, {0, 0, 0}, {1.5f, -0.5f, 0}, {Float.NaN, 0, 1}, {0.5f, 0.4f, 0}
        }) {
      assertRefused(cross, target);
      assertRefused(new SoftmaxCrossEntropy(0.1f), target);
    }
    for (float wrong : new float[] {255, -1, 1.001f, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertRefused(Loss.binaryCrossEntropy(), 0, wrong, 1);
    }
    for (float wrong : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      assertRefused(Loss.meanSquaredError(), 0, wrong, 1);
      assertRefused(Loss.meanAbsoluteError(), 0, wrong, 1);
      assertRefused(Loss.huber(1), 0, wrong, 1);
    }
    assertRefused(cross, 3);
    assertRefused(cross, -1);
    assertRefused(cross, 0.5f);
  }

  private static void assertRefused(Loss loss, float... target) {
    Model model = model(1, new float[] {0, 1, 2}, new Dense(3));
    float[] good = target.length == 1 ? new float[1] : new float[] {1, 0, 0};
    Dataset data =
        ArrayDataset.of(new float[][] {{1}, {1}, {1}}, new float[][] {good, good, target});
    assertError(DataException.class, () -> firstLoss(model, loss, data), "Sample 2", ".");
    assertError(
        DataException.class,
        () -> LbfgsTrainer.builder(model, loss, Lbfgs.iterations(3)).build().fit(data),
        "Sample 2");
    try (Trainer trainer = Trainer.builder(model, loss, Optimizer.sgd(0.1)).build()) {
      assertError(DataException.class, () -> trainer.evaluate(data), "Sample 2");
      assertEquals(3, trainer.evaluate(Subset.of(data, 0, 1, 0)).samples());
    }
  }

  private static final Layer[][] BEHIND = {
    {},
    {new Flatten()},
    {new Dropout(0.5f)},
    {new GaussianNoise(1), new Flatten()},
    {new Activate(Activation.IDENTITY), new Dropout(0.1f)},
    {new Activate(Activation.RELU)},
    {new Activate(Activation.LEAKY_RELU), new Flatten(), new Activate(Activation.HARD_TANH)}
  };

  @Test
  void nothingBehindHidesASigmoid() {
    Dataset data =
        ArrayDataset.of(
            new float[][] {{-1}, {-0.1f}, {0.1f}, {2}}, new float[][] {{0}, {0}, {1}, {1}});
    for (Layer[] behind : BEHIND) {
      for (Layer[] first :
          new Layer[][] {
            {new Dense(1, Activation.SIGMOID)}, {new Dense(1), new Activate(Activation.SIGMOID)}
          }) {
        assertSeparates(
            Loss.binaryCrossEntropy(), data, model(1, new float[] {9}, all(first, behind)));
      }
    }
    Model sigmoidOnly = model(1, new float[0], new Activate(Activation.SIGMOID));
    assertSeparates(Loss.binaryCrossEntropy(), data, sigmoidOnly);
  }

  @Test
  void nothingBehindHidesSoftmax() {
    Dataset data =
        ArrayDataset.of(new float[][] {{-1}, {-0.1f}, {0.1f}, {2}}, new int[] {0, 0, 1, 1});
    for (Layer[] behind : BEHIND) {
      Layer[] layers = all(new Layer[] {new Dense(2), new Softmax()}, behind);
      assertSeparates(Loss.softmaxCrossEntropy(), data, model(1, new float[] {-9, 9}, layers));
    }
  }

  private static Layer[] all(Layer[] first, Layer[] behind) {
    Layer[] all = Arrays.copyOf(first, first.length + behind.length);
    System.arraycopy(behind, 0, all, first.length, behind.length);
    return all;
  }

  /** Trainer, metrics and predictor agree that every sample is right. */
  private static void assertSeparates(Loss loss, Dataset data, Model model) {
    try (Trainer trainer = Trainer.builder(model, loss, Optimizer.sgd(0.1)).build()) {
      Evaluation evaluation = trainer.evaluate(data);
      ClassificationReport report = Metrics.classification(model, data);
      assertEquals(1, evaluation.accuracy().orElseThrow());
      assertEquals(1, report.accuracy());
      assertEquals(report.logLoss(), evaluation.loss(), 1e-6);
      Predictor predictor = Predictor.of(model);
      assertEquals(0, predictor.classify(new float[] {-1}));
      assertEquals(1, predictor.classify(new float[] {2}));
    }
  }

  @Test
  void lossesRefuseFunctionsThatTheyDoNotInclude() {
    Loss cross = Loss.softmaxCrossEntropy();
    Loss binary = Loss.binaryCrossEntropy();
    assertRefusedAtOnce(binary, "Softmax", new Dense(2), new Softmax(), new Flatten());
    assertRefusedAtOnce(binary, "hard_sigmoid", new Dense(2, Activation.HARD_SIGMOID));
    assertRefusedAtOnce(binary, "relu", new Dense(1, Activation.RELU), new Dropout(0.5f));
    assertRefusedAtOnce(binary, "softplus", new Dense(1), new Activate(Activation.SOFTPLUS));
    assertRefusedAtOnce(cross, "sigmoid", new Dense(2, Activation.SIGMOID), new Flatten());
    assertRefusedAtOnce(cross, "hard_sigmoid", new Dense(2, Activation.HARD_SIGMOID));
    assertRefusedAtOnce(binary, "leaky_relu", new Dense(1, Activation.leakyRelu(0)));
    assertRefusedAtOnce(binary, "elu", new Dense(1, Activation.elu(0)));
  }

  /** What is left when a loss has taken its function away is looked at, too. */
  @Test
  void lossesRefuseFunctionsOfSuchFunctions() {
    Layer sigmoid = new Activate(Activation.SIGMOID);
    Layer tanh = new Activate(Activation.TANH);
    Loss cross = Loss.softmaxCrossEntropy();
    Loss binary = Loss.binaryCrossEntropy();
    assertRefusedAtOnce(binary, "sigmoid", new Dense(1, Activation.RELU), sigmoid);
    assertRefusedAtOnce(binary, "sigmoid", new Dense(1, Activation.SIGMOID), sigmoid);
    assertRefusedAtOnce(binary, "tanh", new Dense(1, Activation.SIGMOID), tanh);
    assertRefusedAtOnce(binary, "sigmoid", new Dense(2), new Softmax(), new Flatten(), sigmoid);
    assertRefusedAtOnce(cross, "Softmax", new Dense(2), new Softmax(), new Softmax());
    assertRefusedAtOnce(cross, "sigmoid", new Dense(2, Activation.SIGMOID), new Softmax());
  }

  @Test
  void notANumberIsNoRightAnswer() {
    Model model = model(1, new float[] {Float.NaN}, new Dense(1));
    Dataset data = ArrayDataset.of(new float[][] {{1}, {1}}, new float[][] {{0}, {1}});
    try (Trainer trainer =
        Trainer.builder(model, Loss.binaryCrossEntropy(), Optimizer.sgd(1)).build()) {
      assertEquals(0, trainer.evaluate(data).accuracy().orElseThrow());
    }
  }

  private static void assertRefusedAtOnce(Loss loss, String function, Layer... layers) {
    Model model = model(1, new float[0], layers);
    assertError(
        SettingException.class,
        () -> Trainer.builder(model, loss, Optimizer.sgd(0.1)).build(),
        "cross-entropy works from logits",
        function,
        "layer");
    assertError(
        SettingException.class,
        () -> LbfgsTrainer.builder(model, loss, Lbfgs.iterations(1)).build(),
        function);
  }

  @Test
  void aSingleOutputIsComparedWithItsThreshold() {
    for (Activation f : List.of(Activation.IDENTITY, Activation.TANH, Activation.SIGMOID)) {
      Model model = model(1, new float[] {1}, new Dense(1, f));
      Predictor predictor = Predictor.of(model, Backends.select("reference"));
      PredictorPool pool = PredictorPool.of(model, 1);
      assertEquals(0, predictor.classify(new float[] {-0.25f}));
      assertEquals(0, predictor.classify(new float[] {0}));
      assertEquals(1, predictor.classify(new float[] {0.25f}));
      assertEquals(1, pool.classify(new float[] {0.25f}));
    }
    for (Activation f : List.of(Activation.RELU, Activation.SOFTPLUS)) {
      Predictor predictor = Predictor.of(model(1, new float[0], new Dense(1, f)));
      assertError(
          SettingException.class,
          () -> predictor.classify(new float[1]),
          f.toString(),
          "threshold");
    }
    for (Activation f : List.of(Activation.RELU, Activation.SIGMOID, Activation.elu(0))) {
      Layer[] layers = {new Dense(1, f), new Flatten(), new Activate(Activation.SIGMOID)};
      Predictor predictor = Predictor.of(model(1, new float[0], layers));
      assertError(SettingException.class, () -> predictor.classify(new float[1]), "threshold");
    }
    Predictor softmax = Predictor.of(model(1, new float[0], new Dense(1), new Softmax()));
    assertError(SettingException.class, () -> softmax.classify(new float[1]), "Softmax");
  }

  @Test
  void notANumberIsNoClass() {
    for (int outputs : new int[] {1, 2, 3}) {
      Predictor predictor = Predictor.of(model(1, new float[0], new Dense(outputs)));
      assertError(
          DataException.class,
          () -> predictor.classify(new float[] {Float.NaN}),
          "Output 0",
          "NaN");
    }
    assertError(
        DataException.class, () -> Predictor.classOf(new float[] {1, Float.NaN}), "Output 1");
  }

  @Test
  void areasUnderCurvesDoNotSaturate() {
    int samples = 60;
    float[][] inputs = new float[samples][1];
    int[] labels = new int[samples];
    float[][] one = new float[samples][1];
    for (int i = 0; i < samples; i++) {
      inputs[i][0] = 40 + 0.5f * i;
      labels[i] = i < samples / 2 ? 0 : 1;
      one[i][0] = labels[i];
    }
    Dataset data = ArrayDataset.of(inputs, labels);
    for (Layer[] layers : new Layer[][] {{new Dense(2)}, {new Dense(2), new Softmax()}}) {
      Model model = model(1, new float[] {0, 1}, layers);
      assertEquals(1.0, Metrics.classification(model, data).rocAuc());
    }
    for (Activation f : List.of(Activation.IDENTITY, Activation.SIGMOID)) {
      Model model = model(1, new float[] {1}, new Dense(1, f));
      assertEquals(1.0, Metrics.classification(model, ArrayDataset.of(inputs, one)).rocAuc());
    }
    Model sigmoids = model(1, new float[] {0, 1}, new Dense(2, Activation.SIGMOID));
    assertEquals(1.0, Metrics.classification(sigmoids, data).rocAuc());
    Model three = model(1, new float[] {0, 1, -1}, new Dense(3), new Softmax());
    labels[0] = 2;
    double ofClass0 = 30.0 / 31;
    assertEquals(
        (ofClass0 + 1 + 1) / 3,
        Metrics.classification(three, ArrayDataset.of(inputs, labels)).rocAuc());
  }
}
