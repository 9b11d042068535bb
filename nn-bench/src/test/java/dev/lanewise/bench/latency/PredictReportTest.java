package dev.lanewise.bench.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.bench.latency.LatencyMeasurement.Quantile;
import dev.lanewise.bench.turns.Entrant;
import dev.lanewise.bench.turns.Figure;
import dev.lanewise.bench.turns.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredictReportTest {

  @Test
  void quantilesAreValuesThatOccurred() {
    double[] hundred = IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray();

    assertEquals(50, Quantile.P50.of(hundred));
    assertEquals(99, Quantile.P99.of(hundred));
    assertEquals(7, Quantile.P99.of(new double[] {3, 7, 5}));
  }

  @Test
  void tableShowsRatios() {
    Request request = new Request("784-128-10", 128);
    Outcome outcome = new Outcome();
    for (int round = 0; round < 3; round++) {
      outcome.add(Entrant.LANEWISE, new Figure(Quantile.P50.figure(request), 100));
      outcome.add(Entrant.LANEWISE, new Figure(Quantile.P99.figure(request), 200));
      outcome.add("peer", new Figure(Quantile.P50.figure(request), 150));
      outcome.add("peer", new Figure(Quantile.P99.figure(request), 800));
    }

    assertEquals(
        """
        | network    | samples |  library |    p50 |    p99 |  k/s | ratio p50 |  interval | ratio p99 |
        | ---------- | ------: | -------: | -----: | -----: | ---: | --------: | --------: | --------: |
        | 784-128-10 |     128 | Lanewise | 100.00 | 200.00 | 1280 |         - |         - |         - |
        | 784-128-10 |     128 |     peer | 150.00 | 800.00 |  853 |      1.50 | 1.50-1.50 |      4.00 |
        """,
        PredictReport.table(outcome, List.of(request)).text());
  }

  @Test
  void requestsAreReadFromTheirWords() {
    for (Request request : Request.all()) {
      assertEquals(request, Request.of(request.words().toArray(String[]::new)));
    }
  }
}
