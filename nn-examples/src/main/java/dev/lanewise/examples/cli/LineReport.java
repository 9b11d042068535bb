package dev.lanewise.examples.cli;

import dev.lanewise.nn.Model;
import dev.lanewise.train.EpochResult;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints one line of text for each epoch. */
final class LineReport implements Report {
  private final int epochs;
  private final Quality quality;
  private final PrintWriter out;

  LineReport(int epochs, Quality quality, PrintWriter out) {
    this.epochs = epochs;
    this.quality = quality;
    this.out = out;
  }

  @Override
  public void epochEnded(EpochResult result, Model model) {
    out.printf(Locale.ROOT, "epoch %d/%d  %s%n", result.epoch(), epochs, text(result));
    out.flush();
  }

  /** What an epoch achieved. */
  private String text(EpochResult result) {
    return String.format(
        Locale.ROOT,
        "%s  %s  %,.0f samples/s  %.2f s",
        quality.text("", result.training()),
        quality.text("test ", result.validation().orElseThrow()),
        result.samplesPerSecond(),
        result.seconds());
  }
}
