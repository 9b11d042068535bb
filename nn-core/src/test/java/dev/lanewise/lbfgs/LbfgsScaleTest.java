package dev.lanewise.lbfgs;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.DivergedException;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.engine.TrainingRules;
import dev.lanewise.engine.TrainingSetup;
import dev.lanewise.engine.WholeBatch;
import dev.lanewise.kernels.reference.ReferenceKernels;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.team.Team;
import dev.lanewise.train.Samples;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of L-BFGS do not depend on the units of the targets. */
class LbfgsScaleTest {
  private static final int SAMPLES = 120;
  private static final Network NETWORK =
      Network.of(Shape.of(2), new Dense(8, Activation.TANH), new Dense(2));

  private final float[][] inputs = new float[SAMPLES][2];

  LbfgsScaleTest() {
    Random random = new Random(1);
    for (float[] input : inputs) {
      input[0] = (float) random.nextGaussian();
      input[1] = (float) random.nextGaussian();
    }
  }

  private Dataset data(double scale, double offset) {
    float[][] targets = new float[SAMPLES][2];
    for (int i = 0; i < SAMPLES; i++) {
      targets[i][0] = (float) (scale * (Math.sin(inputs[i][0]) + offset));
      targets[i][1] = (float) (scale * inputs[i][0] * inputs[i][1]);
    }
    return ArrayDataset.of(inputs, targets);
  }

  /** A model with outputs that are so many times as large. */
  private static Model times(Model model, float scale) {
    float[][] values = new float[4][];
    for (int p = 0; p < values.length; p++) {
      values[p] = model.values(p);
      for (int i = 0; p >= 2 && i < values[p].length; i++) {
        values[p][i] *= scale;
      }
    }
    return new Model(NETWORK, values);
  }

  private static LbfgsResult fit(Model model, Loss loss, Dataset data) {
    return LbfgsTrainer.builder(model, loss, Lbfgs.iterations(60)).build().fit(data);
  }

  /** With powers of two all is exact, so the runs are the same. */
  @ParameterizedTest
  @ValueSource(ints = {23, 40, 1, -1, -23, -40})
  void aPowerOfTwoChangesNoBit(int exponent) {
    float scale = Math.scalb(1f, exponent);
    Model start = NETWORK.initialize(1);
    LbfgsResult small = fit(start, Loss.meanSquaredError(), data(1, 0.5));
    LbfgsResult large = fit(times(start, scale), Loss.meanSquaredError(), data(scale, 0.5));
    assertTrue(small.iterations() > 10, small::toString);
    assertEquals(times(small.model(), scale).checksum(), large.model().checksum());
    assertEquals(small.loss() * scale * scale, large.loss());
    assertEquals(small.gradient(), large.gradient());
    assertEquals(small.evaluations(), large.evaluations());
    assertEquals(small.stop(), large.stop());
  }

  /** From the usual start, whose outputs are about 1. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 1e3, 1e7, 1e12})
  void hiddenLayersLearnLargeTargets(double scale) {
    for (double offset : new double[] {0, 2}) {
      LbfgsResult result = fit(NETWORK.initialize(1), Loss.meanSquaredError(), data(scale, offset));
      assertTrue(result.loss() / (scale * scale) < 0.02, result::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1e7})
  void otherLossesLearnLargeTargets(double scale) {
    Loss huber = Loss.huber((float) scale);
    LbfgsResult quadratic = fit(NETWORK.initialize(1), huber, data(scale, 0));
    assertTrue(quadratic.loss() / (scale * scale) < 0.02, quadratic::toString);
    LbfgsResult narrow = fit(NETWORK.initialize(1), Loss.huber(1), data(scale, 0));
    assertTrue(narrow.loss() / scale < 0.2, narrow::toString);
    LbfgsResult absolute = fit(NETWORK.initialize(1), Loss.meanAbsoluteError(), data(scale, 0));
    assertTrue(absolute.loss() / scale < 0.2, absolute::toString);
  }

  /** There is nothing to measure but the size, which rounding must not hide. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 1e7, 1e-7})
  void learnsConstants(double value) {
    float[][] targets = new float[SAMPLES][2];
    for (float[] target : targets) {
      target[0] = (float) value;
      target[1] = (float) value;
    }
    Network linear = Network.of(Shape.of(2), new Dense(2));
    LbfgsResult result =
        fit(linear.initialize(1), Loss.meanSquaredError(), ArrayDataset.of(inputs, targets));
    double size = value == 0 ? 1 : value;
    assertEquals(value / size, result.model().values(1)[0] / size, 1e-4, result::toString);
    assertEquals(0, result.model().values(0)[0] / size, 1e-4, result::toString);
  }

  /** Classes have no units; numbers have those of their deviation and of its square. */
  @Test
  void onlyNumbersAreMeasured() {
    Dataset binary = Samples.binary(40, Shape.of(2), 2, 1);
    assertEquals(new TargetScale(1, 1), scale(Loss.binaryCrossEntropy(), binary));
    assertEquals(new TargetScale(0.25, 0.125), scale(Loss.meanSquaredError(), binary));
    Dataset classes = Samples.classes(40, Shape.of(2), 2, 1);
    assertEquals(new TargetScale(1, 1), scale(Loss.softmaxCrossEntropy(), classes));
    float[][] targets = {{900, 1000}, {1100, 1000}};
    Dataset far = ArrayDataset.of(new float[2][2], targets);
    assertEquals(new TargetScale(64, 4096), scale(Loss.meanSquaredError(), far));
    assertEquals(new TargetScale(64, 2048), scale(Loss.halfMeanSquaredError(), far));
    assertEquals(new TargetScale(64, 32), scale(Loss.meanAbsoluteError(), far));
  }

  private static TargetScale scale(Loss loss, Dataset data) {
    try (Team team = Team.of(1)) {
      Model model = NETWORK.initialize(1);
      return TargetScale.of(
          loss,
          new WholeBatch(
              new TrainingSetup(
                  new ReferenceKernels(),
                  model,
                  WeightedLosses.of(loss),
                  TrainingRules.none(),
                  Optional.empty(),
                  data.size(),
                  0,
                  team),
              data,
              Optional.empty()));
    }
  }

  /** Squares beyond all floats cannot be had, and the message says what to do. */
  @Test
  void squaresOfTargetsMustBeFloats() {
    assertError(
        DivergedException.class,
        () -> fit(NETWORK.initialize(1), Loss.meanSquaredError(), data(1e25, 0)),
        "Infinity",
        "targets");
  }
}
