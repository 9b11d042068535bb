package dev.lanewise.lbfgs;

import java.util.HashSet;
import java.util.Set;

/**
 * Asks runs to end: all that are running or, if there is none, the next one. Thread-safe, so that
 * what it belongs to can be shared.
 */
final class Cancellation {
  private final Set<Run> running = new HashSet<>();
  private boolean next;

  /** A run, until it is closed. */
  final class Run implements AutoCloseable {
    private volatile boolean cancelled;

    private Run(boolean cancelled) {
      this.cancelled = cancelled;
    }

    boolean isCancelled() {
      return cancelled;
    }

    @Override
    public void close() {
      end(this);
    }
  }

  synchronized Run begin() {
    Run run = new Run(next);
    next = false;
    running.add(run);
    return run;
  }

  private synchronized void end(Run run) {
    running.remove(run);
  }

  synchronized void cancel() {
    next = running.isEmpty();
    running.forEach(run -> run.cancelled = true);
  }
}
