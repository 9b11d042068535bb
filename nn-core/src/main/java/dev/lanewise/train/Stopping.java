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
 * @param rollBack whether divergence ends training with the parameters of the last finished epoch
 *     (or the first ones) instead of an exception; costs a copy of the state at each epoch
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
