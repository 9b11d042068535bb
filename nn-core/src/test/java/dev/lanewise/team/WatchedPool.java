package dev.lanewise.team;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/** A pool that shows its threads. */
public final class WatchedPool implements AutoCloseable {
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final ForkJoinPool pool;

  public WatchedPool(int parallelism) {
    pool = new ForkJoinPool(parallelism, this::newThread, null, false);
  }

  private ForkJoinWorkerThread newThread(ForkJoinPool owner) {
    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(owner);
    threads.add(thread);
    return thread;
  }

  public ForkJoinPool pool() {
    return pool;
  }

  /** All threads that the pool has ever had. */
  public List<Thread> threads() {
    return threads;
  }

  @Override
  public void close() {
    pool.close();
  }
}
