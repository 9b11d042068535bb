package dev.lanewise.examples.cli;

import dev.lanewise.nn.Model;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Evaluation;
import dev.lanewise.train.Progress;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/** Shows a progress bar for each epoch on a terminal: one line, drawn anew ten times a second. */
final class BarReport implements Report {
  private static final double NANOS = 1e9;
  private static final long DRAWING_NANOS = 100_000_000;

  private final int epochs;
  private final Quality quality;
  private final Screen screen;
  private final PrintStream out;
  private int drawn;
  private int epoch;
  private long start;
  private long drawnAt;

  /**
   * Draws on a terminal.
   *
   * @param screen the terminal, which is closed with this report
   * @param out writes to it as it is, control characters too
   */
  BarReport(int epochs, Quality quality, Screen screen, PrintStream out) {
    this.epochs = epochs;
    this.quality = quality;
    this.screen = screen;
    this.out = out;
  }

  @Override
  public void onBatch(Progress progress) {
    long now = System.nanoTime();
    if (progress.epoch() != epoch) {
      epoch = progress.epoch();
      start = now;
    } else if (now - drawnAt < DRAWING_NANOS) {
      return;
    }
    drawnAt = now;
    double seconds = (now - start) / NANOS;
    draw(
        (double) progress.done() / progress.total(),
        loss(progress.loss()),
        accuracy("accuracy", progress.accuracy()),
        speed(progress.done() / seconds),
        quality.isOfText() ? left(progress, seconds) : time(seconds));
  }

  @Override
  public void epochEnded(EpochResult result, Model model) {
    epoch = result.epoch();
    Evaluation test = result.validation().orElseThrow();
    boolean number = quality.number().isPresent();
    draw(
        1,
        number ? quality.error("test ", test.loss()) : loss(result.training().loss()),
        quality.isOfText()
            ? String.format(Locale.ROOT, "test loss %.4f", test.loss())
            : accuracy("test", test.accuracy().orElse(Double.NaN)),
        speed(result.samplesPerSecond()),
        time(result.seconds()));
    endLine();
  }

  /** Draws figures that are known; the others are empty. */
  private void draw(double done, String... figures) {
    int width = screen.width();
    String line =
        BarLine.of(
            width,
            "epoch " + epoch + "/" + epochs,
            done,
            Arrays.stream(figures).filter(figure -> !figure.isEmpty()).toList());
    int rest = Math.min(drawn, width - 1) - line.length();
    // Spaces over what is left of a longer line.
    out.print("\r" + line + " ".repeat(Math.max(rest, 0)));
    out.flush();
    drawn = line.length();
  }

  private String loss(double loss) {
    if (quality.isOfText()) {
      return String.format(Locale.ROOT, "loss %.4f perplexity %.2f", loss, StrictMath.exp(loss));
    }
    return quality.number().isPresent()
        ? quality.error("", loss)
        : String.format(Locale.ROOT, "loss %.4f", loss);
  }

  private static String accuracy(String name, double accuracy) {
    return Double.isNaN(accuracy)
        ? ""
        : String.format(Locale.ROOT, "%s %.2f %%", name, 100 * accuracy);
  }

  private String speed(double samplesPerSecond) {
    if (quality.isOfText()) {
      return Double.isFinite(samplesPerSecond) ? quality.speed(samplesPerSecond) : "";
    }
    return Double.isFinite(samplesPerSecond)
        ? String.format(Locale.ROOT, "%,.0f/s", samplesPerSecond)
        : "";
  }

  /** How long all epochs may still take, as the steps of this one took. */
  private String left(Progress progress, double seconds) {
    double done = (double) progress.done() / progress.total();
    double epochsLeft = 1 - done + epochs - epoch;
    return done > 0 ? TimeText.of(seconds / done * epochsLeft) + " left" : "";
  }

  private static String time(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }

  /** Whatever is printed next has a line of its own. */
  private void endLine() {
    if (drawn > 0) {
      out.println();
      out.flush();
    }
    drawn = 0;
  }

  @Override
  public void close() {
    endLine();
    screen.close();
  }
}
