package dev.lanewise.schedule;

import dev.lanewise.kernels.Powers;

/**
 * Polynomial decay, {@code (1 - end) (1 - t)^power + end} with {@code t = min(step / steps, 1)}.
 *
 * @param steps until the end is reached, at least 1
 * @param end the last factor, at least 0
 * @param power 1 for a line, 2 for a parabola; at least 1
 */
public record Polynomial(long steps, double end, int power) implements Schedule {

  /** Checks the settings. */
  public Polynomial {
    Check.steps("Polynomial", "steps", steps);
    Check.notNegative("Polynomial", "end", end);
    Check.steps("Polynomial", "power", power);
  }

  @Override
  public double factor(long step) {
    return (1 - end) * Powers.power(1 - Curve.share(step, steps), power) + end;
  }
}
