package dev.lanewise.train;

import dev.lanewise.SettingException;

/**
 * Ends training when it no longer helps (Prechelt 1998).
 *
 * @param monitor what to watch
 * @param patience epochs without improvement after which training ends, at least 1
 * @param minDelta patience begins anew only when the number is better by more than this than it was
 *     when patience last began; at least 0
 * @param restoreBest whether the parameters of the best epoch of this call of {@link Trainer#fit},
 *     however small its lead, come back when training ends for whatever reason but an exception;
 *     costs a copy of the parameters at each improvement
 */
public record EarlyStopping(Monitor monitor, int patience, double minDelta, boolean restoreBest) {

  /** Checks the settings. */
  public EarlyStopping {
    if (patience < 1) {
      throw new SettingException(
          "EarlyStopping: patience must be at least 1; found " + patience + ".");
    }
    if (!(minDelta >= 0)) {
      throw new SettingException(
          "EarlyStopping: minDelta must be at least 0; found " + minDelta + ".");
    }
  }

  /** Restores the best epoch after so many without any improvement. */
  public static EarlyStopping of(Monitor monitor, int patience) {
    return new EarlyStopping(monitor, patience, 0, true);
  }
}
