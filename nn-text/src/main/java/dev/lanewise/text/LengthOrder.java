package dev.lanewise.text;

import dev.lanewise.data.SampleOrder;
import dev.lanewise.random.Seeds;
import java.util.Arrays;

/** An order in which texts of similar length are in a batch together. */
final class LengthOrder {
  /** Keeps these numbers apart from all others that come of the seed of a training. */
  private static final long STREAM = 0x4c616e654c656e67L;

  private LengthOrder() {}

  /**
   * Fills an order: texts are mixed, sorted by length, cut into batches, and these are mixed. So
   * texts of the same length meet others in each epoch. The last batch, if it is smaller, has texts
   * of any length.
   *
   * @param order overwritten with a permutation
   * @param lengths that of each text
   */
  static void fill(int[] order, int[] lengths, int batch, long seed, int epoch) {
    SampleOrder.shuffled(order, seed, epoch);
    int batches = order.length / batch;
    long[] sorted = new long[batches * batch];
    Arrays.setAll(sorted, i -> (long) lengths[order[i]] << Integer.SIZE | i);
    Arrays.sort(sorted);
    int[] mixed = order.clone();
    int[] places = new int[batches];
    SampleOrder.shuffled(places, Seeds.mix(seed, STREAM), epoch);
    for (int b = 0; b < batches; b++) {
      for (int i = 0; i < batch; i++) {
        order[places[b] * batch + i] = mixed[(int) sorted[b * batch + i]];
      }
    }
  }
}
