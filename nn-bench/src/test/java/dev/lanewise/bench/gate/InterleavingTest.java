package dev.lanewise.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;

class InterleavingTest {
  private final List<String> order = new ArrayList<>();

  private Map<BenchmarkKey, ForkScores> fork(Version version, int number) {
    order.add(version + "-" + number);
    BenchmarkKey key = new BenchmarkKey("a.B.run", Map.of(), Mode.AverageTime);
    return Map.of(key, new ForkScores("us/op", 1, List.of((double) number), List.of()));
  }

  @Test
  void theFirstOfAPairIsTheSecondOfTheNext() throws Exception {
    List<Pair> pairs = new Interleaving(6, Rule.STANDARD, this::fork).run();
    assertEquals(List.of("BASE-1", "NEW-2", "NEW-3", "BASE-4", "BASE-5"), order.subList(0, 5));
    assertEquals(12, order.size());
    assertEquals(List.of(1.0, 4.0, 5.0, 8.0, 9.0, 12.0), pairs.getFirst().base().medians());
    assertEquals(List.of(2.0, 3.0, 6.0, 7.0, 10.0, 11.0), pairs.getFirst().fresh().medians());
  }

  @Test
  void tooFewForksAreRefusedAfterTheFirstPair() {
    Interleaving few = new Interleaving(5, Rule.STANDARD, this::fork);
    UnusableInput refused = assertThrows(UnusableInput.class, few::run);
    assertTrue(refused.toString().contains("at least 6 forks"), refused.toString());
    assertEquals(2, order.size());
  }

  @Test
  void aForkThatLacksABenchmarkIsRefused() {
    Interleaving lacking = new Interleaving(7, Rule.STANDARD, this::lacking);
    UnusableInput refused = assertThrows(UnusableInput.class, lacking::run);
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("fork 3 (new) lacks B.run size=8 avgt"), message);
    assertEquals(3, order.size());
  }

  /** Of two sizes, the third fork has one only. */
  private Map<BenchmarkKey, ForkScores> lacking(Version version, int number) {
    Map<BenchmarkKey, ForkScores> all = new LinkedHashMap<>();
    for (ForkScores scores : fork(version, number).values()) {
      for (String size : number == 3 ? List.of("4") : List.of("4", "8")) {
        all.put(new BenchmarkKey("a.B.run", Map.of("size", size), Mode.AverageTime), scores);
      }
    }
    return all;
  }

  @Test
  void aBenchmarkOfTheNewVersionAloneIsRefused() {
    Interleaving more =
        new Interleaving(
            6,
            Rule.STANDARD,
            (version, number) ->
                version == Version.NEW ? lacking(version, number) : fork(version, number));
    UnusableInput refused = assertThrows(UnusableInput.class, more::run);
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("fork 1 (base) lacks B.run size=4 avgt, B.run size=8"), message);
    assertTrue(message.contains("fork 2 (new) lacks B.run avgt"), message);
  }

  /** What both versions share in a pair leaves no trace. */
  @Test
  void aCommonFactorOfAPairCancels() {
    BenchmarkKey key = new BenchmarkKey("a.B.run", Map.of(), Mode.AverageTime);
    List<Double> base = List.of(1.0, 3.0, 2.0, 7.0, 5.0, 4.0);
    List<Double> fresh = base.stream().map(score -> 1.25 * score).toList();
    Pair pair =
        new Pair(
            key,
            new ForkScores("us/op", 1, base, List.of()),
            new ForkScores("us/op", 1, fresh, List.of()));
    Slowdown slowdown = new PairedForks().test(pair.baseTimes(), pair.freshTimes());
    assertEquals(0.25, Slowdown.relative(slowdown.estimate()), 1e-12);
    assertEquals(0.25, Slowdown.relative(slowdown.low()), 1e-12);
  }

  /** Differences of 2 with changing signs: neighbours, not halves in time. */
  @Test
  void theControlComparesNeighboursWithChangingSigns() {
    BenchmarkKey key = new BenchmarkKey("a.B.run", Map.of(), Mode.AverageTime);
    ForkScores forks = new ForkScores("us/op", 1, List.of(1.0, 2.0, 4.0, 8.0), List.of());
    Slowdown control = new PairedForks().control(new Pair(key, forks, forks).baseTimes());
    assertEquals(0, control.estimate(), 1e-12);
  }
}
