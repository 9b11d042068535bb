package dev.lanewise.bench.gate;

/**
 * More allocated bytes an operation are a regression if their median grows by more than 1 %, 1 byte
 * and what {@linkplain Allocation JMH itself} may have allocated in the new version's iterations,
 * <em>and</em> that is significant. The byte is for what the virtual machine itself allocates now
 * and then, spread over all operations. The test is needed because the compiler removes an
 * allocation in one fork and not in the next: one jar against itself gave 53 and 58 bytes.
 */
final class AllocationRule {
  private static final double RELATIVE = 0.01;
  private static final double BYTES = 1;

  private AllocationRule() {}

  /** The median of forks in bytes an operation. */
  static double bytes(ForkScores scores) {
    return Median.of(scores.allocated());
  }

  private static double ofJmh(ForkScores scores) {
    return Median.of(scores.allocations().stream().mapToDouble(Allocation::ofJmh).toArray());
  }

  /**
   * The verdict on a benchmark that {@linkplain Pair#hasAllocations has them measured}.
   *
   * @param significant whether the increase is
   */
  static Verdict verdict(Pair pair, boolean significant) {
    double limit = bytes(pair.base()) * (1 + RELATIVE) + BYTES + ofJmh(pair.fresh());
    if (bytes(pair.fresh()) <= limit) {
      return Verdict.QUIET;
    }
    return significant ? Verdict.REGRESSION : Verdict.UNCLEAR;
  }
}
