package dev.lanewise.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Matrix;
import dev.lanewise.random.DropoutMask;
import dev.lanewise.random.Seeds;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dropout: the mask, its statistics, and that it depends on nothing but key and place. */
interface DropoutContract extends KernelsUnderTest {
  List<Float> RATES = List.of(0f, 0.2f, 0.5f, 0.99f);
  int STATISTICS_ROWS = 128;
  int STATISTICS_COLS = 1000;

  @Test
  default void dropout() {
    for (float rate : RATES) {
      for (int cols : Sizes.COLUMNS) {
        long key = Seeds.mix(cols);
        assertSameAsReference(
            "dropout " + rate + " of " + cols,
            (kernels, memory) -> {
              Matrix x = memory.input(9, cols, 3, 8, Values.special());
              kernels.elements().dropout(x, memory.output(9, cols, 3, 8), rate, key, 3, 8);
            });
      }
    }
  }

  @Test
  default void dropoutInPlace() {
    for (float rate : RATES) {
      for (int cols : Sizes.COLUMNS) {
        assertSameAsReference(
            "dropout in place " + rate + " of " + cols,
            (kernels, memory) -> {
              Matrix x = memory.inPlace(6, cols, 1, 5, Values.special());
              kernels.elements().dropout(x, x, rate, -cols, 1, 5);
            });
      }
    }
  }

  @Test
  default void dropoutOfChannels() {
    for (int cols : Sizes.COLUMNS) {
      for (int positions : new int[] {1, 4}) {
        assertSameAsReference(
            "dropout of channels " + cols + " at " + positions,
            (kernels, memory) -> {
              Matrix x = memory.input(9, positions * cols, 3, 8, Values.special());
              Matrix y = memory.output(9, positions * cols, 3, 8);
              kernels.elements().dropoutOfChannels(x, y, positions, 0.5f, cols, 3, 8);
            });
      }
    }
  }

  /** Each position has the mask of a row that is a single one. */
  @Test
  default void channelsAreDroppedWhole() {
    float[] once = mask(0.5f, 7, 20, 33);
    Matrix y = Matrix.of(new float[20 * 99], 20, 99);
    tested().elements().dropoutOfChannels(ones(20, 99), y, 3, 0.5f, 7, 0, 20);
    for (int i = 0; i < y.data().length; i++) {
      assertEquals(once[i / 99 * 33 + i % 33], y.data()[i]);
    }
  }

  @Test
  default void dropoutOfPartsIsThatOfTheWhole() {
    int rows = 50;
    int cols = 37;
    float[] whole = mask(0.5f, 77, rows, cols);
    Matrix y = Matrix.of(new float[rows * cols], rows, cols);
    Matrix x = ones(rows, cols);
    tested().elements().dropout(x, y, 0.5f, 77, 23, rows);
    tested().elements().dropout(x, y, 0.5f, 77, 0, 1);
    tested().elements().dropout(x, y, 0.5f, 77, 1, 23);
    KernelsUnderTest.assertSameBits("parts", whole, y.data());
  }

  @Test
  default void dropoutFollowsTheMask() {
    int threshold = DropoutMask.threshold(0.2f);
    float[] y = mask(0.2f, 5, 20, 33);
    for (int i = 0; i < y.length; i++) {
      int random = DropoutMask.random24(DropoutMask.rowKey(5, i / 33), i % 33);
      assertEquals(random < threshold ? 0 : 1 / (1 - 0.2f), y[i]);
    }
  }

  @Test
  default void keptShareIsOneMinusTheRate() {
    for (float rate : RATES) {
      for (long key = 0; key < 5; key++) {
        float[] y = mask(rate, key, STATISTICS_ROWS, STATISTICS_COLS);
        assertShare(1 - rate, count(y, 0, y.length), y.length, "rate " + rate);
      }
    }
  }

  @Test
  default void keptShareOfEachRowIsOneMinusTheRate() {
    float[] y = mask(0.5f, 3, STATISTICS_ROWS, STATISTICS_COLS);
    for (int row = 0; row < STATISTICS_ROWS; row++) {
      int at = row * STATISTICS_COLS;
      assertShare(0.5, count(y, at, at + STATISTICS_COLS), STATISTICS_COLS, "row " + row);
    }
  }

  @Test
  default void neighboursAreIndependent() {
    float[] y = mask(0.5f, 9, STATISTICS_ROWS, STATISTICS_COLS);
    for (int distance : new int[] {1, 2, 8, 16, STATISTICS_COLS, 2 * STATISTICS_COLS}) {
      assertShare(0.5, agreements(y, y, distance), y.length - distance, "distance " + distance);
    }
  }

  @Test
  default void keysAreIndependent() {
    float[] y = mask(0.5f, 0, STATISTICS_ROWS, STATISTICS_COLS);
    for (long key : new long[] {1, 2, 1L << 32, -1}) {
      float[] other = mask(0.5f, key, STATISTICS_ROWS, STATISTICS_COLS);
      assertShare(0.5, agreements(y, other, 0), y.length, "key " + key);
    }
  }

  private float[] mask(float rate, long key, int rows, int cols) {
    Matrix y = Matrix.of(new float[rows * cols], rows, cols);
    tested().elements().dropout(ones(rows, cols), y, rate, key, 0, rows);
    return y.data();
  }

  private static Matrix ones(int rows, int cols) {
    float[] data = new float[rows * cols];
    Arrays.fill(data, 1);
    return Matrix.of(data, rows, cols);
  }

  private static int count(float[] y, int from, int to) {
    int kept = 0;
    for (int i = from; i < to; i++) {
      kept += y[i] != 0 ? 1 : 0;
    }
    return kept;
  }

  private static int agreements(float[] a, float[] b, int distance) {
    int equal = 0;
    for (int i = distance; i < a.length; i++) {
      equal += a[i] == b[i - distance] ? 1 : 0;
    }
    return equal;
  }

  /** Within four standard deviations of a binomial distribution. */
  private static void assertShare(double share, int hits, int of, String label) {
    double deviation = Math.sqrt(of * share * (1 - share));
    double miss = Math.abs(hits - of * share);
    assertTrue(miss <= 4 * deviation, () -> label + ": " + hits + " of " + of);
  }
}
