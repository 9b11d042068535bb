package dev.lanewise.examples.cli;

import dev.lanewise.data.Dataset;
import dev.lanewise.data.Splits;
import java.util.Arrays;
import java.util.Optional;

/** How much each class counts. */
enum ClassWeightChoice {
  NONE,
  BALANCED;

  /** A factor for each class; none if all count the same. */
  Optional<float[]> weights(Dataset data, int classes) {
    if (this == NONE) {
      return Optional.empty();
    }
    int[] counts = new int[classes];
    Arrays.stream(Splits.labels(data)).forEach(label -> counts[label]++);
    float[] weights = new float[classes];
    for (int i = 0; i < classes; i++) {
      weights[i] = (float) ((double) data.size() / (classes * (double) counts[i]));
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
