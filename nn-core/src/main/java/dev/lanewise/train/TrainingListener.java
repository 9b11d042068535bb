package dev.lanewise.train;

/** Watches training. Called on the thread that trains, between batches. */
public interface TrainingListener {

  /**
   * A batch is done.
   *
   * @param epoch the epoch, from 1
   * @param done samples of this epoch that are done
   * @param total samples of an epoch
   * @param loss the mean loss of the batch's samples
   */
  default void onBatch(int epoch, int done, int total, double loss) {}

  /** An epoch is done, its validation included. */
  default void onEpoch(EpochResult result) {}
}
