package dev.lanewise.bench.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Libraries and outcomes that need no processes. */
final class Fake {
  static final Workload WORKLOAD = new Workload("784-128-10", 128, "adam", 60_000);
  static final Setting ONE = new Setting(1, List.of());
  static final Setting TWO = new Setting(2, List.of());
  static final Setting TWO_FAST = new Setting(2, List.of("fast"));
  static final Peer LANEWISE = new Lanewise();
  static final Peer RIVAL = new Rival();

  private static final Campaign.Plan PLAN =
      new Campaign.Plan(List.of(WORKLOAD), List.of(1, 2), List.of(RIVAL), 5, 6, 3, Path.of("data"));

  private Fake() {}

  /** A library with an option. */
  private record Rival() implements Peer {
    @Override
    public String name() {
      return "Rival \"1\"";
    }

    @Override
    public Optional<String> obstacle() {
      return Optional.empty();
    }

    @Override
    public List<Setting> settings(Workload workload, int threads) {
      return threads == 1 ? List.of(ONE) : List.of(ONE, TWO, TWO_FAST);
    }

    @Override
    public Launch launch(Task task) {
      throw new UnsupportedOperationException();
    }
  }

  static Run run(Setting setting) {
    return new Run(RIVAL, WORKLOAD, setting);
  }

  /** Adds a process of one epoch for each speed. */
  static void add(Results results, Run run, double... speeds) {
    Arrays.stream(speeds)
        .forEach(speed -> results.add(run, List.of(new Epoch(1, 1, speed, Double.NaN, speed / 2))));
  }

  /** Two cells, five rounds: 1.5 times as fast on one thread, as fast on two. */
  static Comparison comparison() {
    Results screening = new Results();
    // Luck, which a verdict must not see.
    add(screening, run(TWO), 999);
    Results results = new Results();
    add(results, new Run(LANEWISE, WORKLOAD, ONE), 300, 310, 290, 300, 300);
    add(results, new Run(LANEWISE, WORKLOAD, TWO), 400, 400, 400, 400, 400);
    add(results, run(ONE), 200, 200, 200, 200, 200);
    add(results, run(TWO_FAST), 400, 400, 400, 400, 400);
    return Comparison.of(PLAN, LANEWISE, List.of(RIVAL), results, screening, peaks());
  }

  /** The same without a peer. */
  static Comparison alone() {
    Results results = new Results();
    add(results, new Run(LANEWISE, WORKLOAD, ONE), 300);
    return Comparison.of(PLAN, LANEWISE, List.of(), results, new Results(), peaks());
  }

  /** Lanewise alone with sequences of 100 tokens, 320 of them in a second. */
  static Comparison ofTokens() {
    Workload workload = new Workload("lstm-256", 64, "adam", 640);
    Campaign.Plan plan =
        new Campaign.Plan(List.of(workload), List.of(2), List.of(), 1, 6, 3, Path.of("data"));
    Results results = new Results();
    add(results, new Run(LANEWISE, workload, TWO), 320);
    return Comparison.of(plan, LANEWISE, List.of(), results, new Results(), peaks());
  }

  private static List<Double> peaks() {
    return new ArrayList<>(IntStream.range(0, 5).mapToObj(i -> 100.0 + i).toList());
  }
}
