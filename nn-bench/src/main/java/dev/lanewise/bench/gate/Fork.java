package dev.lanewise.bench.gate;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a fork reported on.
 *
 * @param version that ran
 * @param number counts forks of both versions from 1
 * @param benchmarks with their parameters
 */
record Fork(Version version, int number, Set<BenchmarkKey> benchmarks) {

  Fork {
    benchmarks = Set.copyOf(benchmarks);
  }

  /** Refuses another fork that reported on others: what is not measured cannot raise an alarm. */
  void requireSame(Fork other) throws UnusableInput {
    if (!benchmarks.equals(other.benchmarks)) {
      throw new UnusableInput(
          lack(other)
              + other.lack(this)
              + "expected the same benchmarks in all forks; leave others out with --include, or with"
              + " JMH's -e");
    }
  }

  /** What another fork has and this one has not. */
  private String lack(Fork other) {
    String missing =
        other.benchmarks.stream()
            .filter(key -> !benchmarks.contains(key))
            .map(BenchmarkKey::toString)
            .sorted()
            .collect(Collectors.joining(", "));
    String name = version.name().toLowerCase(Locale.ROOT);
    return missing.isEmpty() ? "" : "fork " + number + " (" + name + ") lacks " + missing + "; ";
  }
}
