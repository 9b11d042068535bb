package dev.lanewise.examples.cli;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** How much each class counts. */
enum ClassWeightChoice {
  NONE,
  BALANCED;

  /**
   * A factor for each class; none if all count the same.
   *
   * @param samples gives the classes to learn from, each at least once; asked only if they matter
   */
  Optional<float[]> weights(Supplier<int[]> samples, int classes) {
    if (this == NONE) {
      return Optional.empty();
    }
    int[] labels = samples.get();
    int[] counts = new int[classes];
    Arrays.stream(labels).forEach(label -> counts[label]++);
    float[] weights = new float[classes];
    for (int i = 0; i < classes; i++) {
      weights[i] = (float) ((double) labels.length / (classes * (double) counts[i]));
    }
    return Optional.of(weights);
  }

  @Override
  public String toString() {
    return Choice.name(this);
  }

  static final class Converter extends Choice<ClassWeightChoice> {
    Converter() {
      super(ClassWeightChoice.class);
    }
  }
}
