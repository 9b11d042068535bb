package dev.lanewise.nn;

import dev.lanewise.Shape;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many numbers training keeps in memory because of a batch: for estimates, so without padding
 * and without the scratch memory of kernels. Immutable.
 *
 * @param perSample for each sample
 * @param copied more for each sample, where a backend copies long batches
 * @param perGroup for each group of neighbouring samples, by their number
 * @param fixed whatever the size of the batch
 */
public record BatchMemory(long perSample, long copied, Map<Integer, Long> perGroup, long fixed) {
  /** With so many positions a sample, small batches are as long as others of many samples. */
  private static final int MANY_POSITIONS = 16;

  /** Nothing. */
  public static final BatchMemory NONE = perSample(0);

  /** Copies the map. */
  public BatchMemory {
    perGroup = Map.copyOf(perGroup);
  }

  /** So many numbers for each sample. */
  public static BatchMemory perSample(long numbers) {
    return new BatchMemory(numbers, 0, Map.of(), 0);
  }

  /** So many numbers for each sample where long batches are copied. */
  public static BatchMemory copied(long numbers) {
    return new BatchMemory(0, numbers, Map.of(), 0);
  }

  /**
   * So many numbers for each sample where long batches of positions are copied: almost always if
   * samples have many of them.
   *
   * @param positions of a sample
   */
  public static BatchMemory copied(int positions, long numbers) {
    return positions < MANY_POSITIONS ? copied(numbers) : perSample(numbers);
  }

  /** So many numbers for each group of some samples. */
  public static BatchMemory perGroup(int samples, long numbers) {
    return new BatchMemory(0, 0, Map.of(samples, numbers), 0);
  }

  /** So many numbers for any batch. */
  public static BatchMemory fixed(long numbers) {
    return new BatchMemory(0, 0, Map.of(), numbers);
  }

  /**
   * What training a network keeps if nothing is frozen: inputs, outputs of all operations, for each
   * reader of an output a gradient, their sum if there are several, and what operations need.
   */
  public static BatchMemory of(Network network) {
    Wiring wiring = Wiring.of(network);
    int values = wiring.inputs().size() + wiring.works().size();
    boolean[] wanted = new boolean[values];
    int[] readers = new int[values];
    BatchMemory sum = NONE;
    for (int i = 0; i < wiring.works().size(); i++) {
      Wiring.Work work = wiring.works().get(i);
      int value = wiring.valueOf(i);
      wanted[value] = work.parameters().stream().anyMatch(Parameter::isTrained);
      for (int read : work.from()) {
        wanted[value] |= wanted[read];
        readers[read] += wanted[read] ? 1 : 0;
      }
      sum = sum.plus(work.operation().batchMemory(work.inputs()));
    }
    for (int output : wiring.outputs()) {
      readers[output]++;
    }
    for (int value = 0; value < values; value++) {
      int gradients = readers[value] > 1 ? readers[value] + 1 : readers[value];
      Shape shape = wiring.shape(value);
      sum = sum.plus(perSample((1L + gradients) * shape.size()));
    }
    return sum;
  }

  /** Both together. */
  public BatchMemory plus(BatchMemory other) {
    Map<Integer, Long> groups = new TreeMap<>(perGroup);
    other.perGroup.forEach((samples, numbers) -> groups.merge(samples, numbers, Math::addExact));
    return new BatchMemory(
        Math.addExact(perSample, other.perSample),
        Math.addExact(copied, other.copied),
        groups,
        Math.addExact(fixed, other.fixed));
  }

  /**
   * The bytes for a batch.
   *
   * @param samples of the batch
   * @param copies whether the backend copies batches of this size
   * @throws ArithmeticException if they are more than 2^63
   */
  public long bytes(int samples, boolean copies) {
    long each = copies ? Math.addExact(perSample, copied) : perSample;
    long all = Math.addExact(fixed, Math.multiplyExact((long) samples, each));
    for (Map.Entry<Integer, Long> group : perGroup.entrySet()) {
      long count = Math.ceilDiv(samples, group.getKey());
      all = Math.addExact(all, Math.multiplyExact(count, group.getValue()));
    }
    return Math.multiplyExact(all, (long) Float.BYTES);
  }
}
