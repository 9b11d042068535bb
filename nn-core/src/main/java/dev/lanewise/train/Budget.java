package dev.lanewise.train;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What a call of fit may use up, and what it has used. */
final class Budget {
  private final BooleanSupplier cancelled;
  private final long steps;
  private final long nanos;
  private final long start = System.nanoTime();
  private long done;

  Budget(Stopping stopping, BooleanSupplier cancelled) {
    this.cancelled = cancelled;
    steps = stopping.steps().orElse(Long.MAX_VALUE);
    nanos = stopping.time().map(Budget::toNanos).orElse(Long.MAX_VALUE);
  }

  /** What is longer than a long can tell, 292 years, is for ever. */
  private static long toNanos(Duration time) {
    boolean longest = time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0;
    return longest ? Long.MAX_VALUE : time.toNanos();
  }

  /** Counts a step. */
  void count() {
    done++;
  }

  /** Why to stop now, if so. */
  Optional<StopReason> exhausted() {
    if (cancelled.getAsBoolean()) {
      return Optional.of(StopReason.CANCELLED);
    }
    if (done >= steps) {
      return Optional.of(StopReason.STEP_BUDGET);
    }
    return nanos < Long.MAX_VALUE && System.nanoTime() - start >= nanos
        ? Optional.of(StopReason.TIME_BUDGET)
        : Optional.empty();
  }
}
