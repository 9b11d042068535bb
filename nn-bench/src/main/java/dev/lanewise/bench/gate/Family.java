package dev.lanewise.bench.gate;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * All tests of a run, of times and of allocations, whose p-values are corrected for their number
 * together: more of them must not mean more false alarms.
 *
 * @param slowdowns the tests of the times, in the order of the pairs
 * @param times their adjusted p-values
 * @param allocations adjusted p-values of the pairs that have allocations measured, in their order
 */
record Family(List<Slowdown> slowdowns, List<Double> times, List<Double> allocations) {

  static Family of(Design design, List<Pair> pairs) {
    List<Slowdown> slowdowns =
        pairs.stream().map(pair -> design.test(pair.baseTimes(), pair.freshTimes())).toList();
    DoubleStream times = slowdowns.stream().mapToDouble(Slowdown::pValue);
    DoubleStream allocations =
        pairs.stream()
            .filter(Pair::hasAllocations)
            .map(pair -> design.test(pair.base().allocated(), pair.fresh().allocated()))
            .mapToDouble(Slowdown::pValue);
    double[] adjusted = Holm.adjust(DoubleStream.concat(times, allocations).toArray());
    List<Double> all = DoubleStream.of(adjusted).boxed().toList();
    return new Family(
        slowdowns, all.subList(0, pairs.size()), all.subList(pairs.size(), all.size()));
  }

  /** How many tests there are. */
  static int size(List<Pair> pairs) {
    return pairs.size() + (int) pairs.stream().filter(Pair::hasAllocations).count();
  }
}
