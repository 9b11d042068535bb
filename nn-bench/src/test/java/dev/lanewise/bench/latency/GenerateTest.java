package dev.lanewise.bench.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.bench.latency.LatencyMeasurement.Quantile;
import dev.lanewise.bench.turns.Entrant;
import dev.lanewise.bench.turns.Figure;
import dev.lanewise.bench.turns.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class GenerateTest {

  @ParameterizedTest
  @ValueSource(strings = {"cnn", "784-10", "lstm-128", "gpt2"})
  void networksThatAreNotComparedAreRefusedBeforeAnythingRuns(String network) {
    StringWriter err = new StringWriter();
    CommandLine commandLine = Generate.commandLine().setErr(new PrintWriter(err));

    assertEquals(
        CommandLine.ExitCode.USAGE,
        commandLine.execute("--no-peers", "--networks", "gpt," + network));
    assertTrue(err.toString().contains("found " + network), err.toString());
  }

  @Test
  void bothNetworksAreReadUnlessTold() {
    assertEquals(List.of(new TokenRequest("lstm-256"), new TokenRequest("gpt")), requests());
    assertEquals(List.of(new TokenRequest("gpt")), requests("--networks=gpt"));
    assertEquals(100, new TokenRequest("lstm-256").tokens().length);
    assertEquals(64, new TokenRequest("gpt").tokens().length);
  }

  @Test
  void tableHasRatiosToLanewise() {
    TokenRequest request = new TokenRequest("gpt");
    Outcome outcome = new Outcome();
    for (int round = 0; round < 2; round++) {
      outcome.add(Entrant.LANEWISE, new Figure(Quantile.P50.figure(request), 20));
      outcome.add(Entrant.LANEWISE, new Figure(Quantile.P99.figure(request), 40));
      outcome.add("peer", new Figure(Quantile.P50.figure(request), 50));
      outcome.add("peer", new Figure(Quantile.P99.figure(request), 60));
    }

    assertEquals(
        """
        | network |  library |   p50 |   p99 | ratio p50 |  interval | ratio p99 |
        | ------- | -------: | ----: | ----: | --------: | --------: | --------: |
        | gpt     | Lanewise | 20.00 | 40.00 |         - |         - |         - |
        | gpt     |     peer | 50.00 | 60.00 |      2.50 | 2.50-2.50 |      1.50 |
        """,
        GenerateReport.table(
                outcome, TokenRequest.NETWORKS.stream().map(TokenRequest::new).toList())
            .text());
  }

  private static List<TokenRequest> requests(String... options) {
    CommandLine commandLine = Generate.commandLine();
    commandLine.parseArgs(options);
    Generate generate = commandLine.getCommand();
    return generate.requests();
  }
}
