package dev.lanewise.explain;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.GlobalAveragePool;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.predict.Probe;
import org.junit.jupiter.api.Test;

/** Explanations of images. */
class ImageMethodsTest {
  private static final int SIDE = 8;
  private static final int MAPS = 5;

  private final Model pooled =
      Network.of(
              Shape.of(SIDE, SIDE, 2),
              new Conv2d(MAPS, 3, Activation.RELU),
              new GlobalAveragePool(),
              new Dense(3))
          .initialize(4);
  private final float[] sample = Chain.sample(SIDE * SIDE * 2, 6);

  /** Zhou et al. 2016: with a dense layer behind the mean of the maps, its weights weigh them. */
  @Test
  void gradCamIsTheClassActivationMap() {
    HeatMap found = GradCam.of(pooled, "0").map(sample, 1);
    assertEquals(6, found.height());
    assertEquals(6, found.width());
    Probe probe = Probe.builder(pooled).build();
    probe.forward(sample);
    Matrix maps = probe.activation("0");
    float[] weights = pooled.values("2.weight");
    float[] expected = new float[36];
    for (int p = 0; p < 36; p++) {
      double sum = 0;
      for (int c = 0; c < MAPS; c++) {
        sum += (double) weights[c * 3 + 1] * maps.data()[maps.row(0) + p * MAPS + c];
      }
      // Each position has its share of the mean.
      expected[p] = (float) (Math.max(0, sum) / 36);
    }
    assertArrayEquals(expected, found.values(), 1e-6f);
  }

  @Test
  void gradCamNeedsMaps() {
    assertError(SettingException.class, () -> GradCam.of(pooled, "9"), "no layer '9'", "0, 1, 2");
    assertError(SettingException.class, () -> GradCam.of(pooled, "2"), "maps", "(3)");
  }

  /** Of a linear model each window loses its own part. */
  @Test
  void windowsThatOverlapShareWhatTheyLose() {
    Model linear = Network.of(Shape.of(4, 5, 1), new Flatten(), new Dense(1)).initialize(3);
    float[] weights = linear.values("1.weight");
    float[] image = Chain.sample(20, 8);
    float[] black = new float[20];
    float[] found =
        new Occlusion(black, 2, 3, 1).attribute(Explained.of(linear), image, 0).values();
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 5; x++) {
        double sum = 0;
        int windows = 0;
        for (int top = Math.max(0, y - 1); top <= Math.min(y, 2); top++) {
          for (int left = Math.max(0, x - 2); left <= Math.min(x, 2); left++) {
            windows++;
            for (int i = 0; i < 6; i++) {
              int at = (top + i / 3) * 5 + left + i % 3;
              sum += (double) weights[at] * image[at];
            }
          }
        }
        assertEquals(sum / windows, found[y * 5 + x], 1e-5);
      }
    }
  }

  @Test
  void tokensAreCoveredInsteadOfChanged() {
    Model text =
        Network.of(Shape.of(4), new Embedding(5, 3), new Flatten(), new Dense(2)).initialize(3);
    float[] tokens = {1, 4, 0, 2};
    assertError(
        SettingException.class,
        () -> new InputGradient().attribute(Explained.of(text), tokens, 0),
        "no gradient",
        "Occlusion");
    float[] found = new Occlusion(new float[4]).attribute(Explained.of(text), tokens, 1).values();
    float[] covered = {1, 0, 0, 2};
    Explained model = Explained.of(text);
    assertEquals(model.scores(tokens)[1] - model.scores(covered)[1], found[1], 1e-6);
    assertEquals(0, found[2]);
  }

  @Test
  void channelsAddUpToPositions() {
    Attribution found = new InputGradient().attribute(Explained.of(pooled), sample, 0);
    float[] positions = found.perPosition(Shape.of(SIDE, SIDE, 2));
    assertEquals(SIDE * SIDE, positions.length);
    assertEquals(found.values()[6] + found.values()[7], positions[3]);
  }

  @Test
  void mapsAreEnlargedInStraightLines() {
    HeatMap map = new HeatMap(1, 2, new float[] {0, 1});
    assertArrayEquals(
        new float[] {0, 0.25f, 0.75f, 1, 0, 0.25f, 0.75f, 1}, map.resized(2, 4).values());
    assertArrayEquals(map.values(), map.resized(1, 2).values());
    assertEquals(1, map.largest());
  }
}
