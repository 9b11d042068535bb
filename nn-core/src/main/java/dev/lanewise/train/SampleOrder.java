package dev.lanewise.train;

/** The order in which an epoch visits the samples: a pure function of seed and epoch. */
final class SampleOrder {

  private SampleOrder() {}

  /** Fills {@code order} with 0, 1, 2 and so on. */
  static void identity(int[] order) {
    dev.lanewise.data.SampleOrder.identity(order);
  }

  /** Fills {@code order} with a random permutation. */
  static void shuffled(int[] order, long seed, int epoch) {
    dev.lanewise.data.SampleOrder.shuffled(order, seed, epoch);
  }
}
