package dev.lanewise.bench.gate;

import java.util.Arrays;

/**
 * Wilcoxon's signed-rank test, one-sided and exact: are paired differences greater than zero?
 *
 * <pre>
 *   T = sum of the ranks of |d_i| over all i with d_i &gt; 0,   p = P(T' &gt;= T) over 2^n signs
 *   estimate = median of (d_i + d_j) / 2 over i &lt;= j          (Hodges and Lehmann)
 * </pre>
 *
 * <p>Why not a bootstrap of the median of pairwise log ratios: among 10 or 20 pairs the bootstrap
 * of a median knows only a few values, and its intervals are too short for few observations, so it
 * raises more alarms than it promises. The signed-rank test keeps its level exactly for any
 * symmetric noise, normal or not; and for a swapped pair the log ratio changes its sign, so it is
 * symmetric by construction if nothing has changed. The estimate that belongs to it bears 29 % of
 * wild forks and needs only 5 % more pairs than the mean on normal noise, where the median needs 57
 * % more (P. Huber, E. Ronchetti, "Robust Statistics", 2nd edition, 3.4).
 *
 * <p>Source: F. Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1, 1945.
 * Differences of zero are left out of the ranks, as there.
 */
final class SignedRank {

  private SignedRank() {}

  /** Tests differences of logarithms of times, new minus base. */
  static Slowdown test(double... differences) {
    int n = differences.length;
    double[] untied = RankSums.ofHalves(RankSums.untied(n));
    int excluded = RankSums.below(untied, 0, (1 - Slowdown.CONFIDENCE) / 2);
    return Slowdown.of(walshAverages(differences), excluded, pValue(differences));
  }

  /** The least number of pairs that can reach a p-value at all: {@code 2^-n <= level}. */
  static int pairsNeeded(double level) {
    int n = 1;
    while (Math.scalb(1.0, -n) > level) {
      n++;
    }
    return n;
  }

  private static double pValue(double[] differences) {
    double[] nonzero = Arrays.stream(differences).filter(d -> d != 0).toArray();
    if (nonzero.length == 0) {
      return 1;
    }
    int[] ranks = RankSums.doubled(Arrays.stream(nonzero).map(Math::abs).toArray());
    int sum = 0;
    for (int i = 0; i < ranks.length; i++) {
      sum += nonzero[i] > 0 ? ranks[i] : 0;
    }
    return RankSums.atLeast(RankSums.ofHalves(ranks), sum);
  }

  private static double[] walshAverages(double[] differences) {
    int n = differences.length;
    double[] averages = new double[n * (n + 1) / 2];
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        averages[next++] = (differences[i] + differences[j]) / 2;
      }
    }
    return averages;
  }
}
