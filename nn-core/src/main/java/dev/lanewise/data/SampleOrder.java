package dev.lanewise.data;

import dev.lanewise.random.Seeds;

/**
 * Orders in which an epoch may visit samples: pure functions of seed and epoch, for data sets that
 * implement {@link Dataset#order}.
 */
public final class SampleOrder {

  private SampleOrder() {}

  /** Fills {@code order} with 0, 1, 2 and so on. */
  public static void identity(int[] order) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
  }

  /** Fills {@code order} with a random permutation of 0 to {@code order.length - 1}. */
  public static void shuffled(int[] order, long seed, int epoch) {
    identity(order);
    shuffle(order, 0, order.length, Seeds.mix(seed, epoch));
  }

  /**
   * Fills {@code order} with windows of consecutive samples, one after the other and each shuffled
   * in itself. With a window that holds all samples it is {@link #shuffled}.
   *
   * @param window samples of a window, at least 1; the last one may have fewer
   */
  public static void shuffledInWindows(int[] order, int window, long seed, int epoch) {
    identity(order);
    long epochSeed = Seeds.mix(seed, epoch);
    for (int from = 0; from < order.length; ) {
      int to = from + Math.min(window, order.length - from);
      shuffle(order, from, to, from == 0 ? epochSeed : Seeds.mix(epochSeed, from));
      from = to;
    }
  }

  /**
   * Permutes {@code values[from]} to {@code values[to - 1]} (Fisher and Yates; the index is drawn
   * by multiplication, whose bias is below 2^-32 for each of the at most 2^31 indices).
   */
  static void shuffle(int[] values, int from, int to, long seed) {
    for (int i = to - from - 1; i > 0; i--) {
      int j = (int) Math.unsignedMultiplyHigh(Seeds.mix(seed, i), i + 1L);
      int swapped = values[from + i];
      values[from + i] = values[from + j];
      values[from + j] = swapped;
    }
  }
}
