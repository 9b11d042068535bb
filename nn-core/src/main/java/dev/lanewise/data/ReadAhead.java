package dev.lanewise.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Brings the next window of a mapped file into the operating system's cache while the present one
 * is read, by plain reads, whose errors are exceptions and not faults of memory. It changes no
 * result, and nobody waits for it.
 */
final class ReadAhead implements AutoCloseable {

  /** Read at once; between two of them the thread looks whether it shall end. */
  private static final int STRETCH = 1 << 20;

  private final FileChannel channel;
  private final long start;
  private final long end;
  private final long windowBytes;
  private final int windows;
  private final Optional<Thread> thread;

  /** The first window that nobody has reached in this epoch; {@link #windows} after the last. */
  private final AtomicInteger unreached = new AtomicInteger();

  private volatile int wanted = -1;
  private volatile boolean closed;
  private volatile Optional<IOException> failure = Optional.empty();

  /**
   * Starts the thread, if the system has one left.
   *
   * @param channel the file, which is closed with this
   * @param start where the first window starts
   * @param end where the last one ends
   * @param windowBytes bytes from one window to the next; the last one may be shorter
   */
  ReadAhead(FileChannel channel, long start, long end, long windowBytes) {
    this.channel = channel;
    this.start = start;
    this.end = end;
    this.windowBytes = windowBytes;
    this.windows = Math.toIntExact(Math.ceilDiv(end - start, windowBytes));
    this.thread = start();
  }

  private Optional<Thread> start() {
    try {
      return Optional.of(Thread.ofPlatform().daemon().name("lanewise-read-ahead").start(this::run));
    } catch (OutOfMemoryError e) {
      return Optional.empty(); // No thread is left: samples are read when somebody needs them.
    }
  }

  /**
   * Says that somebody reads a window, which is cheap unless nobody has reached it before.
   *
   * @throws IOException if reading ahead has failed
   */
  void reached(int window) throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    int first = unreached.get();
    boolean again = window == 0 && first == windows;
    if ((window >= first || again) && unreached.compareAndSet(first, window + 1)) {
      wanted = (window + 1) % windows;
      thread.ifPresent(LockSupport::unpark);
    }
  }

  /** Says that reading starts with the first window again. */
  void restart() {
    unreached.set(0);
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(STRETCH, windowBytes));
    int done = -1;
    while (!closed) {
      int window = wanted;
      if (window == done) {
        LockSupport.park(this);
      } else {
        read(start + window * windowBytes, buffer);
        done = window;
      }
    }
  }

  private void read(long from, ByteBuffer buffer) {
    long to = Math.min(from + windowBytes, end);
    try {
      for (long at = from; at < to && !closed; ) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
        int count = channel.read(buffer, at);
        if (count < 0) {
          throw new EOFException("it ends after %s of %s bytes".formatted(channel.size(), end));
        }
        at += count;
      }
    } catch (IOException e) {
      failure = Optional.of(e);
    }
  }

  /**
   * Ends the thread, waits for its end and closes the file.
   *
   * @throws IOException if closing fails
   */
  @Override
  public void close() throws IOException {
    closed = true;
    thread.ifPresent(ReadAhead::end);
    channel.close();
  }

  private static void end(Thread reader) {
    LockSupport.unpark(reader);
    boolean interrupted = false;
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
