package dev.lanewise.engine;

import dev.lanewise.data.Dataset;
import dev.lanewise.nn.spi.BatchState;

/**
 * Which samples are in the buffers of a plan, and how they are cut into chunks. Set by the thread
 * that runs the stages, read by all workers.
 */
final class Batch implements BatchState {
  private Dataset data;
  private int[] order;
  private int start;
  private int samples;
  private int rowsOfChunk = 1;
  private long number = 1;

  /** Batches of a data set whose samples come in an order. */
  Batch(Dataset data, int[] order) {
    this.data = data;
    this.order = order;
  }

  /** Goes to another data set, or to another order. */
  void of(Dataset otherData, int[] otherOrder) {
    data = otherData;
    order = otherOrder;
  }

  /** Selects samples of the order. */
  void select(int first, int count, int chunk) {
    start = first;
    samples = count;
    rowsOfChunk = chunk;
  }

  /** Selects what another batch has selected. */
  void like(Batch other) {
    of(other.data, other.order);
    select(other.start, other.samples, other.rowsOfChunk);
  }

  /** Sets the number of the batch, from 1, which random masks depend on. */
  void number(long of) {
    number = of;
  }

  Dataset data() {
    return data;
  }

  /** The sample of a row. */
  int sample(int row) {
    return order[start + row];
  }

  @Override
  public long step() {
    return number;
  }

  @Override
  public boolean beginsEpoch() {
    return start == 0;
  }

  @Override
  public int samples() {
    return samples;
  }

  int chunks() {
    return Math.ceilDiv(samples, rowsOfChunk);
  }

  int firstRow(int chunk) {
    return chunk * rowsOfChunk;
  }

  int endRow(int chunk) {
    return Math.min((chunk + 1) * rowsOfChunk, samples);
  }
}
