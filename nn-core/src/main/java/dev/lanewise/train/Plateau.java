package dev.lanewise.train;

import dev.lanewise.SettingException;

/**
 * Lowers the learning rate when training no longer helps, as {@code ReduceLROnPlateau} of Keras and
 * PyTorch.
 *
 * @param monitor what to watch
 * @param factor what the rate is multiplied by, between 0 and 1
 * @param patience epochs without improvement before the rate is lowered, at least 0
 * @param minDelta what counts as an improvement is more than this, at least 0
 * @param cooldown epochs after a change in which nothing is counted, at least 0
 * @param minFactor the product of all factors does not fall below this, from 0 to 1
 */
public record Plateau(
    Monitor monitor, double factor, int patience, double minDelta, int cooldown, double minFactor) {

  /** Checks the settings. */
  public Plateau {
    if (!(factor > 0 && factor < 1)) {
      throw new SettingException("Plateau: factor must be between 0 and 1; found " + factor + ".");
    }
    if (minFactor > 1) {
      throw new SettingException(
          "Plateau: minFactor must be at most 1, or the rate would rise; found " + minFactor + ".");
    }
    if (patience < 0 || cooldown < 0 || !(minDelta >= 0) || !(minFactor >= 0)) {
      throw new SettingException(
          "Plateau: patience, minDelta, cooldown and minFactor must be at least 0; found %s, %s, %s, %s."
              .formatted(patience, minDelta, cooldown, minFactor));
    }
  }

  /** A tenth of the rate after so many epochs without any improvement. */
  public static Plateau of(Monitor monitor, int patience) {
    return new Plateau(monitor, 0.1, patience, 0, 0, 0);
  }

  /** How things stand; a value that a checkpoint can hold. */
  record State(double factor, double best, int badEpochs, int coolingDown) {
    double[] toArray() {
      return new double[] {factor, best, badEpochs, coolingDown};
    }

    /** Whether numbers are those of a state. */
    static boolean isSound(double[] numbers) {
      return numbers.length == 4
          && numbers[0] >= 0
          && numbers[0] <= 1
          && !Double.isNaN(numbers[1])
          && isCount(numbers[2])
          && isCount(numbers[3]);
    }

    private static boolean isCount(double number) {
      return number >= 0 && number <= Integer.MAX_VALUE && number == Math.rint(number);
    }

    static State of(double[] numbers) {
      return new State(numbers[0], numbers[1], (int) numbers[2], (int) numbers[3]);
    }
  }

  State start() {
    return new State(1, monitor.worst(), 0, 0);
  }

  /** How things stand after an epoch. */
  State after(State state, EpochResult epoch) {
    double value = monitor.of(epoch);
    boolean better = monitor.better(value, state.best, minDelta);
    double best = better ? value : state.best;
    if (better || state.coolingDown > 0) {
      return new State(state.factor, best, 0, Math.max(0, state.coolingDown - 1));
    }
    if (state.badEpochs < patience) {
      return new State(state.factor, best, state.badEpochs + 1, 0);
    }
    return new State(Math.max(state.factor * factor, minFactor), best, 0, cooldown);
  }
}
