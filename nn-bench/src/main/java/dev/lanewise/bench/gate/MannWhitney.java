package dev.lanewise.bench.gate;

import java.util.Arrays;

/**
 * The test of Mann, Whitney and Wilcoxon, one-sided and exact: are the values of one sample greater
 * than those of another?
 *
 * <pre>
 *   R = sum of the ranks of the new values among all,   p = P(R' &gt;= R) over all choices of new values
 *   estimate = median of y_j - x_i over all i, j         (Hodges and Lehmann)
 * </pre>
 *
 * <p>Source: H. Mann, D. Whitney, "On a test of whether one of two random variables is
 * stochastically larger than the other", Annals of Mathematical Statistics 18, 1947. It assumes
 * that forks are independent, so it takes a slow hour of the machine for a slow version.
 */
final class MannWhitney {

  private MannWhitney() {}

  /** Tests logarithms of times. */
  static Slowdown test(double[] base, double[] fresh) {
    int lowest = fresh.length * (fresh.length + 1) / 2;
    double[] untied = RankSums.ofSubsets(RankSums.untied(base.length + fresh.length), fresh.length);
    int excluded = RankSums.below(untied, lowest, (1 - Slowdown.CONFIDENCE) / 2);
    return Slowdown.of(differences(base, fresh), excluded, pValue(base, fresh));
  }

  /** The least p-value that samples of these sizes can reach: one choice of all. */
  static double leastPValue(int base, int fresh) {
    double choices = 1;
    for (int i = 1; i <= fresh; i++) {
      choices = choices * (base + i) / i;
    }
    return 1 / choices;
  }

  /** The least number of forks of each version that can reach a p-value at all. */
  static int forksNeeded(double level) {
    int n = 1;
    while (leastPValue(n, n) > level) {
      n++;
    }
    return n;
  }

  private static double pValue(double[] base, double[] fresh) {
    double[] all = Arrays.copyOf(base, base.length + fresh.length);
    System.arraycopy(fresh, 0, all, base.length, fresh.length);
    int[] ranks = RankSums.doubled(all);
    int sum = 0;
    for (int i = base.length; i < ranks.length; i++) {
      sum += ranks[i];
    }
    return RankSums.atLeast(RankSums.ofSubsets(ranks, fresh.length), sum);
  }

  private static double[] differences(double[] base, double[] fresh) {
    double[] differences = new double[base.length * fresh.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = fresh[i / base.length] - base[i % base.length];
    }
    return differences;
  }
}
