package dev.lanewise.bench.compare;

import dev.lanewise.bench.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The comparison for people. */
final class TextReport {

  private TextReport() {}

  /** The machine, the tables, and how to read them. */
  static String of(Comparison comparison, Map<String, String> machine) {
    StringBuilder text = new StringBuilder();
    machine.forEach((name, value) -> text.append("%-10s  %s%n".formatted(name, value)));
    text.append(
        String.format(
            Locale.ROOT, "%-10s  %.0f GFLOP/s of one core%n%n", "FMA peak", comparison.peak()));
    text.append("Everybody at the best setting and number of threads:\n\n");
    text.append(verdicts(comparison).text());
    comparison
        .meanRatio()
        .ifPresent(mean ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%nGeometric mean of the %d ratios to the best peer: %.2f%n",
                    comparison.verdicts().size(),
                    mean)));
    text.append("\nAll peers, on at most so many threads:\n\n");
    text.append(rows(comparison).text());
    text.append(
        String.format(
            Locale.ROOT,
            """

            Thousands of samples a second, on MNIST; of lstm-128, lstm-256, gru-128 and gpt thousands \
            of tokens. A process trains
            %d epochs, of which the first does not count; its speed is their median, and the tables \
            have the medians of
            %d process(es), with the 95 %% interval of the ratio. MB are the most memory that a \
            process occupied, with
            PyTorch and TensorFlow the JVM that calls them included.
            Numbers without interval are of one process of %d epochs, after which nothing slower \
            was run again.
            """,
            comparison.plan().epochs(),
            comparison.plan().rounds(),
            comparison.plan().screeningEpochs()));
    return text.toString();
  }

  /** A line for each workload: Lanewise and the best peer. */
  static Table verdicts(Comparison comparison) {
    Table table = table();
    comparison.verdicts().forEach(row -> add(table, row, row.best().stream().toList()));
    return table;
  }

  /** A line for each cell and peer. */
  static Table rows(Comparison comparison) {
    Table table = table();
    comparison.rows().forEach(row -> add(table, row, row.rivals()));
    return table;
  }

  private static Table table() {
    return new Table(
        "network",
        "optimizer",
        "batch",
        "threads",
        "Lanewise",
        "MB",
        "of peak",
        "peer",
        "k/s",
        "MB",
        "ratio",
        "interval",
        "setting");
  }

  private static void add(Table table, Comparison.Row row, List<Comparison.Rival> rivals) {
    if (rivals.isEmpty()) {
      add(table, row, "-", "-", "-", "-", "-", "-");
    }
    for (Comparison.Rival rival : rivals) {
      add(
          table,
          row,
          rival.name(),
          thousands(row, rival.speed()),
          megabytes(rival.memory()),
          String.format(Locale.ROOT, "%.2f", rival.ratio()),
          rival
              .interval()
              .map(i -> String.format(Locale.ROOT, "%.2f-%.2f", i.low(), i.high()))
              .orElse("-"),
          rival.setting().describe());
    }
  }

  private static void add(Table table, Comparison.Row row, String... rival) {
    Workload workload = row.cell().workload();
    List<String> line = new ArrayList<>();
    line.add(workload.network());
    line.add(workload.optimizer());
    line.add(Integer.toString(workload.batch()));
    line.add(Integer.toString(row.cell().threads()));
    line.add(thousands(row, row.speed()));
    line.add(megabytes(row.memory()));
    line.add(String.format(Locale.ROOT, "%.0f %%", 100 * row.shareOfPeak()));
    line.addAll(List.of(rival));
    table.add(line.toArray(String[]::new));
  }

  private static String thousands(Comparison.Row row, double speed) {
    int units = row.cell().workload().units();
    return String.format(Locale.ROOT, "%.1f", units * speed / 1000);
  }

  private static String megabytes(double memory) {
    return Double.isNaN(memory) ? "-" : String.format(Locale.ROOT, "%.0f", memory);
  }
}
