package dev.lanewise.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClassWeightChoiceTest {

  /** scikit-learn's: samples / (classes x samples of the class). */
  @Test
  void classesHaveTheSameWeightInAll() {
    int[] labels = {2, 0, 1, 0, 0, 1, 0, 0, 0, 0};
    float[] weights = ClassWeightChoice.BALANCED.weights(() -> labels, 3).orElseThrow();
    assertArrayEquals(new float[] {10 / 21f, 10 / 6f, 10 / 3f}, weights, 1e-6f);
  }

  @Test
  void nobodyAsksForClassesThatDoNotMatter() {
    assertEquals(
        Optional.empty(),
        ClassWeightChoice.NONE.weights(
            () -> {
              throw new AssertionError("asked");
            },
            3));
  }
}
