package dev.lanewise.examples.cli;

import dev.lanewise.nn.Model;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Evaluation;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints one line of text for each epoch. */
final class LineReport implements Report {
  private final int epochs;
  private final PrintWriter out;

  LineReport(int epochs, PrintWriter out) {
    this.epochs = epochs;
    this.out = out;
  }

  @Override
  public void epochEnded(EpochResult result, Model model) {
    out.printf("epoch %d/%d  %s%n", result.epoch(), epochs, text(result));
    out.flush();
  }

  /** What an epoch achieved. */
  static String text(EpochResult result) {
    Evaluation test = result.validation().orElseThrow();
    return String.format(
        Locale.ROOT,
        "loss %.4f  accuracy %.2f %%  test loss %.4f  test accuracy %.2f %%"
            + "  %,.0f samples/s  %.2f s",
        result.training().loss(),
        100 * result.training().accuracy().orElse(Double.NaN),
        test.loss(),
        100 * test.accuracy().orElse(Double.NaN),
        result.samplesPerSecond(),
        result.seconds());
  }
}
