package dev.lanewise.listeners;

/** Picks every n-th batch. */
final class BatchCounter {
  private final int every;
  private int sinceLast;

  /** Picks one of so many batches, or none if it is zero. */
  BatchCounter(int every) {
    this.every = every;
  }

  /** Counts a batch; whether it is one to report. */
  boolean count() {
    sinceLast++;
    if (sinceLast != every) {
      return false;
    }
    sinceLast = 0;
    return true;
  }

  /** The next batch is the first of an epoch. */
  void restart() {
    sinceLast = 0;
  }
}
