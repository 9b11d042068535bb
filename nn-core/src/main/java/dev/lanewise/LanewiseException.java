package dev.lanewise;

import java.util.Objects;

/**
 * The one family of errors that Lanewise raises on bad input or a failed run. A message names the
 * thing, what was expected, what was found, and the remedy. Programming errors inside the library
 * surface as the JDK's own exceptions instead.
 */
public abstract sealed class LanewiseException extends RuntimeException
    permits BackendException,
        DataException,
        DivergedException,
        FileException,
        SettingException,
        ShapeException,
        UsageException {

  LanewiseException(String message) {
    super(message);
  }

  LanewiseException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What is wrong and what to do about it. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
