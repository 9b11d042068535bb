package dev.lanewise.schedule;

import dev.lanewise.kernels.Powers;

/**
 * A staircase, {@code gamma^floor(step / steps)}.
 *
 * @param steps length of a stair, at least 1
 * @param gamma the factor of each stair, above 0
 */
public record StepDecay(long steps, double gamma) implements Schedule {

  /** Checks the settings. */
  public StepDecay {
    Check.steps("StepDecay", "steps", steps);
    Check.positive("StepDecay", "gamma", gamma);
  }

  @Override
  public double factor(long step) {
    return Powers.power(gamma, step / steps);
  }
}
