package dev.lanewise.team;

import java.util.concurrent.locks.LockSupport;

/** How to wait for something that is about to happen: spin, then yield, then sleep. */
final class Patience {
  /** About 30 microseconds of spinning: longer than the usual gap between two phases. */
  private static final int SPINS = 1000;

  private static final int YIELDS = 100;
  private static final long SLEEP_NANOS = 50_000;

  private Patience() {}

  /** Waits a little, the longer the more often it has waited; true while it has not slept yet. */
  @SuppressWarnings("ThreadPriorityCheck") // A hint to a busy machine; nothing relies on it.
  static boolean spin(int waited) {
    if (waited < SPINS) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
    return waited < SPINS + YIELDS;
  }

  /** Waits a little, the longer the more often it has waited. */
  static void pause(int waited) {
    if (!spin(waited)) {
      LockSupport.parkNanos(SLEEP_NANOS);
    }
  }
}
