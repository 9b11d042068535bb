package dev.lanewise.layers;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Norms of single samples. */
class NormTest {

  private static float[] of(Shape shape, Layer layer, float... x) {
    return Predictor.of(Network.of(shape, layer).initialize(1)).predict(x);
  }

  /** {@code [-1, 1] / sqrt(1 + 1e-5)}, and so on. */
  @Test
  void numbersThatOneCanFollow() {
    float one = (float) (1 / Math.sqrt(1 + 1e-5));
    float two = (float) (2 / Math.sqrt(4 + 1e-5));
    assertArrayEquals(
        new float[] {-one, one, -two, two}, of(Shape.of(2, 2), new LayerNorm(), 1, 3, 5, 9), 1e-6f);
    assertArrayEquals(
        new float[] {-one, -two, one, two},
        of(Shape.of(2, 1, 2), new GroupNorm(2), 1, 5, 3, 9),
        1e-6f);
    assertArrayEquals(new float[] {0, 0, 0}, of(Shape.of(3), new LayerNorm(), 7, 7, 7));
    assertArrayEquals(new float[] {0}, of(Shape.of(1), new GroupNorm(1), 7));
  }

  /** One group of a vector is the vector. */
  @Test
  void oneGroupIsALayer() {
    float[] x = {0.5f, -1, 2, 3.5f, -0.25f};
    assertArrayEquals(
        of(Shape.of(5), new LayerNorm(), x), of(Shape.of(5), new GroupNorm(1), x), 1e-6f);
  }

  private static float[] farFromZero(int n) {
    Random random = new Random(3);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = 1000 + (float) random.nextGaussian();
    }
    return x;
  }

  private static double mean(float[] x) {
    double sum = 0;
    for (float value : x) {
      sum += value;
    }
    return sum / x.length;
  }

  /** Numbers far from zero, and more than a sum takes as one block. */
  @Test
  void longRowsFarFromZero() {
    int n = 50_001;
    float[] x = farFromZero(n);
    double mean = mean(x);
    double squares = 0;
    for (float value : x) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / n + 1e-5);
    float[] layer = of(Shape.of(n), new LayerNorm(), x);
    float[] group = of(Shape.of(n, 1), new GroupNorm(1), x);
    for (int i = 0; i < n; i++) {
      // The mean is a float, which cannot be closer to the true one than this.
      assertEquals((x[i] - mean) / deviation, layer[i], 1e-4);
      assertEquals((x[i] - mean) / deviation, group[i], 1e-4);
    }
  }

  /** What a batch shows its running mean is as exact, whatever the number of positions. */
  @Test
  void meansOfLargeImagesFarFromZero() {
    int n = 50_001;
    float[] x = farFromZero(n);
    Network network =
        Network.of(Shape.of(n, 1), new BatchNorm(1, 1e-5f), new Flatten(), new Dense(1));
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.meanSquaredError(), Optimizer.sgd(1e-9))
            .batchSize(1)
            .threads(1)
            .build()) {
      Dataset data = ArrayDataset.of(x, Shape.of(n, 1), new float[1], 1);
      trainer.fit(data, Fit.epochs(1));
      assertEquals(mean(x), trainer.model().values("0.mean")[0], 1e-4);
    }
  }

  @Test
  void wrongSettingsAreRefused() {
    assertError(SettingException.class, () -> new LayerNorm(0), "LayerNorm: epsilon", "0.0");
    assertError(SettingException.class, () -> new GroupNorm(2, Float.NaN), "GroupNorm: epsilon");
    assertError(SettingException.class, () -> new GroupNorm(0), "groups", "0");
    assertError(
        ShapeException.class,
        () -> new GroupNorm(4).outputShape(Shape.of(3, 3, 6)),
        "(3, 3, 6)",
        "6 channels in 4 groups");
  }
}
