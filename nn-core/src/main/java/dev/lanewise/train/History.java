package dev.lanewise.train;

import java.util.List;

/**
 * What {@link Trainer#fit} did.
 *
 * @param epochs the finished epochs in order
 * @param cancelled whether {@link Trainer#cancel} ended it
 */
public record History(List<EpochResult> epochs, boolean cancelled) {

  /** Copies the list. */
  public History {
    epochs = List.copyOf(epochs);
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
