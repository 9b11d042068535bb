package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.function.Executable;

/** Expectations of errors: the type, and what the message must name. */
public final class Errors {

  private Errors() {}

  /** Fails unless the call throws that error and its message contains all the words. */
  public static <T extends Throwable> T assertError(
      Class<T> type, Executable call, String... words) {
    T error = assertThrows(type, call);
    String message = Objects.requireNonNullElse(error.getMessage(), "");
    for (String word : words) {
      assertTrue(message.contains(word), () -> "no '" + word + "' in: " + message);
    }
    return error;
  }
}
