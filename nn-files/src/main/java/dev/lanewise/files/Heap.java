package dev.lanewise.files;

import dev.lanewise.FileException;
import java.util.function.Supplier;

/** Refuses what the heap cannot hold. */
final class Heap {
  private static final int MARGIN = 1 << 20;

  private Heap() {}

  /**
   * Does something that needs memory, if there is enough of it.
   *
   * @param needed the bytes that it will allocate and hold at once
   * @throws FileException if there is less
   */
  static <T> T attempt(Where where, long needed, Supplier<T> work) {
    require(where, needed);
    try {
      return work.get();
    } catch (OutOfMemoryError e) {
      // Other threads may have been quicker, or free memory be in too many pieces.
      throw refusal(where, needed, available());
    }
  }

  /** Refuses if so many bytes are not to be had. */
  static void require(Where where, long needed) {
    if (needed > available() - MARGIN) {
      collectIfWorthwhile(needed);
      long available = available();
      if (needed > available - MARGIN) {
        throw refusal(where, needed, available);
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

  private static FileException refusal(Where where, long needed, long available) {
    return where.refuse(
        "no more than the %d bytes of memory that are available".formatted(available),
        "%d bytes needed".formatted(needed),
        "Give Java a larger heap with -Xmx.");
  }
}
