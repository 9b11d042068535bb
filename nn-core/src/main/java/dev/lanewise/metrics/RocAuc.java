package dev.lanewise.metrics;

/**
 * The area under the receiver operating characteristic of a binary decision: the probability that a
 * positive sample scores higher than a negative one, where equal scores count half (Mann and
 * Whitney's U). Exact: all scores are kept, 8 bytes each.
 *
 * <p>Accumulates, and belongs to one thread at a time: give each thread its own and {@link #merge}
 * them.
 */
public final class RocAuc {
  private final DoubleList positives = new DoubleList();
  private final DoubleList negatives = new DoubleList();

  /** No samples. */
  public RocAuc() {}

  /**
   * Adds a sample.
   *
   * @param positive whether it belongs to the class in question
   * @param score the higher, the likelier it does; only the order matters
   * @throws dev.lanewise.DataException if the score is not finite
   */
  public void add(boolean positive, double score) {
    // Adding 0.0 turns -0.0 into 0.0, which sorting would tell apart.
    (positive ? positives : negatives).add(Checks.finite("Score", score) + 0.0);
  }

  /** Adds the samples of another accumulator: the result is as if they had been added here. */
  public void merge(RocAuc other) {
    positives.addAll(other.positives);
    negatives.addAll(other.negatives);
  }

  /** The area, from 0 to 1; NaN unless there are samples of both kinds, as in scikit-learn. */
  public double value() {
    double[] lower = negatives.sorted();
    int below = 0;
    int notAbove = 0;
    long halves = 0;
    for (double score : positives.sorted()) {
      while (below < lower.length && lower[below] < score) {
        below++;
      }
      while (notAbove < lower.length && lower[notAbove] <= score) {
        notAbove++;
      }
      halves += below + (long) notAbove;
    }
    return halves / (2.0 * positives.size() * negatives.size());
  }
}
