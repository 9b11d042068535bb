package dev.lanewise.train;

import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import dev.lanewise.engine.SampleWeights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one call of {@link Trainer#fit} shall do.
 *
 * @param epochs how many times to go through the data, at least 1
 * @param total whether {@code epochs} counts those of the trainer's whole life
 * @param shuffle whether to visit the samples in a new random order each epoch
 * @param validation data to evaluate after each epoch, if any
 * @param listeners who watches
 * @param sampleWeights a factor on the loss of each sample of the training data, if any
 * @param stopping what ends training before the last epoch
 */
public record Fit(
    int epochs,
    boolean total,
    boolean shuffle,
    Optional<Dataset> validation,
    List<TrainingListener> listeners,
    Optional<float[]> sampleWeights,
    Stopping stopping) {

  /** Checks the number of epochs and the weights; copies listeners and weights. */
  public Fit {
    if (epochs < 1) {
      throw new SettingException("Fit: epochs must be at least 1; found " + epochs + ".");
    }
    listeners = List.copyOf(listeners);
    sampleWeights = sampleWeights.map(float[]::clone);
    sampleWeights.ifPresent(weights -> SampleWeights.check("sample", weights));
  }

  private static Fit of(int epochs, boolean total) {
    return new Fit(
        epochs, total, true, Optional.empty(), List.of(), Optional.empty(), Stopping.never());
  }

  /**
   * So many more epochs, shuffled; the rest of one that was interrupted counts as one. Epochs of a
   * trainer's whole life end at {@link Integer#MAX_VALUE}.
   */
  public static Fit epochs(int epochs) {
    return of(epochs, false);
  }

  /**
   * Shuffled epochs until the trainer has done so many in its whole life: what a run wants that may
   * have been resumed.
   */
  public static Fit upToEpoch(int epochs) {
    return of(epochs, true);
  }

  /** In the order of the data set. */
  public Fit unshuffled() {
    return new Fit(epochs, total, false, validation, listeners, sampleWeights, stopping);
  }

  /** With data to evaluate after each epoch. */
  public Fit withValidation(Dataset data) {
    return new Fit(epochs, total, shuffle, Optional.of(data), listeners, sampleWeights, stopping);
  }

  /** With one more listener. */
  public Fit withListener(TrainingListener listener) {
    List<TrainingListener> more = new ArrayList<>(listeners);
    more.add(listener);
    return new Fit(epochs, total, shuffle, validation, more, sampleWeights, stopping);
  }

  /**
   * With a factor on the loss of each sample of the training data, at least 0; the mean is still
   * over the number of samples, as in Keras.
   */
  public Fit withSampleWeights(float[] weights) {
    return new Fit(epochs, total, shuffle, validation, listeners, Optional.of(weights), stopping);
  }

  /** Ends when nothing improves. */
  public Fit withEarlyStopping(EarlyStopping early) {
    return with(
        new Stopping(Optional.of(early), stopping.time(), stopping.steps(), stopping.rollBack()));
  }

  /** Ends after the step in which the time is used up. */
  public Fit withTimeBudget(Duration time) {
    return with(
        new Stopping(stopping.early(), Optional.of(time), stopping.steps(), stopping.rollBack()));
  }

  /** Ends after so many steps, in the middle of an epoch if need be. */
  public Fit withStepBudget(long steps) {
    return with(
        new Stopping(
            stopping.early(), stopping.time(), OptionalLong.of(steps), stopping.rollBack()));
  }

  /**
   * Ends with the state after the last finished epoch that has a finite loss, if loss or parameters
   * become NaN or infinite. The last batch is looked at once more after the last step.
   */
  public Fit withRollBack() {
    return with(new Stopping(stopping.early(), stopping.time(), stopping.steps(), true));
  }

  private Fit with(Stopping other) {
    return new Fit(epochs, total, shuffle, validation, listeners, sampleWeights, other);
  }

  /** The epoch after which training is complete, if so many are done. */
  int lastEpoch(int done) {
    if (!total && done == Integer.MAX_VALUE) {
      throw new SettingException(
          "Fit: a trainer can do %s epochs in its life, and these are done. Build a new one from its model."
              .formatted(done));
    }
    return total ? epochs : (int) Math.min((long) done + epochs, Integer.MAX_VALUE);
  }
}
