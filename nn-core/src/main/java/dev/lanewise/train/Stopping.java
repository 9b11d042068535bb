package dev.lanewise.train;

import dev.lanewise.SettingException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What ends {@link Trainer#fit} before its last epoch.
 *
 * @param early no more improvement, if watched
 * @param time the longest time; looked at after each step
 * @param steps the most steps of this call
 * @param rollBack whether divergence ends training with an earlier state instead of an exception:
 *     that after the last finished epoch or, if the loss over the data is not finite then, after
 *     the epoch before (or the first ones); costs a copy of the state at each epoch, two of which
 *     are kept, and after a divergence a pass over the data
 */
public record Stopping(
    Optional<EarlyStopping> early, Optional<Duration> time, OptionalLong steps, boolean rollBack) {

  /** Checks the budgets. */
  public Stopping {
    if (time.isPresent() && !time.get().isPositive()) {
      throw new SettingException("The time budget must be positive; found " + time.get() + ".");
    }
    if (steps.isPresent() && steps.getAsLong() < 1) {
      throw new SettingException(
          "The step budget must be at least 1; found " + steps.getAsLong() + ".");
    }
  }

  /** Nothing does. */
  public static Stopping never() {
    return new Stopping(Optional.empty(), Optional.empty(), OptionalLong.empty(), false);
  }
}
