package dev.lanewise.bench.gate;

import java.util.ArrayList;
import java.util.List;

/**
 * The observations of one benchmark in one version.
 *
 * @param unit of the scores, such as {@code ops/s}
 * @param threads that called the benchmark
 * @param medians one score for each fork, in the order they ran: the median of its iterations
 * @param allocations for each fork; empty if they were not measured
 */
record ForkScores(String unit, int threads, List<Double> medians, List<Allocation> allocations) {

  ForkScores {
    medians = List.copyOf(medians);
    allocations = List.copyOf(allocations);
  }

  int forks() {
    return medians.size();
  }

  /** These and then those of another run of the same benchmark. */
  ForkScores with(ForkScores other) {
    return new ForkScores(
        unit,
        threads,
        concatenated(medians, other.medians),
        concatenated(allocations, other.allocations));
  }

  /** The median of the forks. */
  double typical() {
    return Median.of(array(medians));
  }

  /** Bytes an operation of the forks. */
  double[] allocated() {
    return allocations.stream().mapToDouble(Allocation::bytes).toArray();
  }

  /** The logarithms of the forks' times of an operation. */
  double[] logTimes(Direction direction) {
    return medians.stream().mapToDouble(direction::logTime).toArray();
  }

  private static <T> List<T> concatenated(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
