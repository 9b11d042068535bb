package dev.lanewise.nn.spi;

/** What changes from one training step to the next and concerns layers. Read by all workers. */
public interface BatchState {

  /** The one-based number of the training step. */
  long step();

  /** Whether this is the first batch of an epoch. */
  boolean beginsEpoch();

  /** The number of samples in this batch; the last one of an epoch may be smaller. */
  int samples();
}
