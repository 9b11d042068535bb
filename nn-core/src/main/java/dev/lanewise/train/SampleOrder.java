package dev.lanewise.train;

import dev.lanewise.kernels.Seeds;

/** The order in which an epoch visits the samples: a pure function of seed and epoch. */
final class SampleOrder {

  private SampleOrder() {}

  /** Fills {@code order} with 0, 1, 2 and so on. */
  static void identity(int[] order) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
  }

  /**
   * Fills {@code order} with a random permutation (Fisher and Yates; the index is drawn by
   * multiplication, whose bias is below 2^-32 for each of the at most 2^31 indices).
   */
  static void shuffled(int[] order, long seed, int epoch) {
    identity(order);
    long epochSeed = Seeds.mix(seed, epoch);
    for (int i = order.length - 1; i > 0; i--) {
      int j = (int) Math.unsignedMultiplyHigh(Seeds.mix(epochSeed, i), i + 1L);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}
