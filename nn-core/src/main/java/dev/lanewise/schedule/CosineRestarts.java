package dev.lanewise.schedule;

/**
 * Cosines with warm restarts: cycle {@code i} takes {@code first growth^i} steps.
 *
 * @param first steps of the first cycle, at least 1
 * @param growth how much longer each cycle is than the one before, at least 1
 * @param end the factor that each cycle approaches, at least 0
 */
public record CosineRestarts(long first, int growth, double end) implements Schedule {

  /** Checks the settings. */
  public CosineRestarts {
    Check.steps("CosineRestarts", "first", first);
    Check.steps("CosineRestarts", "growth", growth);
    Check.notNegative("CosineRestarts", "end", end);
  }

  @Override
  public double factor(long step) {
    long length = first;
    long rest = growth == 1 ? step % first : step;
    while (rest >= length) {
      rest -= length;
      length = length > Long.MAX_VALUE / growth ? Long.MAX_VALUE : length * growth;
    }
    return Curve.cosine(1, end, Curve.share(rest, length));
  }
}
