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
        "loss %.4f%s  test loss %.4f%s  %,.0f samples/s  %.2f s",
        result.training().loss(),
        accuracy("  accuracy", result.training()),
        test.loss(),
        accuracy("  test accuracy", test),
        result.samplesPerSecond(),
        result.seconds());
  }

  /** The accuracy of a classifier, otherwise the loss. */
  static String quality(Evaluation evaluation) {
    return evaluation.accuracy().isPresent()
        ? accuracy("accuracy", evaluation)
        : String.format(Locale.ROOT, "loss %.6f", evaluation.loss());
  }

  private static String accuracy(String name, Evaluation evaluation) {
    return evaluation.accuracy().isPresent()
        ? String.format(Locale.ROOT, "%s %.2f %%", name, 100 * evaluation.accuracy().getAsDouble())
        : "";
  }
}
