package dev.lanewise;

/** The requested compute backend is missing or cannot run here. */
public final class BackendException extends LanewiseException {

  /**
   * Creates the error with a message that names what was expected, what was found and the remedy.
   */
  public BackendException(String message) {
    super(message);
  }
}
