package dev.lanewise.bench.gate;

import java.util.stream.IntStream;

/** All forks of one version ran after all of the other: their order says nothing. */
final class UnpairedForks implements Design {

  @Override
  public Slowdown test(double[] base, double[] fresh) {
    return MannWhitney.test(base, fresh);
  }

  /** Every other fork against the rest. */
  @Override
  public Slowdown control(double[] base) {
    return MannWhitney.test(everyOther(base, 0), everyOther(base, 1));
  }

  @Override
  public double leastPValue(int base, int fresh) {
    return MannWhitney.leastPValue(base, fresh);
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
