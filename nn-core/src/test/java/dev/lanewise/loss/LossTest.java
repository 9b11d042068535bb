package dev.lanewise.loss;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.UsageException;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Softmax;
import dev.lanewise.nn.Network;
import org.junit.jupiter.api.Test;

class LossTest {
  private static final Shape INPUT = Shape.of(4);

  @Test
  void elementwiseLossesAreMeansOverTheOutputs() {
    assertEquals(0.25, Loss.meanSquaredError().weight(4));
    assertEquals(0.125, Loss.halfMeanSquaredError().weight(4));
    assertEquals(0.25, Loss.meanAbsoluteError().weight(4));
    assertEquals(0.25, Loss.huber(1).weight(4));
    assertEquals(0.25, Loss.binaryCrossEntropy().weight(4));
  }

  @Test
  void softmaxCrossEntropyIsNoMeanOverTheOutputs() {
    assertEquals(1, Loss.softmaxCrossEntropy().weight(4));
  }

  @Test
  void elementwiseLossesNeedATargetForEachOutput() {
    assertDoesNotThrow(() -> Loss.huber(1).checkTargets(3, 3));
    assertError(
        ShapeException.class,
        () -> Loss.meanSquaredError().checkTargets(3, 1),
        "SquaredError",
        "3 outputs",
        "1 target");
  }

  @Test
  void softmaxCrossEntropyTakesIndicesOrDistributions() {
    Loss loss = Loss.softmaxCrossEntropy();
    assertDoesNotThrow(() -> loss.checkTargets(3, 1));
    assertDoesNotThrow(() -> loss.checkTargets(3, 3));
    assertError(ShapeException.class, () -> loss.checkTargets(3, 2), "3 outputs", "2 targets");
    assertError(ShapeException.class, () -> loss.checkTargets(1, 1), "at least 2 outputs");
  }

  @Test
  void classIndicesMustBeWholeAndInRange() {
    Loss loss = Loss.softmaxCrossEntropy();
    assertDoesNotThrow(() -> loss.checkRow(rows(new float[3], 2), 0));
    for (float label : new float[] {3, -1, 0.5f, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertError(
          DataException.class,
          () -> loss.checkRow(rows(new float[3], label), 0),
          "Class index " + label,
          "0 to 2",
          "3 outputs");
    }
  }

  @Test
  void theLargestOutputIsTheClass() {
    Loss loss = Loss.softmaxCrossEntropy();
    float[] outputs = {-3, 5, 4};
    assertTrue(loss.correct(rows(outputs, 1), 0));
    assertFalse(loss.correct(rows(outputs, 2), 0));
    assertTrue(loss.correct(rows(outputs, 0.3f, 0.4f, 0.3f), 0));
    assertFalse(loss.correct(rows(outputs, 0.3f, 0.3f, 0.4f), 0));
  }

  @Test
  void everyBinaryOutputMustBeRight() {
    Loss loss = Loss.binaryCrossEntropy();
    float[] outputs = {-3, 5};
    assertTrue(loss.correct(rows(outputs, 0, 1), 0));
    assertFalse(loss.correct(rows(outputs, 1, 1), 0));
    assertFalse(loss.correct(rows(outputs, 0, 0), 0));
  }

  @Test
  void onlyClassifiersHaveAnAccuracy() {
    assertTrue(Loss.softmaxCrossEntropy().classifies());
    assertTrue(Loss.binaryCrossEntropy().classifies());
    assertFalse(Loss.meanSquaredError().classifies());
  }

  private static LossRows rows(float[] outputs, float... targets) {
    return new LossRows(
        Matrix.of(outputs, 1, outputs.length),
        Matrix.of(targets, 1, targets.length),
        Matrix.allocate(1, outputs.length),
        new float[1]);
  }

  @Test
  void softmaxCrossEntropyIncludesSoftmax() {
    Network logits = Network.of(INPUT, new Dense(3));
    Network probabilities = Network.of(INPUT, new Dense(3), new Softmax());
    assertEquals(logits, Loss.softmaxCrossEntropy().training(probabilities, 0));
    assertEquals(logits, Loss.softmaxCrossEntropy().training(logits, 0));
    assertEquals(probabilities, Loss.meanSquaredError().training(probabilities, 0));
  }

  @Test
  void binaryCrossEntropyIncludesSigmoid() {
    Network logits = Network.of(INPUT, new Dense(3));
    Network within = Network.of(INPUT, new Dense(3, Activation.SIGMOID));
    Network behind = Network.of(INPUT, new Dense(3), new Activate(Activation.SIGMOID));
    Network other = Network.of(INPUT, new Dense(3, Activation.TANH));
    assertEquals(logits, Loss.binaryCrossEntropy().training(within, 0));
    assertEquals(logits, Loss.binaryCrossEntropy().training(behind, 0));
    assertEquals(other, Loss.binaryCrossEntropy().training(other, 0));
    assertEquals(within, Loss.meanSquaredError().training(within, 0));
  }

  @Test
  void settingsAreChecked() {
    assertError(SettingException.class, () -> Loss.huber(0), "Huber", "delta", "0.0");
    assertError(SettingException.class, () -> Loss.huber(Float.NaN), "NaN");
    assertError(SettingException.class, () -> Loss.huber(Float.POSITIVE_INFINITY), "Infinity");
    assertError(SettingException.class, () -> new SoftmaxCrossEntropy(1), "smoothing", "1.0");
    assertError(SettingException.class, () -> new SoftmaxCrossEntropy(-0.1f), "-0.1");
    assertError(SettingException.class, () -> new SoftmaxCrossEntropy(Float.NaN), "NaN");
  }

  /** Weights that are taken must not be forgotten. */
  @Test
  void ownLossesWithClassesHaveToWeighThem() {
    Loss own =
        new Loss() {
          @Override
          public void run(
              Kernels kernels, LossRows rows, float scale, int from, int to, Scratch scratch) {}

          @Override
          public int classes(int outputs) {
            return outputs;
          }
        };
    float[] weights = {1, 2, 3};
    assertError(
        UsageException.class, () -> own.weigh(weights, rows(new float[3], 1), 0), "override weigh");
  }
}
