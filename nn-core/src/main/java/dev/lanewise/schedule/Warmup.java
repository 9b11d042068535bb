package dev.lanewise.schedule;

/**
 * A linear rise, then another schedule.
 *
 * @param steps of the rise, at least 1
 * @param then what follows; its step 0 is the first after the rise
 */
public record Warmup(long steps, Schedule then) implements Schedule {

  /** Checks the settings. */
  public Warmup {
    Check.steps("Warmup", "steps", steps);
  }

  @Override
  public double factor(long step) {
    return step < steps
        ? then.factor(0) * ((step + 1.0) / (steps + 1.0))
        : then.factor(step - steps);
  }
}
