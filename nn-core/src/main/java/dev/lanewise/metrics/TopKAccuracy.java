package dev.lanewise.metrics;

/**
 * The share of samples whose class is among the {@code k} highest scores, for every {@code k} at
 * once. Of equal scores the one of the lower class counts as higher, so that {@code k = 1} is the
 * accuracy of {@link dev.lanewise.predict.Predictor#classify}.
 *
 * <p>Accumulates, and belongs to one thread at a time: give each thread its own and {@link #merge}
 * them.
 */
public final class TopKAccuracy {
  private final long[] ofRank;

  /** No samples of so many classes; at least 1. */
  public TopKAccuracy(int classes) {
    ofRank = new long[Checks.atLeast(1, "classes", classes)];
  }

  /**
   * Counts a sample.
   *
   * @param scores a finite number for each class, the higher the likelier
   * @throws dev.lanewise.ShapeException if there is not one score for each class
   * @throws dev.lanewise.DataException if the class is out of range or a score not finite
   */
  public void add(int target, float[] scores) {
    Checks.length("scores", ofRank.length, scores.length);
    Checks.classIndex("Target", target, scores.length);
    Checks.finite("Score", scores);
    int rank = 0;
    for (int c = 0; c < scores.length; c++) {
      if (scores[c] > scores[target] || (scores[c] == scores[target] && c < target)) {
        rank++;
      }
    }
    ofRank[rank]++;
  }

  /**
   * Adds the samples of another accumulator: the result is as if they had been counted here.
   *
   * @throws dev.lanewise.ShapeException if it has another number of classes
   */
  public void merge(TopKAccuracy other) {
    Checks.length("classes", ofRank.length, other.ofRank.length);
    for (int i = 0; i < ofRank.length; i++) {
      ofRank[i] += other.ofRank[i];
    }
  }

  /**
   * The accuracy; NaN without samples, 1 if {@code k} is the number of classes or more.
   *
   * @param k at least 1
   */
  public double value(int k) {
    Checks.atLeast(1, "k", k);
    long samples = 0;
    long right = 0;
    for (int rank = 0; rank < ofRank.length; rank++) {
      samples += ofRank[rank];
      right += rank < k ? ofRank[rank] : 0;
    }
    return right / (double) samples;
  }
}
