package dev.lanewise.bench.gate;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * Exact distributions of sums of ranks. Counting all outcomes takes no approximation for few
 * observations and none for ties: a distribution is an array with the probability of each sum.
 */
final class RankSums {

  private RankSums() {}

  /** Twice the ranks of values, which are integers: equal values share the mean of their ranks. */
  static int[] doubled(double[] values) {
    double[] ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).rank(values);
    return Arrays.stream(ranks).mapToInt(rank -> (int) Math.round(2 * rank)).toArray();
  }

  /** The ranks of {@code n} different values. */
  static int[] untied(int n) {
    return IntStream.rangeClosed(1, n).toArray();
  }

  /** The sum if each rank counts with probability one half. */
  static double[] ofHalves(int[] ranks) {
    double[] sums = new double[IntStream.of(ranks).sum() + 1];
    sums[0] = 1;
    for (int rank : ranks) {
      for (int s = sums.length - 1; s >= 0; s--) {
        sums[s] = (sums[s] + (s >= rank ? sums[s - rank] : 0)) / 2;
      }
    }
    return sums;
  }

  /** The sum of {@code size} of the ranks, if all subsets of that size are equally likely. */
  static double[] ofSubsets(int[] ranks, int size) {
    double[][] counts = new double[size + 1][IntStream.of(ranks).sum() + 1];
    counts[0][0] = 1;
    for (int rank : ranks) {
      for (int k = size; k >= 1; k--) {
        for (int s = rank; s < counts[k].length; s++) {
          counts[k][s] += counts[k - 1][s - rank];
        }
      }
    }
    double all = Arrays.stream(counts[size]).sum();
    return Arrays.stream(counts[size]).map(count -> count / all).toArray();
  }

  /** The probability of a sum of {@code least} or more. */
  static double atLeast(double[] sums, int least) {
    double probability = 0;
    for (int s = sums.length - 1; s >= least; s--) {
      probability += sums[s];
    }
    return Math.min(1, probability);
  }

  /** How many of the lowest sums, from {@code lowest}, have together at most a probability. */
  static int below(double[] sums, int lowest, double probability) {
    double sum = 0;
    for (int s = lowest; s < sums.length; s++) {
      sum += sums[s];
      if (sum > probability) {
        return s - lowest;
      }
    }
    return sums.length - lowest;
  }
}
