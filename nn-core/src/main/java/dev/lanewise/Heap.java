package dev.lanewise;

import java.util.function.Supplier;

/**
 * Refuses what the heap cannot hold, before it is allocated: for readers of files that may claim
 * any size. Thread-safe.
 */
public final class Heap {
  private static final int MARGIN = 1 << 20;

  private Heap() {}

  /** Makes the error that says where the memory was needed. */
  @FunctionalInterface
  public interface Refusal {
    /** The error with its expectation, what was found instead, and the remedy. */
    LanewiseException error(String expected, String found, String remedy);
  }

  /**
   * Does something that needs memory, if there is enough of it.
   *
   * @param <T> what comes of it
   * @param needed the bytes that it will allocate and hold at once
   * @param refusal the error to throw if there is less, before or while it is done
   * @param work what is to be done
   */
  public static <T> T attempt(long needed, Refusal refusal, Supplier<T> work) {
    require(needed, refusal);
    try {
      return work.get();
    } catch (OutOfMemoryError e) {
      // Other threads may have been quicker, or free memory be in too many pieces.
      throw error(refusal, needed, available());
    }
  }

  /**
   * Refuses if so many bytes are not to be had.
   *
   * @param needed the bytes
   * @param refusal the error to throw then
   */
  public static void require(long needed, Refusal refusal) {
    if (needed > available() - MARGIN) {
      collectIfWorthwhile(needed);
      long available = available();
      if (needed > available - MARGIN) {
        throw error(refusal, needed, available);
      }
    }
  }

  /** What looks used may be garbage; the answer must not depend on that. */
  private static void collectIfWorthwhile(long needed) {
    if (needed <= Runtime.getRuntime().maxMemory()) {
      System.gc();
    }
  }

  private static long available() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }

  private static LanewiseException error(Refusal refusal, long needed, long available) {
    return refusal.error(
        "no more than the %s bytes of memory that are available".formatted(available),
        "%s bytes needed".formatted(needed),
        "Give Java a larger heap with -Xmx.");
  }
}
