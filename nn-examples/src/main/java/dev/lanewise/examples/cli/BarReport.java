package dev.lanewise.examples.cli;

import dev.lanewise.nn.Model;
import dev.lanewise.train.EpochResult;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows a progress bar for each epoch on a terminal. */
final class BarReport implements Report {
  private static final double NANOS = 1e9;

  private final int epochs;
  private Optional<ProgressBar> bar = Optional.empty();
  private long start;

  BarReport(int epochs) {
    this.epochs = epochs;
  }

  @Override
  public void onBatch(int epoch, int done, int total, double loss) {
    ProgressBar current = bar.orElseGet(() -> open(epoch, total));
    current.stepTo(done);
    current.setExtraMessage(
        String.format(
            Locale.ROOT, "loss %.4f  %,.0f samples/s", loss, done / seconds(System.nanoTime())));
  }

  private double seconds(long now) {
    return (now - start) / NANOS;
  }

  private ProgressBar open(int epoch, int total) {
    start = System.nanoTime();
    ProgressBar opened =
        new ProgressBarBuilder()
            .setTaskName("epoch %d/%d".formatted(epoch, epochs))
            .setInitialMax(total)
            .setUpdateIntervalMillis(100)
            .hideEta()
            .setConsumer(new ConsoleProgressBarConsumer(System.out))
            .build();
    bar = Optional.of(opened);
    return opened;
  }

  @Override
  public void epochEnded(EpochResult result, Model model) {
    bar.ifPresent(
        current -> {
          current.setExtraMessage(LineReport.text(result));
          current.close();
        });
    bar = Optional.empty();
  }
}
