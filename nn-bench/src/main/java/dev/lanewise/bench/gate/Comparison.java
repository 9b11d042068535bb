package dev.lanewise.bench.gate;

import java.util.Optional;

/**
 * A benchmark with the verdicts on it.
 *
 * @param pair the observations
 * @param slowdown what the test says of the times
 * @param control what the base's own forks say of the machine
 * @param time what follows for the time
 * @param allocation the verdict on allocated bytes, if they were measured
 */
record Comparison(
    Pair pair, Slowdown slowdown, Slowdown control, Verdict time, Optional<Verdict> allocation) {

  boolean isSlower() {
    return time == Verdict.REGRESSION;
  }

  /** Whether more forks could still show a regression. */
  boolean isUnclear() {
    return time == Verdict.UNCLEAR || allocation.equals(Optional.of(Verdict.UNCLEAR));
  }

  boolean allocatesMore() {
    return allocation.equals(Optional.of(Verdict.REGRESSION));
  }
}
