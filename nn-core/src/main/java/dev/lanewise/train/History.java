package dev.lanewise.train;

import java.util.List;

/**
 * What {@link Trainer#fit} did.
 *
 * @param epochs the finished epochs in order
 * @param reason why it returned
 */
public record History(List<EpochResult> epochs, StopReason reason) {

  /** Copies the list. */
  public History {
    epochs = List.copyOf(epochs);
  }

  /** Whether {@link Trainer#cancel} or an interrupt ended it. */
  public boolean cancelled() {
    return reason == StopReason.CANCELLED;
  }

  /**
   * The last finished epoch.
   *
   * @throws java.util.NoSuchElementException if no epoch was finished
   */
  public EpochResult last() {
    return epochs.getLast();
  }
}
