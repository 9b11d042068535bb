package dev.lanewise.data;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Brings the next window of a mapped file into memory while the present one is read. A hint: it
 * changes no result, and if it fails, readers wait for the disk themselves.
 */
final class ReadAhead implements AutoCloseable {

  /** Loaded at once; between two of them the thread looks whether it shall end. */
  private static final long STRETCH = 1 << 20;

  private final MemorySegment file;
  private final long start;
  private final long windowBytes;
  private final int windows;
  private final Thread thread;

  /** The first window that nobody has reached in this epoch; {@link #windows} after the last. */
  private final AtomicInteger unreached = new AtomicInteger();

  private volatile int wanted = -1;
  private volatile boolean closed;

  /**
   * Starts the thread.
   *
   * @param start where the first window starts
   * @param windowBytes bytes from one window to the next; the last one may be shorter
   */
  ReadAhead(MemorySegment file, long start, long windowBytes) {
    this.file = file;
    this.start = start;
    this.windowBytes = windowBytes;
    this.windows = Math.toIntExact(Math.ceilDiv(file.byteSize() - start, windowBytes));
    this.thread = Thread.ofPlatform().daemon().name("lanewise-read-ahead").start(this::run);
  }

  /** Says that somebody reads a window, which is cheap unless nobody has reached it before. */
  void reached(int window) {
    int first = unreached.get();
    boolean again = window == 0 && first == windows;
    if ((window >= first || again) && unreached.compareAndSet(first, window + 1)) {
      wanted = (window + 1) % windows;
      LockSupport.unpark(thread);
    }
  }

  /** Says that reading starts with the first window again. */
  void restart() {
    unreached.set(0);
  }

  private void run() {
    int done = -1;
    while (!closed) {
      int window = wanted;
      if (window == done) {
        LockSupport.park(this);
      } else {
        load(window);
        done = window;
      }
    }
  }

  private void load(int window) {
    long end = Math.min(start + (window + 1) * windowBytes, file.byteSize());
    for (long at = start + window * windowBytes; at < end && !closed; at += STRETCH) {
      try {
        file.asSlice(at, Math.min(STRETCH, end - at)).load();
      } catch (InternalError e) {
        // The file became shorter or its disk failed: the reader of these samples will meet it.
        return;
      }
    }
  }

  /** Ends the thread and waits for its end. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
