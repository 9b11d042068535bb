package dev.lanewise;

/** Data are malformed, truncated, inconsistent or cannot be read, or a log cannot be written. */
public final class DataException extends LanewiseException {

  /**
   * Creates the error with a message that names what was expected, what was found and the remedy.
   */
  public DataException(String message) {
    super(message);
  }

  /** Creates the error with the lower-level failure that led to it. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
