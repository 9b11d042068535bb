package dev.lanewise.listeners;

import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Evaluation;
import dev.lanewise.train.Progress;
import dev.lanewise.train.TrainingListener;
import java.io.Flushable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Writes a line for people after each epoch, and if wanted after some batches:
 *
 * <pre>
 * epoch 1  12,800/60,000  loss 0.4120  accuracy 88.31 %
 * epoch 1  loss 0.2710  accuracy 92.19 %  validation loss 0.1403  accuracy 95.80 %  412,000 samples/s  0.15 s
 * </pre>
 *
 * <p>Numbers are written in one way everywhere. The destination is flushed after each line, and
 * never closed. If it fails, training ends with a {@link dev.lanewise.DataException}. A log belongs
 * to one trainer at a time.
 */
public final class ConsoleLog implements TrainingListener {
  private final Appendable out;
  private final BatchCounter batches;

  private ConsoleLog(Appendable out, int everyBatches) {
    this.out = out;
    this.batches = new BatchCounter(everyBatches);
  }

  /** A line for each epoch, to {@code System.out}, a writer or a {@link StringBuilder}. */
  public static ConsoleLog to(Appendable out) {
    return new ConsoleLog(out, 0);
  }

  /**
   * The same destination, with a line after every so many batches of an epoch too.
   *
   * @param count at least 1
   */
  public ConsoleLog everyBatches(int count) {
    return new ConsoleLog(out, Output.everyBatches(count));
  }

  @Override
  public void onBatch(Progress progress) {
    if (batches.count()) {
      line(
          String.format(
                  Locale.ROOT,
                  "epoch %d  %,d/%,d",
                  progress.epoch(),
                  progress.done(),
                  progress.total())
              + figures(progress.loss(), progress.accuracy()));
    }
  }

  @Override
  public void onEpoch(EpochResult result) {
    batches.restart();
    line(
        String.format(Locale.ROOT, "epoch %d", result.epoch())
            + figures(result.training())
            + result.validation().map(v -> "  validation" + figures(v).substring(1)).orElse("")
            + String.format(
                Locale.ROOT,
                "  %,.0f samples/s  %.2f s",
                result.samplesPerSecond(),
                result.seconds()));
  }

  private static String figures(Evaluation evaluation) {
    return figures(evaluation.loss(), evaluation.accuracy().orElse(Double.NaN));
  }

  private static String figures(double loss, double accuracy) {
    String text = String.format(Locale.ROOT, "  loss %.4f", loss);
    return Double.isNaN(accuracy)
        ? text
        : text + String.format(Locale.ROOT, "  accuracy %.2f %%", 100 * accuracy);
  }

  private void line(String text) {
    Output.write(
        "Console log",
        () -> {
          out.append(text).append(System.lineSeparator());
          if (out instanceof Flushable flushable) {
            flushable.flush();
          }
          if (swallowedAnError()) {
            throw new IOException("the stream reports a failure");
          }
          return text;
        });
  }

  /** These two never throw. */
  private boolean swallowedAnError() {
    return switch (out) {
      case PrintStream stream -> stream.checkError();
      case PrintWriter writer -> writer.checkError();
      default -> false;
    };
  }
}
