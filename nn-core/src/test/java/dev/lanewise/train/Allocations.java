package dev.lanewise.train;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what the calling thread and its helpers allocate, window by window, until they allocate
 * nothing any more. Other threads, such as those of whoever runs the tests, do not count.
 *
 * <p>Interpreted code and code of the first compilers may allocate what compiled code does not, so
 * one has to wait until everything is compiled; hence no fixed warm-up but many windows, of which a
 * few in a row must be clean. An allocation in each step would show in every window.
 */
public final class Allocations {
  private static final int WINDOW = 1000;
  private static final int CLEAN_IN_A_ROW = 3;
  private static final int MOST_WINDOWS = 150;

  /** The most repetitions that it can take to reach a verdict. */
  public static final int MOST_REPETITIONS = (MOST_WINDOWS + 1) * WINDOW;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final List<Thread> helpers;
  private int repetitions;
  private int windows;
  private int clean;
  private long callerAtStart = -1;
  private long helpersAtStart = -1;
  private long leastBytes = Long.MAX_VALUE;

  /** Counts the calling thread and others, which may be added to the list later. */
  public Allocations(List<Thread> helpers) {
    this.helpers = helpers;
  }

  /** One more repetition is done; returns whether the verdict is known. */
  public boolean count() {
    if (++repetitions % WINDOW == 0) {
      if (callerAtStart >= 0) {
        long caller = THREADS.getCurrentThreadAllocatedBytes() - callerAtStart;
        closeWindow(caller + ofHelpers() - helpersAtStart);
      }
      helpersAtStart = ofHelpers();
      // Last, so that what is allocated here does not count.
      callerAtStart = THREADS.getCurrentThreadAllocatedBytes();
    }
    return isClean() || windows >= MOST_WINDOWS;
  }

  private long ofHelpers() {
    long bytes = 0;
    for (Thread helper : new ArrayList<>(helpers)) {
      bytes += Math.max(0, THREADS.getThreadAllocatedBytes(helper.threadId()));
    }
    return bytes;
  }

  private void closeWindow(long bytes) {
    windows++;
    clean = bytes == 0 ? clean + 1 : 0;
    leastBytes = Math.min(leastBytes, bytes);
  }

  public boolean isClean() {
    return clean >= CLEAN_IN_A_ROW;
  }

  @Override
  public String toString() {
    return "at least %d bytes in each %d repetitions, seen in %d windows"
        .formatted(leastBytes, WINDOW, windows);
  }
}
