package dev.lanewise.train;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.lbfgs.Lbfgs;
import dev.lanewise.lbfgs.LbfgsResult;
import dev.lanewise.lbfgs.LbfgsTrainer;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Weights of classes where each position has a class, and some do not count. */
class PositionWeightsTest {
  private static final int SAMPLES = 10;
  private static final int STEPS = 3;
  private static final int FEATURES = 2;
  private static final int CLASSES = 4;
  private static final float[] WEIGHTS = {0.5f, 2, 0, 3};

  private final float[] inputs = new float[SAMPLES * STEPS * FEATURES];
  private final float[] targets = new float[SAMPLES * STEPS];
  private final Model model =
      Network.of(Shape.of(STEPS, FEATURES), new Dense(CLASSES)).initialize(3);

  private Dataset data() {
    Random random = new Random(5);
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = random.nextFloat() - 0.5f;
    }
    for (int i = 0; i < targets.length; i++) {
      targets[i] = i % 5 == 2 ? Loss.IGNORED : random.nextInt(CLASSES);
    }
    return ArrayDataset.of(inputs, Shape.of(STEPS, FEATURES), targets, STEPS);
  }

  /** The mean over positions that count of weight times cross-entropy. */
  private double expected(Model of) {
    float[] w = of.values("0.weight");
    float[] bias = of.values("0.bias");
    double sum = 0;
    int count = 0;
    for (int p = 0; p < targets.length; p++) {
      if (targets[p] != Loss.IGNORED) {
        double[] logits = new double[CLASSES];
        double all = 0;
        for (int c = 0; c < CLASSES; c++) {
          logits[c] = bias[c];
          for (int f = 0; f < FEATURES; f++) {
            logits[c] += (double) inputs[p * FEATURES + f] * w[f * CLASSES + c];
          }
          all += Math.exp(logits[c]);
        }
        int right = (int) targets[p];
        sum += WEIGHTS[right] * (Math.log(all) - logits[right]);
        count++;
      }
    }
    return sum / count;
  }

  private Trainer.Builder builder() {
    return Trainer.builder(model, Loss.softmaxCrossEntropy(), Optimizer.sgd(1e-30))
        .backend("reference");
  }

  @Test
  void eachPositionCountsAsItsClassDoes() {
    Dataset data = data();
    for (int batch : new int[] {1, 4, SAMPLES}) {
      try (Trainer trainer = builder().classWeights(WEIGHTS).batchSize(batch).build()) {
        double loss = trainer.fit(data, Fit.epochs(1)).last().training().loss();
        assertEquals(expected(model), loss, 1e-6);
      }
    }
  }

  @Test
  void withAllSamplesAtOnceToo() {
    Dataset data = data();
    LbfgsTrainer trainer =
        LbfgsTrainer.builder(model, Loss.softmaxCrossEntropy(), Lbfgs.iterations(3))
            .backend("reference")
            .classWeights(WEIGHTS)
            .build();
    LbfgsResult result = trainer.fit(data);
    assertEquals(expected(result.model()), result.loss(), 1e-6);
    assertTrue(result.loss() < expected(model), result::toString);
  }

  @Test
  void otherNumbersOfWeightsAreRefused() {
    float[] forEachOutput = new float[STEPS * CLASSES];
    assertError(
        SettingException.class,
        () -> builder().classWeights(forEachOutput).build(),
        "12 classes",
        "4 classes");
    LbfgsTrainer.Builder lbfgs =
        LbfgsTrainer.builder(model, Loss.softmaxCrossEntropy(), Lbfgs.iterations(3))
            .classWeights(forEachOutput);
    assertError(SettingException.class, lbfgs::build, "12 classes", "4 classes");
  }
}
