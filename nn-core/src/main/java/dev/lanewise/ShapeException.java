package dev.lanewise;

/** The shapes of two things that meet (layers, data, losses, parameters) do not fit. */
public final class ShapeException extends LanewiseException {

  /**
   * Creates the error with a message that names what was expected, what was found and the remedy.
   */
  public ShapeException(String message) {
    super(message);
  }
}
