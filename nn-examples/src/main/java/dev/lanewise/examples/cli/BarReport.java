package dev.lanewise.examples.cli;

import dev.lanewise.nn.Model;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Evaluation;
import dev.lanewise.train.Progress;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a progress bar for each epoch on a terminal. */
final class BarReport implements Report {
  private static final double NANOS = 1e9;

  /** The bar is drawn ten times a second; texts in between would be wasted. */
  private static final long MESSAGE_NANOS = 100_000_000;

  private final int epochs;
  private final Quality quality;
  private Optional<ProgressBar> bar = Optional.empty();
  private long start;
  private long messageAt;

  BarReport(int epochs, Quality quality) {
    this.epochs = epochs;
    this.quality = quality;
  }

  @Override
  public void onBatch(Progress progress) {
    ProgressBar current = bar.orElseGet(() -> open(progress.epoch(), progress.total()));
    current.stepTo(progress.done());
    long now = System.nanoTime();
    if (now - messageAt > MESSAGE_NANOS) {
      messageAt = now;
      current.setExtraMessage(text(progress, progress.done() * NANOS / (now - start)));
    }
  }

  private String text(Progress progress, double samplesPerSecond) {
    return quality.number().isPresent()
        ? String.format(
            Locale.ROOT, "%s  %,.0f/s", quality.error("", progress.loss()), samplesPerSecond)
        : String.format(
            Locale.ROOT,
            "loss %.4f  accuracy %.2f %%  %,.0f/s",
            progress.loss(),
            100 * progress.accuracy(),
            samplesPerSecond);
  }

  private ProgressBar open(int epoch, int total) {
    start = System.nanoTime();
    ProgressBar opened =
        new ProgressBarBuilder()
            .setTaskName("epoch " + epoch + "/" + epochs)
            .setInitialMax(total)
            .setUpdateIntervalMillis(100)
            .setStyle(ProgressBarStyle.ASCII)
            .hideEta()
            .setConsumer(new ConsoleProgressBarConsumer(System.out))
            .build();
    bar = Optional.of(opened);
    return opened;
  }

  @Override
  public void epochEnded(EpochResult result, Model model) {
    bar.ifPresent(current -> current.setExtraMessage(text(result)));
    close();
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }

  /** Short, so that a bar of 80 columns has room for it. */
  private String text(EpochResult result) {
    Evaluation test = result.validation().orElseThrow();
    return quality.number().isPresent()
        ? String.format(
            Locale.ROOT,
            "%s  %,.0f/s",
            quality.error("test ", test.loss()),
            result.samplesPerSecond())
        : String.format(
            Locale.ROOT,
            "loss %.4f  test %.2f %%  %,.0f/s",
            result.training().loss(),
            100 * test.accuracy().orElse(Double.NaN),
            result.samplesPerSecond());
  }
}
