package dev.lanewise.bench.gate;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs two versions in turn, one fork each: base new, new base, base new, ... On a machine whose
 * speed drifts that is the only fair way.
 *
 * @param forks of each version
 * @param rule that will decide
 * @param runner runs a fork
 */
record Interleaving(int forks, Rule rule, Runner runner) {
  private static final List<Version> FORTH = List.of(Version.BASE, Version.NEW);
  private static final List<Version> BACK = FORTH.reversed();

  /** Runs one fork of all benchmarks of a version. */
  interface Runner {
    /** Returns what was measured; {@code number} counts forks of both versions from 1. */
    Map<BenchmarkKey, ForkScores> run(Version version, int number)
        throws UnusableInput, InterruptedException;
  }

  /** Runs all forks; returns what they measured. */
  List<Pair> run() throws UnusableInput, InterruptedException {
    Map<Version, Map<BenchmarkKey, ForkScores>> scores = new EnumMap<>(Version.class);
    Optional<Fork> first = Optional.empty();
    int number = 0;
    for (int i = 0; i < forks; i++) {
      for (Version version : i % 2 == 0 ? FORTH : BACK) {
        number++;
        Map<BenchmarkKey, ForkScores> measured = runner.run(version, number);
        Fork fork = new Fork(version, number, measured.keySet());
        first = Optional.of(first.orElse(fork));
        first.get().requireSame(fork);
        scores.merge(version, measured, Interleaving::joined);
      }
      if (i == 0) {
        requireForks(Family.size(pairs(scores)));
      }
    }
    return pairs(scores);
  }

  private static List<Pair> pairs(Map<Version, Map<BenchmarkKey, ForkScores>> scores)
      throws UnusableInput {
    return Pair.common(
        scores.getOrDefault(Version.BASE, Map.of()), scores.getOrDefault(Version.NEW, Map.of()));
  }

  /** Refuses too few forks for the number of comparisons, so that nothing is run in vain. */
  void requireForks(int comparisons) throws UnusableInput {
    Design design = new PairedForks();
    if (forks < rule.forksNeeded(design, comparisons)) {
      throw rule.tooFew("--forks " + forks, design, comparisons);
    }
  }

  private static Map<BenchmarkKey, ForkScores> joined(
      Map<BenchmarkKey, ForkScores> before, Map<BenchmarkKey, ForkScores> now) {
    Map<BenchmarkKey, ForkScores> all = new LinkedHashMap<>(before);
    now.forEach((key, scores) -> all.merge(key, scores, ForkScores::with));
    return all;
  }
}
