package dev.lanewise;

/**
 * Training was stopped because the loss became NaN or infinite. The parameters are those after the
 * last finished step.
 */
public final class DivergedException extends LanewiseException {
  private final long step;
  private final String layer;

  /**
   * Creates the error.
   *
   * @param step the one-based optimizer step whose loss was not finite
   * @param layer the first layer whose output was not finite, or {@code "loss"}
   * @param message what was found and what to try
   */
  public DivergedException(long step, String layer, String message) {
    super(message);
    this.step = step;
    this.layer = layer;
  }

  /** The one-based optimizer step whose loss was not finite. */
  public long step() {
    return step;
  }

  /** The first layer whose output was not finite, or {@code "loss"} if every output was finite. */
  public String layer() {
    return layer;
  }
}
