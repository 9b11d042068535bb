package dev.lanewise.schedule;

/**
 * Half a cosine, {@code end + (1 - end) (1 + cos(pi t)) / 2} with {@code t = min(step / steps, 1)}.
 *
 * @param steps until the end is reached, at least 1
 * @param end the last factor, at least 0
 */
public record Cosine(long steps, double end) implements Schedule {

  /** Checks the settings. */
  public Cosine {
    Check.steps("Cosine", "steps", steps);
    Check.notNegative("Cosine", "end", end);
  }

  @Override
  public double factor(long step) {
    return Curve.cosine(1, end, Curve.share(step, steps));
  }
}
