package dev.lanewise.bench.gate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When is slower a regression? If the estimate of the slowdown reaches the minimum effect
 * <em>and</em> Holm's adjusted p-value stays within the level. The level bounds the probability
 * that a run over any number of unchanged benchmarks raises an alarm; the minimum effect keeps what
 * is real but too small to matter from doing so. {@link AllocationRule} says the same of allocated
 * bytes.
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
      requireForks(design, pair, Family.size(pairs));
    }
    Family family = Family.of(design, pairs);
    Iterator<Double> allocations = family.allocations().iterator();
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      Slowdown slowdown = family.slowdowns().get(i);
      Optional<Verdict> allocation =
          pair.hasAllocations()
              ? Optional.of(AllocationRule.verdict(pair, allocations.next() <= level))
              : Optional.empty();
      comparisons.add(
          new Comparison(
              pair,
              slowdown,
              design.control(pair.baseTimes()),
              verdict(slowdown, family.times().get(i)),
              allocation));
    }
    return comparisons;
  }

  /** The least number of forks of each version that can decide on that many comparisons. */
  int forksNeeded(Design design, int comparisons) {
    return design.forksNeeded(level / comparisons);
  }

  /** Refuses to decide if not even the clearest outcome could be significant. */
  private void requireForks(Design design, Pair pair, int comparisons) throws UnusableInput {
    int base = pair.base().forks();
    int fresh = pair.fresh().forks();
    if (design.leastPValue(base, fresh) > level / comparisons) {
      throw tooFew(
          pair.key() + " ran in " + base + " and " + fresh + " forks", design, comparisons);
    }
  }

  /** Says how many forks are needed. */
  UnusableInput tooFew(String found, Design design, int comparisons) {
    return new UnusableInput(
        String.format(
            Locale.ROOT,
            "too few forks to decide: %s; %d %s at level %s %s at least %d forks of each version",
            found,
            comparisons,
            comparisons == 1 ? "comparison" : "comparisons",
            level,
            comparisons == 1 ? "needs" : "need",
            forksNeeded(design, comparisons)));
  }

  private Verdict verdict(Slowdown slowdown, double adjusted) {
    double least = StrictMath.log1p(minimumEffect);
    if (slowdown.estimate() >= least) {
      return adjusted <= level ? Verdict.REGRESSION : Verdict.UNCLEAR;
    }
    return slowdown.estimate() <= -least && slowdown.high() < 0 ? Verdict.FASTER : Verdict.QUIET;
  }
}
