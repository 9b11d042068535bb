package dev.lanewise.bench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * When is slower a regression? If the estimate of the slowdown reaches the minimum effect
 * <em>and</em> Holm's adjusted p-value stays within the level. The level bounds the probability
 * that a run over any number of unchanged benchmarks raises an alarm; the minimum effect keeps what
 * is real but too small to matter from doing so.
 *
 * @param minimumEffect the least slowdown that matters: 0.03 is 3 % more time for an operation
 * @param level the greatest probability of a false alarm of the whole run
 */
record Rule(double minimumEffect, double level) {

  /** Slower by 3 %, at a level of 2 %. */
  static final Rule STANDARD = new Rule(0.03, 0.02);

  /** The verdicts, in the order of the pairs. */
  List<Comparison> decide(Design design, List<Pair> pairs) throws UnusableInput {
    for (Pair pair : pairs) {
      requireForks(design, pair, pairs.size());
    }
    List<Slowdown> slowdowns = pairs.stream().map(design::test).toList();
    double[] adjusted = Holm.adjust(slowdowns.stream().mapToDouble(Slowdown::pValue).toArray());
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < adjusted.length; i++) {
      Slowdown slowdown = slowdowns.get(i);
      Verdict verdict = verdict(slowdown, adjusted[i]);
      Pair pair = pairs.get(i);
      comparisons.add(new Comparison(pair, slowdown, design.control(pair), verdict));
    }
    return comparisons;
  }

  /** The least number of forks of each version that can decide on that many benchmarks. */
  int forksNeeded(Design design, int benchmarks) {
    return design.forksNeeded(level / benchmarks);
  }

  /** Refuses to decide if not even the clearest outcome could be significant. */
  private void requireForks(Design design, Pair pair, int benchmarks) throws UnusableInput {
    if (design.leastPValue(pair) > level / benchmarks) {
      throw tooFew(
          pair.key() + " ran in " + pair.base().forks() + " and " + pair.fresh().forks() + " forks",
          design,
          benchmarks);
    }
  }

  /** Says how many forks are needed. */
  UnusableInput tooFew(String found, Design design, int benchmarks) {
    return new UnusableInput(
        String.format(
            Locale.ROOT,
            "too few forks to decide: %s; %d %s at level %s %s at least %d forks of each version",
            found,
            benchmarks,
            benchmarks == 1 ? "benchmark" : "benchmarks",
            level,
            benchmarks == 1 ? "needs" : "need",
            forksNeeded(design, benchmarks)));
  }

  private Verdict verdict(Slowdown slowdown, double adjusted) {
    double least = StrictMath.log1p(minimumEffect);
    if (slowdown.estimate() >= least) {
      return adjusted <= level ? Verdict.REGRESSION : Verdict.UNCLEAR;
    }
    return slowdown.estimate() <= -least && slowdown.high() < 0 ? Verdict.FASTER : Verdict.QUIET;
  }
}
