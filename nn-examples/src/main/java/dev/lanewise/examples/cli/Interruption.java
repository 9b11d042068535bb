package dev.lanewise.examples.cli;

import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Progress;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainingListener;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into a request to end training after the current batch, and an output that cannot be
 * written into one to end it after the current epoch: nobody would see what comes.
 */
final class Interruption {
  private static final int PATIENCE_SECONDS = 10;

  private Interruption() {}

  /** Watches for Ctrl-C, and over what is written, until the guard is closed. */
  static Guard stops(Trainer trainer, PrintWriter out) {
    Guard guard = new Guard(trainer, out);
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
    private volatile Trainer trainer;
    private final PrintWriter out;
    private final Thread hook = new Thread(this::interrupt, "interruption");
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean interrupted;

    private Guard(Trainer trainer, PrintWriter out) {
      this.trainer = trainer;
      this.out = out;
    }

    /** Ends another training instead. */
    void watch(Trainer other) {
      trainer = other;
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
              Locale.ROOT,
              "%nnn train: no result %d s after the interruption.%n",
              PATIENCE_SECONDS);
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
    public void onEpoch(EpochResult result) {
      if (out.checkError()) {
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
