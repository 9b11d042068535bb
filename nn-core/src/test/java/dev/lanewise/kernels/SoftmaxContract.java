package dev.lanewise.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Softmax, its gradient, and softmax cross-entropy. */
interface SoftmaxContract extends KernelsUnderTest {
  List<Float> SMOOTHINGS = List.of(0f, 0.1f);

  /** Logits that can lead to NaN, but to the same NaN everywhere. */
  Values WILD_LOGITS =
      Values.sometimes(
          Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, -1e30f);

  /** Logits of all sizes that lead to finite probabilities. */
  static Values[] logits() {
    return new Values[] {
      Values.uniform(-5, 5),
      Values.uniform(-1e4f, 1e4f),
      Values.halves(2),
      Values.constant(3.25f),
      Values.constant(-1e4f),
      Values.sometimes(100, -100, 1e-40f, -0f)
    };
  }

  @Test
  default void softmax() {
    for (int cols : Sizes.COLUMNS) {
      int kind = 0;
      for (Values values : logits()) {
        assertSameAndFinite(
            "softmax of %d, kind %d".formatted(cols, kind++),
            (kernels, memory) -> softmax(kernels, memory, cols, values));
      }
      assertSameAsReference(
          "softmax of wild " + cols,
          (kernels, memory) -> softmax(kernels, memory, cols, WILD_LOGITS));
    }
  }

  private static void softmax(Kernels kernels, CallMemory memory, int cols, Values values) {
    Matrix x = memory.input(8, cols, 2, 7, values);
    Matrix y = memory.output(8, cols, 2, 7);
    kernels.elements().softmax(x, y, 2, 7, CallMemory.dirtyScratch());
  }

  /** Prefixes that grow from row to row, and such that do not. */
  @Test
  default void softmaxOfPrefixes() {
    for (int cols : Sizes.COLUMNS) {
      for (int growth = 0; growth < 2; growth++) {
        for (int length : new int[] {1, cols / 2 + 1, cols}) {
          for (Values values : logits()) {
            prefixes(cols, length, growth, values);
          }
          prefixes(cols, length, growth, WILD_LOGITS);
        }
      }
    }
    prefixes(Sizes.WIDE, Sizes.WIDE - 3, 1, Values.uniform(-5, 5));
  }

  private void prefixes(int cols, int length, int growth, Values values) {
    String name = "%d of %d, growing by %d".formatted(length, cols, growth);
    assertSameAsReference(
        "softmax of " + name,
        (kernels, memory) -> {
          Matrix x = memory.input(8, cols, 2, 7, values);
          Matrix y = memory.output(8, cols, 2, 7);
          kernels
              .elements()
              .softmaxOfPrefixes(x, y, 0.7f, length, growth, 2, 7, CallMemory.dirtyScratch());
        });
    assertSameAsReference(
        "softmax in place of " + name,
        (kernels, memory) -> {
          Matrix x = memory.inPlace(8, cols, 2, 7, values);
          kernels
              .elements()
              .softmaxOfPrefixes(x, x, 0.7f, length, growth, 2, 7, CallMemory.dirtyScratch());
        });
    assertSameAsReference(
        "gradient of softmax of " + name,
        (kernels, memory) -> {
          Matrix y = memory.input(8, cols, 2, 7, Values.uniform(0, 1));
          Matrix dy = memory.inPlace(8, cols, 2, 7, values);
          kernels
              .elements()
              .softmaxOfPrefixesGradient(
                  y, dy, dy, 0.7f, length, growth, 2, 7, CallMemory.dirtyScratch());
        });
  }

  /** A row that does not count has a loss and a gradient of zero. */
  @Test
  default void crossEntropyOfIgnoredRows() {
    for (int cols : Sizes.COLUMNS) {
      for (float smoothing : SMOOTHINGS) {
        assertSameAsReference(
            "cross-entropy of ignored rows of " + cols,
            (kernels, memory) ->
                crossEntropy(
                    kernels,
                    memory,
                    cols,
                    1,
                    Values.sometimes(-1),
                    Values.uniform(-5, 5),
                    smoothing));
      }
    }
  }

  @Test
  default void softmaxOfWideRows() {
    int cols = Sizes.WIDE;
    Values logits = Values.uniform(-5, 5);
    assertSameAndFinite(
        "softmax of wide rows", (kernels, memory) -> softmax(kernels, memory, cols, logits));
    assertSameAndFinite(
        "gradient of softmax of wide rows",
        (kernels, memory) -> {
          Matrix y = memory.input(1, cols, Values.uniform(0, 1));
          Matrix dy = memory.input(1, cols, logits);
          Matrix dx = memory.output(1, cols, 0, 1);
          kernels.elements().softmaxGradient(y, dy, dx, 0, 1, CallMemory.dirtyScratch());
        });
    for (float smoothing : SMOOTHINGS) {
      for (int targetCols : new int[] {1, cols}) {
        Values targets = targetCols == 1 ? Values.constant(7) : Values.uniform(0, 2f / cols);
        assertSameAndFinite(
            "cross-entropy of wide rows",
            (kernels, memory) ->
                crossEntropy(kernels, memory, cols, targetCols, targets, logits, smoothing));
      }
    }
  }

