package dev.lanewise.bench.latency;

import dev.lanewise.bench.Table;
import dev.lanewise.bench.compare.Interval;
import dev.lanewise.bench.latency.LatencyMeasurement.Quantile;
import dev.lanewise.bench.turns.Entrant;
import dev.lanewise.bench.turns.Outcome;
import java.util.List;
import java.util.Locale;

/** The latencies for people. */
final class PredictReport {

  private PredictReport() {}

  /** The table, and how to read it. */
  static String of(Outcome outcome, List<Request> requests) {
    return table(outcome, requests).text()
        + """

        Microseconds of a call on one thread, in steady state, and thousands of samples a second; \
        medians of the rounds. Ratios are
        the library's latency divided by Lanewise's, with the interval (95 %) of the first. ONNX \
        Runtime is 1.23.2, on one reused direct
        buffer with a new tensor over it for each call, or with tensors that are reused too.
        """;
  }

  static Table table(Outcome outcome, List<Request> requests) {
    Table table =
        new Table(
            "network",
            "samples",
            "library",
            "p50",
            "p99",
            "k/s",
            "ratio p50",
            "interval",
            "ratio p99");
    for (Request request : requests) {
      for (String library : outcome.all().keySet()) {
        row(table, outcome, request, library);
      }
    }
    return table;
  }

  private static void row(Table table, Outcome outcome, Request request, String library) {
    double p50 = median(outcome, library, request, Quantile.P50);
    double p99 = median(outcome, library, request, Quantile.P99);
    if (Double.isNaN(p50)) {
      return;
    }
    boolean ours = library.equals(Entrant.LANEWISE);
    table.add(
        request.network(),
        Integer.toString(request.samples()),
        library,
        format("%.2f", p50),
        format("%.2f", p99),
        thousands(1000 * request.samples() / p50),
        ours ? "-" : format("%.2f", p50 / median(outcome, Entrant.LANEWISE, request, Quantile.P50)),
        ours
            ? "-"
            : outcome
                .ratioInterval(Quantile.P50.figure(request), library, Entrant.LANEWISE)
                .map(PredictReport::format)
                .orElse("-"),
        ours
            ? "-"
            : format("%.2f", p99 / median(outcome, Entrant.LANEWISE, request, Quantile.P99)));
  }

  /** Small numbers with two digits behind the point. */
  private static String thousands(double value) {
    return format(value < 10 ? "%.2f" : "%.0f", value);
  }

  private static double median(
      Outcome outcome, String library, Request request, Quantile quantile) {
    return outcome.median(library, quantile.figure(request)).orElse(Double.NaN);
  }

  private static String format(Interval interval) {
    return String.format(Locale.ROOT, "%.2f-%.2f", interval.low(), interval.high());
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
