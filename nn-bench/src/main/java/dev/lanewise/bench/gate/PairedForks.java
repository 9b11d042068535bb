package dev.lanewise.bench.gate;

/**
 * The i-th fork of one version ran next to the i-th of the other, and the one that runs first
 * changes from pair to pair. So what both have in common, such as a busy neighbour or a hot
 * processor, vanishes from the difference; and of a steady drift, which always hits the second one,
 * the sign changes from pair to pair.
 */
final class PairedForks implements Design {

  @Override
  public Slowdown test(double[] base, double[] fresh) {
    double[] differences = fresh.clone();
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= base[i];
    }
    return SignedRank.test(differences);
  }

  /** Each second fork against the one before it, with signs that change from pair to pair. */
  @Override
  public Slowdown control(double[] base) {
    double[] differences = new double[base.length / 2];
    for (int i = 0; i < differences.length; i++) {
      double later = base[2 * i + 1] - base[2 * i];
      differences[i] = i % 2 == 0 ? later : -later;
    }
    return SignedRank.test(differences);
  }

  @Override
  public double leastPValue(int base, int fresh) {
    return Math.scalb(1.0, -Math.min(base, fresh));
  }

  @Override
  public int forksNeeded(double level) {
    return SignedRank.pairsNeeded(level);
  }
}
