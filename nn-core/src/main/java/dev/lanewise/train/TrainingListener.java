package dev.lanewise.train;

/** Watches training. Called on the thread that trains, between batches. */
public interface TrainingListener {

  /** A batch is done; {@code progress} is valid only during the call. */
  default void onBatch(Progress progress) {}

  /** An epoch is done, its validation included. */
  default void onEpoch(EpochResult result) {}
}
