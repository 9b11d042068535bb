package dev.lanewise.layers;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.lanewise.DataException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.predict.Predictor;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTest {
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  private static float[] logits(int classes) {
    float[] logits = new float[classes];
    for (int i = 0; i < classes; i++) {
      logits[i] = (i * 7919 % 1000 - 500) / 20f;
    }
    return logits;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 17, 5000})
  void isWhatTheLayerDoes(int classes) {
    float[] logits = logits(classes);
    Model layer = Network.of(Shape.of(classes), new Softmax()).initialize(1);
    float[] before = logits.clone();
    assertArrayEquals(Predictor.of(layer).predict(logits), Softmax.probabilities(logits));
    assertArrayEquals(before, logits);
  }

  @Test
  void isStable() {
    assertArrayEquals(
        new float[] {0.5f, 0.5f, 0},
        Softmax.probabilities(new float[] {3e38f, 3e38f, -3e38f}),
        2e-38f);
    assertArrayEquals(
        new float[] {(float) (1 / (1 + Math.E)), 0, (float) (1 / (1 + 1 / Math.E))},
        Softmax.probabilities(new float[] {-1000, -INFINITY, -999}),
        1e-7f);
  }

  @Test
  void refusesWhatHasNoProbabilities() {
    assertError(
        ShapeException.class, () -> Softmax.probabilities(new float[1]), "at least 2", "found 1");
    assertError(
        DataException.class,
        () -> Softmax.probabilities(new float[] {0, Float.NaN}),
        "Logit 1",
        "found NaN");
    assertError(
        DataException.class, () -> Softmax.probabilities(new float[] {INFINITY, 0}), "Logit 0");
    assertError(
        DataException.class,
        () -> Softmax.probabilities(new float[] {-INFINITY, -INFINITY}),
        "All logits");
  }

  @Test
  void allocatesLittleMoreThanItsResult() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[] logits = logits(5000);
    Softmax.probabilities(logits);
    long before = threads.getCurrentThreadAllocatedBytes();
    float[] probabilities = Softmax.probabilities(logits);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(5000, probabilities.length);
    assertTrue(bytes < 4L * 5000 + 16 + 600, () -> bytes + " bytes");
  }
}
