package dev.lanewise.train;

import dev.lanewise.SettingException;
import dev.lanewise.nn.BatchMemory;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import java.util.Locale;

/**
 * What a trainer will allocate, in bytes, known before it does. Neither padding is counted, which
 * adds a few percent, more in layers of a few units, nor what each thread needs for kernels.
 *
 * @param parameters their values
 * @param optimizer its state, and the whole gradient where a rule needs it
 * @param activations outputs and gradients of a batch, what layers keep of it, such as gradients of
 *     parameters for each image or each few, and the copies that kernels make of long batches
 */
public record MemoryEstimate(long parameters, long optimizer, long activations) {
  private static final double MEGABYTE = 1 << 20;

  /**
   * The memory of a trainer for a network, an optimizer and a batch size. Which batches are copied
   * depends on the backend; here all are, so a trainer may need less.
   */
  public static MemoryEstimate of(Network network, Optimizer optimizer, int batchSize) {
    return of(network, optimizer.slots(), batchSize, true);
  }

  static MemoryEstimate of(Network network, int slots, int batchSize, boolean copied) {
    long count = network.parameterCount();
    return new MemoryEstimate(
        bytes(1, count), bytes(slots, count), BatchMemory.of(network).bytes(batchSize, copied));
  }

  private static long bytes(long times, long floats) {
    return Math.multiplyExact(Math.multiplyExact(times, floats), (long) Float.BYTES);
  }

  /** All of it. */
  public long total() {
    return Math.addExact(parameters, Math.addExact(optimizer, activations));
  }

  /**
   * Checks that the heap can ever hold it.
   *
   * @throws SettingException if not, with what is needed and what there is
   */
  void check(long heap) {
    if (total() > heap) {
      throw new SettingException(
          "Training needs %s; the heap has at most %s MB. Use a smaller batch or network, or start java with a larger -Xmx."
              .formatted(this, Math.round(heap / MEGABYTE)));
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.0f MB (parameters %.0f MB, optimizer %.0f MB, activations %.0f MB)",
        total() / MEGABYTE,
        parameters / MEGABYTE,
        optimizer / MEGABYTE,
        activations / MEGABYTE);
  }
}
