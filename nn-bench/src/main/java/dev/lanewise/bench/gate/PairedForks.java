package dev.lanewise.bench.gate;

/**
 * The i-th fork of one version ran next to the i-th of the other, and the one that runs first
 * changes from pair to pair. So what both have in common, such as a busy neighbour or a hot
 * processor, vanishes from the difference; and of a steady drift, which always hits the second one,
 * the sign changes from pair to pair.
 */
final class PairedForks implements Design {

  @Override
  public Slowdown test(Pair pair) {
    double[] differences = pair.freshTimes();
    double[] base = pair.baseTimes();
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= base[i];
    }
    return SignedRank.test(differences);
  }

  /** Each second fork against the one before it, with signs that change from pair to pair. */
  @Override
  public Slowdown control(Pair pair) {
    double[] times = pair.baseTimes();
    double[] differences = new double[times.length / 2];
    for (int i = 0; i < differences.length; i++) {
      double later = times[2 * i + 1] - times[2 * i];
      differences[i] = i % 2 == 0 ? later : -later;
    }
    return SignedRank.test(differences);
  }

  @Override
  public double leastPValue(Pair pair) {
    return Math.scalb(1.0, -pair.base().forks());
  }

  @Override
  public int forksNeeded(double level) {
    return SignedRank.pairsNeeded(level);
  }
}
