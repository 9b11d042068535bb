package dev.lanewise.bench.cold;

import dev.lanewise.bench.Table;
import dev.lanewise.bench.turns.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The costs of a start for people. */
final class ColdReport {

  private ColdReport() {}

  /** The table, and how to read it. */
  static String of(Outcome outcome, List<Integer> threads) {
    return table(outcome, threads).text()
        + """

        Seconds, medians of the rounds, each with a seed of its own: from the start of the process \
        to the end of its first epoch,
        of a warm epoch (784-128-10, Adam, batch 128), how much longer the first takes with the \
        start, and from the start to 97 % on
        the test set, which is tried after each epoch. Memory is the most that was resident, in MiB.
        """;
  }

  static Table table(Outcome outcome, List<Integer> threads) {
    Table table =
        new Table(
            "library",
            "threads",
            "first epoch's end",
            "warm epoch",
            "cost of start",
            "to 97 %",
            "epochs",
            "memory");
    for (int count : threads) {
      for (String library : outcome.all().keySet()) {
        double first = median(outcome, library, count, ColdFigure.FIRST);
        double warm = median(outcome, library, count, ColdFigure.WARM);
        table.add(
            library,
            Integer.toString(count),
            format("%.2f", first),
            format("%.2f", warm),
            format("%.2f", first - warm),
            format("%.2f", median(outcome, library, count, ColdFigure.GOAL)),
            format("%.1f", median(outcome, library, count, ColdFigure.EPOCHS)),
            format("%.0f", median(outcome, library, count, ColdFigure.MEMORY)));
      }
    }
    return table;
  }

  private static double median(Outcome outcome, String library, int threads, ColdFigure figure) {
    OptionalDouble median = outcome.median(library, figure.label(threads));
    return median.orElse(Double.NaN);
  }

  private static String format(String pattern, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, pattern, value);
  }
}
