package dev.lanewise.simd;

import static dev.lanewise.kernels.Kernels.SUM_LANES;

import java.util.Arrays;

/** The partial sums of a row in the order that {@link dev.lanewise.kernels.Kernels} prescribes. */
final class RowSums {

  private RowSums() {}

  static void clear(float[] sums) {
    Arrays.fill(sums, 0, SUM_LANES, 0);
  }

  /** The partial sums' place of a column. */
  static int lane(int column) {
    return column & (SUM_LANES - 1);
  }

  /** Folds the partial sums 8, 4, 2, 1 apart. */
  static float fold(float[] sums) {
    for (int half = SUM_LANES / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        sums[i] += sums[i + half];
      }
    }
    return sums[0];
  }
}
