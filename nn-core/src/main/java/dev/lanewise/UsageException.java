package dev.lanewise;

/** A trainer or predictor was used after it was closed, or by two threads at once. */
public final class UsageException extends LanewiseException {

  /**
   * Creates the error with a message that names what was expected, what was found and the remedy.
   */
  public UsageException(String message) {
    super(message);
  }
}
