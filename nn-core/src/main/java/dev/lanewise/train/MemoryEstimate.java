package dev.lanewise.train;

import dev.lanewise.SettingException;
import dev.lanewise.nn.Input;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Place;
import dev.lanewise.optimizer.Optimizer;
import java.util.Locale;

/**
 * What a trainer will allocate, in bytes, known before it does. Padding is not counted; it adds a
 * few percent.
 *
 * @param parameters their values
 * @param optimizer its state, and the whole gradient where a rule needs it
 * @param activations outputs and gradients of a batch, and the copies that kernels make of long
 *     batches
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
    long row = 0;
    for (Input input : network.inputs()) {
      row += input.shape().size();
    }
    for (Place place : network.places()) {
      row += 2L * place.output().size();
    }
    long copies = copied ? 2 : 1;
    return new MemoryEstimate(
        bytes(1, count), bytes(slots, count), bytes(Math.multiplyExact(copies, batchSize), row));
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
