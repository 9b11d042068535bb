package dev.lanewise.bench.gate;

import org.openjdk.jmh.annotations.Mode;

/** Which scores of a benchmark are the better ones. */
enum Direction {
  /** Throughput: operations in a time. */
  MORE_IS_BETTER,
  /** Times: of an operation, of a sample of them, of a single one. */
  LESS_IS_BETTER;

  static Direction of(Mode mode) {
    return mode == Mode.Throughput ? MORE_IS_BETTER : LESS_IS_BETTER;
  }

  /**
   * The logarithm of the time of an operation, up to a constant: {@code ln score} of a time, {@code
   * -ln score} of a throughput. A difference of two is the logarithm of a ratio of times, positive
   * if the second is slower.
   */
  double logTime(double score) {
    double log = StrictMath.log(score);
    return this == LESS_IS_BETTER ? log : -log;
  }
}
