package dev.lanewise.bench.gate;

import java.util.stream.IntStream;

/** All forks of one version ran after all of the other: their order says nothing. */
final class UnpairedForks implements Design {

  @Override
  public Slowdown test(Pair pair) {
    return MannWhitney.test(pair.baseTimes(), pair.freshTimes());
  }

  /** Every other fork against the rest. */
  @Override
  public Slowdown control(Pair pair) {
    double[] times = pair.baseTimes();
    return MannWhitney.test(everyOther(times, 0), everyOther(times, 1));
  }

  @Override
  public double leastPValue(Pair pair) {
    return MannWhitney.leastPValue(pair.base().forks(), pair.fresh().forks());
  }

  @Override
  public int forksNeeded(double level) {
    return MannWhitney.forksNeeded(level);
  }

  private static double[] everyOther(double[] values, int first) {
    return IntStream.range(0, values.length)
        .filter(i -> i % 2 == first)
        .mapToDouble(i -> values[i])
        .toArray();
  }
}
