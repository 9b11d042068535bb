package dev.lanewise.train;

import java.util.Optional;

/**
 * What happened in one epoch.
 *
 * @param epoch its number, counted from 1 over the trainer's whole life
 * @param training loss and accuracy on the training data, as they were while the model changed
 * @param validation loss and accuracy on the validation data after the epoch, if there is any
 * @param seconds the time of training, without validation
 */
public record EpochResult(
    int epoch, Evaluation training, Optional<Evaluation> validation, double seconds) {

  /** Training samples a second. */
  public double samplesPerSecond() {
    return training.samples() / seconds;
  }
}
