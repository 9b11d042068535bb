package dev.lanewise.explain;

/** How wrong the scores of a sample are. Implementations are pure functions. */
@FunctionalInterface
public interface SampleLoss {

  /**
   * The loss.
   *
   * @param scores before softmax or sigmoid, see {@link Explained}
   * @param targets as the data set has them
   */
  double of(float[] scores, float[] targets);

  /** 1 if the largest score is not that of the class, else 0; of one score its sign decides. */
  static SampleLoss wrongClass() {
    return (scores, targets) -> {
      int found = scores.length == 1 && scores[0] > 0 ? 1 : 0;
      for (int i = 1; i < scores.length; i++) {
        found = scores[i] > scores[found] ? i : found;
      }
      return found == (int) targets[0] ? 0 : 1;
    };
  }

  /** The mean of the squared differences. */
  static SampleLoss squaredError() {
    return (scores, targets) -> {
      double sum = 0;
      for (int i = 0; i < scores.length; i++) {
        double difference = (double) scores[i] - targets[i];
        sum += difference * difference;
      }
      return sum / scores.length;
    };
  }

  /** Minus the logarithm of the class's probability, by softmax, or of one score by the sigmoid. */
  static SampleLoss crossEntropy() {
    return (scores, targets) -> {
      if (scores.length == 1) {
        double against = targets[0] > 0.5f ? -scores[0] : scores[0];
        return Math.max(against, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(against)));
      }
      double largest = scores[0];
      for (float score : scores) {
        largest = Math.max(largest, score);
      }
      double sum = 0;
      for (float score : scores) {
        sum += StrictMath.exp(score - largest);
      }
      return largest + StrictMath.log(sum) - scores[(int) targets[0]];
    };
  }
}
