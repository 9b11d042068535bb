package dev.lanewise.bench.gate;

/**
 * Bytes allocated by an operation do not depend on the machine's mood, so no test is needed: more
 * than the base's and 1 % and 1 byte is a regression. The byte is for what the virtual machine
 * itself allocates now and then, spread over all operations.
 */
final class AllocationRule {
  private static final double RELATIVE = 0.01;
  private static final double BYTES = 1;

  private AllocationRule() {}

  /** The median of forks in bytes an operation. */
  static double bytes(ForkScores scores) {
    return Median.of(ForkScores.array(scores.allocations()));
  }

  /** The verdict on a benchmark that {@linkplain Pair#hasAllocations has them measured}. */
  static Verdict verdict(Pair pair) {
    double limit = bytes(pair.base()) * (1 + RELATIVE) + BYTES;
    return bytes(pair.fresh()) > limit ? Verdict.REGRESSION : Verdict.QUIET;
  }
}
