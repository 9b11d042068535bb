package dev.lanewise.schedule;

import dev.lanewise.kernels.Powers;

/**
 * Exponential decay, {@code gamma^step}.
 *
 * @param gamma the factor of each step, above 0; above 1 the rate grows
 */
public record Exponential(double gamma) implements Schedule {

  /** Checks the settings. */
  public Exponential {
    Check.positive("Exponential", "gamma", gamma);
  }

  @Override
  public double factor(long step) {
    return Powers.power(gamma, step);
  }
}
