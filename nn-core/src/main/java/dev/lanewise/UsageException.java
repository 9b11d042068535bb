package dev.lanewise;

/**
 * A trainer, predictor or log was used after it was closed, by two threads at once, or in a JVM
 * that lacks what it needs.
 */
public final class UsageException extends LanewiseException {

  /**
   * Creates the error with a message that names what was expected, what was found and the remedy.
   */
  public UsageException(String message) {
    super(message);
  }
}
