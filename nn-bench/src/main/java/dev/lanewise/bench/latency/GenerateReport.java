package dev.lanewise.bench.latency;

import dev.lanewise.bench.Table;
import dev.lanewise.bench.latency.LatencyMeasurement.Quantile;
import dev.lanewise.bench.turns.Entrant;
import dev.lanewise.bench.turns.Outcome;
import java.util.List;
import java.util.Locale;

/** The latencies of a token for people. */
final class GenerateReport {

  private GenerateReport() {}

  /** The table, and how to read it. */
  static String of(Outcome outcome, List<TokenRequest> requests) {
    return table(outcome, requests).text()
        + """

        Microseconds from a token to the scores of the next one on one thread, in steady state; \
        medians of the rounds. Ratios are
        the library's latency divided by Lanewise's, with the interval (95 %) of the first. PyTorch \
        is 2.7.1 without autograd, ONNX
        Runtime 1.23.2; both remember in their own tensors.
        """;
  }

  static Table table(Outcome outcome, List<TokenRequest> requests) {
    Table table =
        new Table("network", "library", "p50", "p99", "ratio p50", "interval", "ratio p99");
    for (TokenRequest request : requests) {
      for (String library : outcome.all().keySet()) {
        row(table, outcome, request, library);
      }
    }
    return table;
  }

  private static void row(Table table, Outcome outcome, TokenRequest request, String library) {
    double p50 = median(outcome, library, request, Quantile.P50);
    double p99 = median(outcome, library, request, Quantile.P99);
    if (Double.isNaN(p50)) {
      return;
    }
    if (library.equals(Entrant.LANEWISE)) {
      table.add(request.network(), library, format(p50), format(p99), "-", "-", "-");
      return;
    }
    table.add(
        request.network(),
        library,
        format(p50),
        format(p99),
        format(p50 / median(outcome, Entrant.LANEWISE, request, Quantile.P50)),
        outcome
            .ratioInterval(Quantile.P50.figure(request), library, Entrant.LANEWISE)
            .map(interval -> format(interval.low()) + "-" + format(interval.high()))
            .orElse("-"),
        format(p99 / median(outcome, Entrant.LANEWISE, request, Quantile.P99)));
  }

  private static double median(
      Outcome outcome, String library, TokenRequest request, Quantile quantile) {
    return outcome.median(library, quantile.figure(request)).orElse(Double.NaN);
  }

  private static String format(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
