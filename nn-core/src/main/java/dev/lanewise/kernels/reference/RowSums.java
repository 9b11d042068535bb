package dev.lanewise.kernels.reference;

import static dev.lanewise.kernels.Kernels.SUM_LANES;

import dev.lanewise.kernels.Scratch;
import java.util.Arrays;

/** The partial sums of a row in the order that {@link dev.lanewise.kernels.Kernels} prescribes. */
final class RowSums {
  /** The array of scratch memory. */
  private static final int SLOT = 0;

  private RowSums() {}

  static float[] zeros(Scratch scratch) {
    float[] sums = scratch.kernel().array(SLOT, SUM_LANES);
    Arrays.fill(sums, 0, SUM_LANES, 0);
    return sums;
  }

  static float fold(float[] sums) {
    for (int half = SUM_LANES / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        sums[i] += sums[i + half];
      }
    }
    return sums[0];
  }
}
