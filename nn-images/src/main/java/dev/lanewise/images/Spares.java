package dev.lanewise.images;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Buffers for whoever reads a sample: as many as there were readers at once, used again and again.
 * Neither waits nor allocates once there are enough.
 *
 * @param <T> the buffers
 */
final class Spares<T> {
  /** More readers at once allocate. */
  private static final int MOST = 256;

  private final AtomicReferenceArray<@Nullable T> spares = new AtomicReferenceArray<>(MOST);
  private final Supplier<T> allocation;

  Spares(Supplier<T> allocation) {
    this.allocation = allocation;
  }

  /** A buffer that nobody else has until it is given back. */
  T take() {
    for (int i = 0; i < MOST; i++) {
      T spare = spares.getAndSet(i, null);
      if (spare != null) {
        return spare;
      }
    }
    return allocation.get();
  }

  /** Gives a buffer back. */
  void give(T spare) {
    for (int i = 0; i < MOST; i++) {
      if (spares.compareAndSet(i, null, spare)) {
        return;
      }
    }
  }
}
