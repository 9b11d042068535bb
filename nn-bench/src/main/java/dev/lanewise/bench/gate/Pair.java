package dev.lanewise.bench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The observations of one benchmark in both versions.
 *
 * @param key the benchmark
 * @param base observations of the base
 * @param fresh observations of the new version
 */
record Pair(BenchmarkKey key, ForkScores base, ForkScores fresh) {

  /** Pairs the benchmarks that both versions have, in the base's order. */
  static List<Pair> common(Map<BenchmarkKey, ForkScores> base, Map<BenchmarkKey, ForkScores> fresh)
      throws UnusableInput {
    List<Pair> pairs = new ArrayList<>();
    for (Map.Entry<BenchmarkKey, ForkScores> entry : base.entrySet()) {
      ForkScores other = fresh.get(entry.getKey());
      if (other != null) {
        pairs.add(comparable(new Pair(entry.getKey(), entry.getValue(), other)));
      }
    }
    if (pairs.isEmpty()) {
      throw new UnusableInput("the base and the new version have no benchmark in common");
    }
    return pairs;
  }

  private static Pair comparable(Pair pair) throws UnusableInput {
    String base = pair.base.unit() + " on threads: " + pair.base.threads();
    String fresh = pair.fresh.unit() + " on threads: " + pair.fresh.threads();
    if (!base.equals(fresh)) {
      throw new UnusableInput(
          pair.key + " cannot be compared: base in " + base + ", new in " + fresh);
    }
    return withAllAllocations(pair);
  }

  /** A median of some of the forks would look like one of all. */
  private static Pair withAllAllocations(Pair pair) throws UnusableInput {
    int base = pair.base.allocations().size();
    int fresh = pair.fresh.allocations().size();
    boolean none = base + fresh == 0;
    if (!none && (base != pair.base.forks() || fresh != pair.fresh.forks())) {
      throw new UnusableInput(
          "%s: allocated bytes found in %d of %d forks of the base and %d of %d of the new version; expected in all or none; run all with JMH's option -prof gc"
              .formatted(pair.key, base, pair.base.forks(), fresh, pair.fresh.forks()));
    }
    return pair;
  }

  /** Logarithms of the times of the base's forks. */
  double[] baseTimes() {
    return base.logTimes(Direction.of(key.mode()));
  }

  /** Logarithms of the times of the new version's forks. */
  double[] freshTimes() {
    return fresh.logTimes(Direction.of(key.mode()));
  }

  /** Whether allocated bytes were measured, in all forks. */
  boolean hasAllocations() {
    return !base.allocations().isEmpty();
  }
}
