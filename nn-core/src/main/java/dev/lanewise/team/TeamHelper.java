package dev.lanewise.team;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One helper of a team. It is at home (no task in the pool), at work (claiming chunks or spinning)
 * or asleep (parked in its task).
 *
 * <p>No wake-up is lost: the helper first says that it is asleep or at home and then looks for work
 * once more, while the caller first publishes work and then looks who is asleep or at home.
 */
final class TeamHelper implements Runnable {
  private static final long HOME_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** When to ask again for a thread that was refused: asking costs as much as a phase. */
  private static final long AGAIN_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private enum State {
    HOME,
    WORKING,
    ASLEEP
  }

  private final Team team;
  private final int worker;
  private final AtomicReference<State> state = new AtomicReference<>(State.HOME);
  private volatile @Nullable Thread thread;

  /** Whether the pool has the task but had no thread for it at {@code refusedAt}. */
  private volatile boolean refused;

  private long refusedAt;

  TeamHelper(Team team, int worker) {
    this.team = team;
    this.worker = worker;
  }

  /** Makes sure that the helper sees work that has been published, if there is a thread for it. */
  void wake(ForkJoinPool pool) {
    State now = state.get();
    if (now == State.ASLEEP) {
      unpark();
    } else if (now == State.HOME && state.compareAndSet(State.HOME, State.WORKING)) {
      start(pool, this);
    } else if (refused && System.nanoTime() - refusedAt >= AGAIN_AFTER_NANOS) {
      start(pool, TeamHelper::nothing);
    }
  }

  private static void nothing() {}

  /**
   * Gives a task to the pool. If the system has no thread left, the pool raises an {@link
   * OutOfMemoryError}, or whatever its factory of threads throws, but keeps the task until the next
   * one finds a thread. That costs speed, as does a pool that was shut down.
   */
  private void start(ForkJoinPool pool, Runnable task) {
    try {
      refused = false;
      pool.execute(task);
    } catch (RejectedExecutionException e) {
      state.set(State.HOME);
    } catch (RuntimeException | Error e) {
      refusedAt = System.nanoTime();
      refused = true;
    }
  }

  void unpark() {
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    refused = false;
    boolean wanted = true;
    while (wanted && !team.isClosed()) {
      team.work(worker);
      wanted = awaitWork() || !goHome();
    }
  }

  /** Returns whether there is work; false when there was none for a long time. */
  private boolean awaitWork() {
    for (int waited = 0; Patience.spin(waited); waited++) {
      if (team.hasWork() || team.isClosed()) {
        return true;
      }
    }
    state.set(State.ASLEEP);
    long deadline = System.nanoTime() + HOME_AFTER_NANOS;
    while (!team.hasWork() && !team.isClosed() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(this, HOME_AFTER_NANOS);
    }
    state.set(State.WORKING);
    return team.hasWork();
  }

  /** Leaves the pool's thread; false if work came in just then and is still this helper's to do. */
  private boolean goHome() {
    state.set(State.HOME);
    return !team.hasWork() || !state.compareAndSet(State.HOME, State.WORKING);
  }
}
