package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.GaussianDropout;
import dev.lanewise.layers.GaussianNoise;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;

/** The gradients are checked by {@link GradientCheckTest}. */
class GaussianLayersTest {
  private static final int COLUMNS = 10_000;

  private final CapturingLoss loss = new CapturingLoss();

  private SummaryStatistics outputs(Layer layer, float input) {
    try (Trainer trainer = trainer(layer)) {
      trainer.fit(sample(input), Fit.epochs(1));
    }
    SummaryStatistics statistics = new SummaryStatistics();
    for (float y : loss.output(0)) {
      statistics.addValue(y);
    }
    return statistics;
  }

  private Trainer trainer(Layer layer) {
    Network network = Network.of(Shape.of(COLUMNS), layer);
    return Trainer.builder(network.initialize(1), loss, Optimizer.sgd(1))
        .batchSize(1)
        .seed(7)
        .backend("reference")
        .build();
  }

  private static Dataset sample(float value) {
    float[] inputs = new float[COLUMNS];
    Arrays.fill(inputs, value);
    return ArrayDataset.of(new float[][] {inputs}, new float[][] {{0}});
  }

  @Test
  void noiseIsAdded() {
    SummaryStatistics y = outputs(new GaussianNoise(0.5f), 3);
    assertEquals(3, y.getMean(), 0.02);
    assertEquals(0.5, y.getStandardDeviation(), 0.02);
  }

  @Test
  void dropoutMultipliesWithTheVarianceOfDropout() {
    SummaryStatistics y = outputs(new GaussianDropout(0.2f), 3);
    assertEquals(3, y.getMean(), 0.06);
    assertEquals(3 * Math.sqrt(0.2 / 0.8), y.getStandardDeviation(), 0.06);
  }

  @Test
  void inferenceChangesNothing() {
    float[] inputs = new float[COLUMNS];
    Arrays.fill(inputs, 3);
    for (Layer layer : new Layer[] {new GaussianNoise(0.5f), new GaussianDropout(0.2f)}) {
      try (Trainer trainer = trainer(layer)) {
        trainer.evaluate(sample(3));
        assertArrayEquals(inputs, loss.output(0));
      }
    }
  }

  @Test
  void refusesSettingsWithoutMeaning() {
    assertThrows(SettingException.class, () -> new GaussianNoise(-1));
    assertThrows(SettingException.class, () -> new GaussianNoise(Float.NaN));
    assertThrows(SettingException.class, () -> new GaussianDropout(1));
    assertThrows(SettingException.class, () -> new GaussianDropout(-0.1f));
  }
}
