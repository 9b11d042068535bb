package dev.lanewise.train;

import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one call of {@link Trainer#fit} shall do.
 *
 * @param epochs how many times to go through the data, at least 1
 * @param shuffle whether to visit the samples in a new random order each epoch
 * @param validation data to evaluate after each epoch, if any
 * @param listeners who watches
 */
public record Fit(
    int epochs, boolean shuffle, Optional<Dataset> validation, List<TrainingListener> listeners) {

  /** Checks the number of epochs and copies the listeners. */
  public Fit {
    if (epochs < 1) {
      throw new SettingException("Fit: epochs must be at least 1; found " + epochs + ".");
    }
    listeners = List.copyOf(listeners);
  }

  /** Shuffled, without validation and listeners. */
  public static Fit epochs(int epochs) {
    return new Fit(epochs, true, Optional.empty(), List.of());
  }

  /** In the order of the data set. */
  public Fit unshuffled() {
    return new Fit(epochs, false, validation, listeners);
  }

  /** With data to evaluate after each epoch. */
  public Fit withValidation(Dataset data) {
    return new Fit(epochs, shuffle, Optional.of(data), listeners);
  }

  /** With one more listener. */
  public Fit withListener(TrainingListener listener) {
    List<TrainingListener> more = new ArrayList<>(listeners);
    more.add(listener);
    return new Fit(epochs, shuffle, validation, more);
  }
}
