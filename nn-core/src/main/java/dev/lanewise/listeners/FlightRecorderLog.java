package dev.lanewise.listeners;

import dev.lanewise.UsageException;
import dev.lanewise.kernels.Backends;
import dev.lanewise.train.TrainingListener;

/**
 * Emits events of JDK Flight Recorder in the category Lanewise: {@code dev.lanewise.Batch} with the
 * time that a batch took, and {@code dev.lanewise.Epoch}. Both are on unless a recording's settings
 * turn them off or set a threshold. While nobody records, a batch costs a look at a flag and
 * allocates nothing.
 *
 * <p>The batch event covers the time since the one before; the first of an epoch is a point in
 * time, since nobody knows when it began.
 */
public final class FlightRecorderLog {

  private FlightRecorderLog() {}

  /**
   * A listener for one trainer.
   *
   * @param backend what computes, from {@link dev.lanewise.train.Trainer#backend}
   * @throws UsageException if this JVM runs without the module jdk.jfr
   */
  public static TrainingListener of(Backends.Selection backend) {
    try {
      Class.forName("jdk.jfr.Event");
    } catch (ClassNotFoundException e) {
      throw new UsageException(
          "Flight recorder log: expected the module jdk.jfr; found a JVM without it (%s). Start it with --add-modules jdk.jfr, or train without this listener."
              .formatted(e));
    }
    return new FlightRecorderEvents(backend.backend().name());
  }
}
