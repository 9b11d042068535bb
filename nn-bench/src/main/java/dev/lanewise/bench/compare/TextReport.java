package dev.lanewise.bench.compare;

import dev.lanewise.bench.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The comparison for people. */
final class TextReport {

  private TextReport() {}

  /** The machine, the table, and how to read it. */
  static String of(Comparison comparison, Map<String, String> machine) {
    StringBuilder text = new StringBuilder();
    machine.forEach((name, value) -> text.append("%-10s  %s%n".formatted(name, value)));
    text.append(
        String.format(
            Locale.ROOT, "%-10s  %.0f GFLOP/s of one core%n%n", "FMA peak", comparison.peak()));
    text.append(table(comparison).text());
    text.append(
        String.format(
            Locale.ROOT,
            """

            Thousands of samples a second, on MNIST. Each process trains %d epochs, of which the \
            first does not count;
            its speed is their median, and the table has the medians of %d process(es). The \
            interval (95 %%) is of the ratio.
            A peer runs in its best setting, on as many threads as Lanewise or on one.
            """,
            comparison.plan().epochs(),
            comparison.plan().rounds()));
    return text.toString();
  }

  static Table table(Comparison comparison) {
    Table table =
        new Table(
            "network",
            "optimizer",
            "batch",
            "threads",
            "Lanewise",
            "of peak",
            "peer",
            "k/s",
            "ratio",
            "interval",
            "setting");
    for (Comparison.Row row : comparison.rows()) {
      if (row.rivals().isEmpty()) {
        add(table, row, List.of("-", "-", "-", "-", "-"));
      }
      for (Comparison.Rival rival : row.rivals()) {
        add(
            table,
            row,
            List.of(
                rival.name(),
                String.format(Locale.ROOT, "%.1f", rival.speed() / 1000),
                String.format(Locale.ROOT, "%.2f", rival.ratio()),
                rival
                    .interval()
                    .map(i -> String.format(Locale.ROOT, "%.2f-%.2f", i.low(), i.high()))
                    .orElse("-"),
                rival.setting().describe()));
      }
    }
    return table;
  }

  private static void add(Table table, Comparison.Row row, List<String> rival) {
    Workload workload = row.cell().workload();
    table.add(
        workload.network(),
        workload.optimizer(),
        Integer.toString(workload.batch()),
        Integer.toString(row.cell().threads()),
        String.format(Locale.ROOT, "%.1f", row.speed() / 1000),
        String.format(Locale.ROOT, "%.0f %%", 100 * row.shareOfPeak()),
        rival.get(0),
        rival.get(1),
        rival.get(2),
        rival.get(3),
        rival.get(4));
  }
}
