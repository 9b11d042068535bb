package dev.lanewise;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Input and output that an interrupt does not spoil. The JDK closes a channel when a thread that
 * uses it is interrupted, so that a whole file would look unreadable. Thread-safe.
 */
public final class Uninterrupted {

  private Uninterrupted() {}

  /**
   * Work that opens its channels itself and can be done again from its start.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /**
   * Does work to its end, again from its start if an interrupt closed its channel. The thread is
   * still interrupted afterwards.
   *
   * @param <T> what comes of it
   * @throws IOException if the work fails for another reason
   */
  public static <T> T run(Work<T> work) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return work.run();
        } catch (ClosedByInterruptException e) {
          interrupted = true;
          Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
