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
  private double seconds;
  private int count;

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
        "%s  %s  %s  %.2f s%s",
        quality.text("", result.training()),
        quality.text("test ", result.validation().orElseThrow()),
        quality.speed(result.samplesPerSecond()),
        result.seconds(),
        left(result));
  }

  /** How long the other epochs of a text may take, as those before took. */
  private String left(EpochResult result) {
    seconds += result.seconds();
    count++;
    int more = epochs - result.epoch();
    return quality.isOfText() && more > 0
        ? String.format(Locale.ROOT, "  %s left", TimeText.of(more * seconds / count))
        : "";
  }
}
