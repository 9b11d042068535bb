package dev.lanewise;

/**
 * Training was stopped because the loss, a gradient's norm or a parameter became NaN or infinite.
 * The parameters are those after the last finished step.
 */
public final class DivergedException extends LanewiseException {
  private final long step;
  private final String layer;

  /**
   * Creates the error.
   *
   * @param step the one-based optimizer step whose loss, gradient or result was not finite
   * @param layer the first layer whose output was not finite, or {@code "loss"}; or the parameter
   * @param message what was found and what to try
   */
  public DivergedException(long step, String layer, String message) {
    super(message);
    this.step = step;
    this.layer = layer;
  }

  /** The one-based optimizer step whose loss, gradient or result was not finite. */
  public long step() {
    return step;
  }

  /**
   * The first layer whose output was not finite, or {@code "loss"} if every output was finite; the
   * parameter, such as {@code 0.weight}, if its gradient or values were not.
   */
  public String layer() {
    return layer;
  }
}