  @Test
  default void softmaxInPlace() {
    for (int cols : Sizes.COLUMNS) {
      int kind = 0;
      for (Values values : logits()) {
        assertSameAndFinite(
            "softmax in place of %d, kind %d".formatted(cols, kind++),
            (kernels, memory) -> {
              Matrix x = memory.inPlace(5, cols, 0, 4, values);
              kernels.elements().softmax(x, x, 0, 4, CallMemory.dirtyScratch());
            });
      }
    }
  }

  @Test
  default void softmaxOfMinusInfinity() {
    Values[] kinds = {
      Values.constant(Float.NEGATIVE_INFINITY), Values.sometimes(Float.NEGATIVE_INFINITY)
    };
    for (int cols : Sizes.COLUMNS) {
      for (int kind = 0; kind < kinds.length; kind++) {
        Values values = kinds[kind];
        assertSameAsReference(
            "softmax of -infinity, %d columns, kind %d".formatted(cols, kind),
            (kernels, memory) -> softmax(kernels, memory, cols, values));
      }
    }
  }

  @Test
  default void equalLogitsAreEquallyProbable() {
    for (int cols : Sizes.COLUMNS) {
      CallMemory memory = new CallMemory(cols);
      softmax(tested(), memory, cols, Values.constant(1e4f));
      for (float p : memory.results().getFirst()) {
        assertEquals(1f / cols, p);
      }
    }
  }

  @Test
  default void softmaxGradient() {
    for (int cols : Sizes.COLUMNS) {
      assertSameAndFinite(
          "gradient of softmax of " + cols,
          (kernels, memory) -> {
            Matrix y = memory.input(8, cols, 1, 6, Values.uniform(0, 1));
            Matrix dy = memory.input(8, cols, 1, 6, Values.uniform(-3, 3));
            Matrix dx = memory.output(8, cols, 1, 6);
            kernels.elements().softmaxGradient(y, dy, dx, 1, 6, CallMemory.dirtyScratch());
          });
      assertSameAsReference(
          "gradient of softmax in place of " + cols,
          (kernels, memory) -> {
            Matrix y = memory.input(6, cols, 2, 5, Values.sometimes(0, 1, Float.NaN, 1e-38f));
            Matrix dy = memory.inPlace(6, cols, 2, 5, Values.special());
            kernels.elements().softmaxGradient(y, dy, dy, 2, 5, CallMemory.dirtyScratch());
          });
    }
  }

  @Test
  default void crossEntropyOfIndices() {
    for (int cols : Sizes.COLUMNS) {
      Values labels = random -> random.nextInt(cols);
      for (float smoothing : SMOOTHINGS) {
        crossEntropy("indices", cols, 1, labels, smoothing);
      }
    }
  }

  @Test
  default void crossEntropyOfDistributions() {
    for (int cols : Sizes.COLUMNS) {
      // A target of one column is an index.
      if (cols > 1) {
        for (float smoothing : SMOOTHINGS) {
          crossEntropy("shares", cols, cols, Values.uniform(0, 2f / cols), smoothing);
          crossEntropy("ones", cols, cols, random -> random.nextInt(2), smoothing);
        }
      }
    }
  }

  private void crossEntropy(
      String kind, int cols, int targetCols, Values targets, float smoothing) {
    int i = 0;
    for (Values values : logits()) {
      assertSameAndFinite(
          "cross-entropy, %s, %d columns, logits %d, smoothing %s"
              .formatted(kind, cols, i++, smoothing),
          (kernels, memory) ->
              crossEntropy(kernels, memory, cols, targetCols, targets, values, smoothing));
    }
    assertSameAsReference(
        "cross-entropy of wild logits, %s, %d columns, smoothing %s"
            .formatted(kind, cols, smoothing),
        (kernels, memory) ->
            crossEntropy(kernels, memory, cols, targetCols, targets, WILD_LOGITS, smoothing));
  }

  private static void crossEntropy(
      Kernels kernels,
      CallMemory memory,
      int cols,
      int targetCols,
      Values targets,
      Values logits,
      float smoothing) {
    LossRows rows =
        new LossRows(
            memory.input(7, cols, 2, 6, logits),
            memory.input(7, targetCols, 2, 6, targets),
            memory.output(7, cols, 2, 6),
            memory.rowOutput(7, 2, 6));
    kernels.losses().softmaxCrossEntropy(rows, smoothing, 0.37f, 2, 6, CallMemory.dirtyScratch());
  }

  @Test
  default void tinyGradientsOfCrossEntropyAreFlushed() {
    for (int cols : Sizes.COLUMNS) {
      CallMemory memory = new CallMemory(cols);
      crossEntropy(tested(), memory, cols, 1, Values.constant(0), Values.uniform(-100, 100), 0);
      for (float gradient : memory.results().getFirst()) {
        float size = Math.abs(gradient);
        assertTrue(size == 0 || size >= Kernels.FLUSH_BELOW, () -> "gradient " + gradient);
      }
    }
  }
}
