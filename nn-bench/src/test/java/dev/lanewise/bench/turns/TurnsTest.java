package dev.lanewise.bench.turns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.lanewise.bench.compare.ChildProcess.FailedException;
import dev.lanewise.bench.compare.Interval;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final List<String> order = new ArrayList<>();
  private final StringWriter log = new StringWriter();

  private Entrant entrant(String library) {
    return new Entrant(
        library,
        "work",
        round -> {
          order.add(library + round);
          return List.of(new Figure("speed", 10.0 + round));
        });
  }

  private Entrant failing(String library) {
    return new Entrant(
        library,
        "work",
        round -> {
          order.add(library + round);
          throw new FailedException("no luck");
        });
  }

  private Outcome run(int rounds, Entrant... entrants) throws FailedException {
    return Turns.run(List.of(entrants), rounds, new PrintWriter(log));
  }

  @Test
  void everyOtherRoundGoesBackwards() throws FailedException {
    Outcome outcome = run(3, entrant("a"), entrant("b"));

    assertEquals(List.of("a0", "b0", "b1", "a1", "a2", "b2"), order);
    assertEquals(OptionalDouble.of(11), outcome.median("a", "speed"));
    assertEquals(
        Map.of("speed", List.of(10.0, 11.0, 12.0)), outcome.all().getOrDefault("b", Map.of()));
  }

  @Test
  void peerThatFailsIsLeftOut() throws FailedException {
    Outcome outcome = run(2, entrant(Entrant.LANEWISE), failing("peer"));

    assertEquals(List.of("Lanewise0", "peer0", "Lanewise1"), order);
    assertEquals(OptionalDouble.empty(), outcome.median("peer", "speed"));
    assertTrue(log.toString().contains("no luck"), log.toString());
  }

  @Test
  void lanewiseMustNotFail() {
    assertThrows(FailedException.class, () -> run(1, failing(Entrant.LANEWISE)));
  }

  @Test
  void prefixIsPutBeforeFigures() throws FailedException {
    Outcome outcome = run(1, entrant("a").prefixed("2 threads, "));

    assertEquals(OptionalDouble.of(10), outcome.median("a", "2 threads, speed"));
  }

  @Test
  void intervalNeedsSeveralRounds() {
    Outcome outcome = new Outcome();
    outcome.add("a", new Figure("time", 4));
    outcome.add("b", new Figure("time", 2));
    assertEquals(Optional.empty(), outcome.ratioInterval("time", "a", "b"));

    outcome.add("a", new Figure("time", 4));
    outcome.add("b", new Figure("time", 2));
    assertEquals(Optional.of(new Interval(2, 2)), outcome.ratioInterval("time", "a", "b"));
  }

  @Test
  void figuresThatAreWrittenAreRead() {
    Figure figure = new Figure("a \"b\"", 0.25);

    assertEquals(List.of(figure), Figure.parse(List.of("WARNING: x", figure.json())));
    for (String line : List.of("{\"figure\":\"a\"}", "{\"figure\"", "{\"value\":1}")) {
      Exception e = assertThrows(IllegalArgumentException.class, () -> Figure.parse(List.of(line)));
      assertTrue(e.toString().contains(line), e.toString());
    }
  }

  @Test
  void jsonFileHasEveryValue() throws IOException {
    Outcome outcome = new Outcome();
    outcome.add("a", new Figure("time", 4));
    outcome.add("a", new Figure("time", 5));

    Map<String, Object> file = JSON.std.mapFrom(Options.json(outcome, Map.of("CPU", "x")));
    assertEquals(Map.of("a", Map.of("time", List.of(4.0, 5.0))), file.get("figures"));
    assertEquals(Map.of("CPU", "x"), file.get("machine"));
  }
}
