package dev.lanewise.examples.cli;

import dev.lanewise.train.Progress;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainingListener;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C into a request to end training after the current batch. */
final class Interruption {
  private static final int PATIENCE_SECONDS = 10;

  private Interruption() {}

  /** Watches for Ctrl-C until the guard is closed. */
  static Guard stops(Trainer trainer) {
    Guard guard = new Guard(trainer);
    try {
      Runtime.getRuntime().addShutdownHook(guard.hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down already.
      guard.interrupted = true;
    }
    return guard;
  }

  /** Knows whether there was a Ctrl-C. */
  static final class Guard implements TrainingListener, AutoCloseable {
    private final Trainer trainer;
    private final Thread hook = new Thread(this::interrupt, "interruption");
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean interrupted;

    private Guard(Trainer trainer) {
      this.trainer = trainer;
    }

    boolean interrupted() {
      return interrupted;
    }

    /** Runs while the JVM shuts down, which waits until the result so far is printed. */
    private void interrupt() {
      interrupted = true;
      try {
        if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          System.err.printf(
              Locale.ROOT, "nn train: no result %d s after the interruption.%n", PATIENCE_SECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onBatch(Progress progress) {
      if (interrupted) {
        trainer.cancel();
      }
    }

    @Override
    public void close() {
      closed.countDown();
      if (!interrupted) {
        try {
          Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
          // The JVM is shutting down: the hook runs, and no longer waits.
        }
      }
    }
  }
}
