package dev.lanewise.kernels;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to gradients before an optimizer sees them. */
interface GradientContract extends KernelsUnderTest {
  List<Values> VALUES = List.of(Values.uniform(-2, 2), Values.halves(2), Values.special());

  @Test
  default void penalties() {
    for (Values values : VALUES) {
      for (int length : Sizes.COLUMNS) {
        for (float weight : new float[] {0, 0.3f}) {
          assertSameAsReference(
              "penalty of %s and %d".formatted(weight, length),
              (kernels, memory) -> {
                FloatRange w = memory.input(length, values);
                int at = length % 4 * 5;
                float[] g = memory.inPlaceFrom(at, length, values);
                kernels.updates().addPenalty(weight, 0.7f, w.data(), w.from(), w.to(), g, at);
                kernels.updates().addPenalty(0.7f, weight, w.data(), w.from(), w.to(), g, at);
              });
        }
      }
    }
  }

  @Test
  default void clipping() {
    for (Values values : VALUES) {
      for (int length : Sizes.COLUMNS) {
        assertSameAsReference(
            "clipping of " + length,
            (kernels, memory) -> {
              int from = length % 3 * 4;
              float[] g = memory.inPlaceFrom(from, length, values);
              kernels.updates().clip(0.5f, g, from, from + length);
            });
      }
    }
  }

  @Test
  default void scaling() {
    for (Values values : VALUES) {
      for (int length : Sizes.COLUMNS) {
        assertSameAsReference(
            "scaling of " + length,
            (kernels, memory) -> {
              int from = length % 3 * 4;
              float[] g = memory.inPlaceFrom(from, length, values);
              kernels.updates().scale(1 / 3.0, g, from, from + length);
            });
      }
    }
  }

  @Test
  default void sumsOfGradients() {
    for (Values values : VALUES) {
      for (int length : Sizes.COLUMNS) {
        assertSameAsReference(
            "sum of gradients of " + length,
            (kernels, memory) -> {
              FloatRange x = memory.input(length, values);
              int at = length % 4 * 5;
              float[] g = memory.inPlaceFrom(at, length, values);
              kernels.updates().add(x.data(), x.from(), x.to(), g, at);
            });
      }
    }
  }
}
