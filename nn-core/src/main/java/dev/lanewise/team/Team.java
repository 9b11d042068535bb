package dev.lanewise.team;

import dev.lanewise.SettingException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that work off the chunks of one phase after the other. The calling thread takes
 * part and claims chunks like the helpers; it can finish a phase alone, so a pool without a free
 * thread, or a system that gives it none, costs speed, never a deadlock or an error.
 *
 * <p>Phases of training last tens of microseconds, far less than it takes to start a task in a
 * pool. So a helper is one long task of a {@link ForkJoinPool}: between phases it spins for some
 * microseconds, then yields, then parks, and goes home when there is nothing to do for a while.
 *
 * <p>A team may be shared. While one thread runs a phase, another one that calls {@link #run} does
 * its chunks by itself. Nothing is allocated in steady state.
 */
public final class Team implements AutoCloseable {
  /** Work that is cut into chunks. */
  @FunctionalInterface
  public interface Phase {

    /**
     * Does one chunk.
     *
     * @param chunk which one, from 0
     * @param worker who does it, from 0 to {@code workers() - 1}; the caller is 0
     */
    void run(int chunk, int worker);
  }

  private static final int POSITION_BITS = 20;
  private static final int MAX_CHUNKS = (1 << POSITION_BITS) - 1;

  private static final VarHandle TICKET = handle("ticket", long.class);
  private static final VarHandle PENDING = handle("pending", int.class);
  private static final VarHandle FAILURE = handle("failure", Throwable.class);

  private static VarHandle handle(String field, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(Team.class, field, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ForkJoinPool pool;
  private final boolean ownsPool;
  private final TeamHelper[] helpers;
  private final AtomicBoolean busy = new AtomicBoolean();

  /**
   * The unclaimed chunks: those from {@code front} to {@code back - 1}, in {@value #POSITION_BITS}
   * bits each, under the number of the phase, which keeps a late worker from claiming a chunk of a
   * phase that it has not seen.
   */
  private volatile long ticket;

  private volatile int pending;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  /** Written by the caller before the ticket; read by whoever has claimed a chunk. */
  private @Nullable Phase phase;

  private Team(ForkJoinPool pool, boolean ownsPool, int workers) {
    this.pool = pool;
    this.ownsPool = ownsPool;
    this.helpers = new TeamHelper[workers - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new TeamHelper(this, i + 1);
    }
  }

  /** A team of as many workers as there are processors, with its own daemon threads. */
  public static Team ofProcessors() {
    return of(Runtime.getRuntime().availableProcessors());
  }

  /** A team of the given number of workers, the caller included, with its own daemon threads. */
  public static Team of(int workers) {
    check(workers);
    return new Team(new ForkJoinPool(Math.max(1, workers - 1)), true, workers);
  }

  /**
   * A team that borrows {@code workers - 1} threads of a pool, which {@link #close} leaves alone.
   */
  public static Team on(ForkJoinPool pool, int workers) {
    check(workers);
    return new Team(pool, false, workers);
  }

  private static void check(int workers) {
    if (workers < 1 || workers > 1024) {
      throw new SettingException("Team: workers must be 1 to 1024; found " + workers + ".");
    }
  }

  /** The number of workers, the caller included. */
  public int workers() {
    return helpers.length + 1;
  }

  /**
   * Runs all chunks of a phase and returns when they are done; what they wrote is then visible to
   * the caller. If a chunk throws, chunks that have not begun are skipped and the first throwable,
   * whatever it is, is thrown here when all helpers are out of the phase.
   */
  public void run(int chunkCount, Phase work) {
    boolean alone = chunkCount == 1 || helpers.length == 0 || chunkCount > MAX_CHUNKS || closed;
    if (alone || !busy.compareAndSet(false, true)) {
      for (int chunk = 0; chunk < chunkCount; chunk++) {
        work.run(chunk, 0);
      }
      return;
    }
    try {
      runTogether(chunkCount, work);
    } finally {
      busy.set(false);
    }
  }

  private void runTogether(int chunkCount, Phase work) {
    phase = work;
    failure = null;
    pending = chunkCount;
    ticket = ((ticket >>> (2 * POSITION_BITS)) + 1) << (2 * POSITION_BITS) | chunkCount;
    for (int i = 0; i < helpers.length && i + 1 < chunkCount; i++) {
      helpers[i].wake(pool);
    }
    work(0);
    for (int waited = 0; pending > 0; waited++) {
      Patience.pause(waited);
    }
    phase = null;
    throwFailure();
  }

  private void throwFailure() {
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      Team.<RuntimeException>throwAny(thrown);
    }
  }

  /**
   * Throws what need not be declared: code in other languages throws checked exceptions where
   * Java's compiler would not let it, and a caller that works alone lets them pass, too.
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> void throwAny(Throwable thrown) throws E {
    throw (E) thrown;
  }

  /** Whether there is a chunk to claim. */
  boolean hasWork() {
    return isOpen(ticket);
  }

  boolean isClosed() {
    return closed;
  }

  private static boolean isOpen(long ticket) {
    return front(ticket) < back(ticket);
  }

  private static int front(long ticket) {
    return (int) (ticket >>> POSITION_BITS) & MAX_CHUNKS;
  }

  private static int back(long ticket) {
    return (int) ticket & MAX_CHUNKS;
  }

  /**
   * Claims and does chunks until none is left. Even workers claim from the front, odd ones from the
   * back: so a worker meets mostly the same chunks in each step, and their data in its cache. Each
   * claim takes a share of what is left, many chunks at first and one at a time in the end, because
   * a claim costs as much as a cache line that comes from another core.
   */
  void work(int worker) {
    boolean fromFront = worker % 2 == 0;
    int done = 0;
    long seen = ticket;
    while (isOpen(seen)) {
      int count = Math.max(1, (back(seen) - front(seen)) / (2 * workers()));
      long claimed = fromFront ? seen + ((long) count << POSITION_BITS) : seen - count;
      if (TICKET.compareAndSet(this, seen, claimed)) {
        int first = fromFront ? front(seen) : back(claimed);
        for (int chunk = first; chunk < first + count; chunk++) {
          runChunk(chunk, worker);
        }
        done += count;
      }
      seen = ticket;
    }
    if (done > 0) {
      PENDING.getAndAdd(this, -done);
    }
  }

  private void runChunk(int chunk, int worker) {
    try {
      if (failure == null && phase != null) {
        phase.run(chunk, worker);
      }
    } catch (Throwable e) {
      FAILURE.compareAndSet(this, null, e);
    }
  }

  /**
   * Sends the helpers home; a pool of the team's own is shut down. Later runs use the caller only.
   */
  @Override
  public void close() {
    closed = true;
    for (TeamHelper helper : helpers) {
      helper.unpark();
    }
    if (ownsPool) {
      pool.shutdown();
    }
  }
}
