package dev.lanewise.metrics;

import java.util.DoubleSummaryStatistics;

/**
 * The mean of {@code -ln p}, where {@code p} is the probability that a model gave to the right
 * class. From logits it is exact. Probabilities below 2^-23 count as 2^-23, as scikit-learn does
 * with floats.
 *
 * <p>Accumulates with compensated summation, and belongs to one thread at a time: give each thread
 * its own and {@link #merge} them.
 */
public final class LogLoss {
  private final Scores kind;
  private final DoubleSummaryStatistics losses = new DoubleSummaryStatistics();

  /** No samples. */
  public LogLoss(Scores kind) {
    this.kind = kind;
  }

  /**
   * Adds a sample.
   *
   * @param target its class
   * @param outputs one for each class, or a single one if there are two
   * @throws dev.lanewise.DataException if the class is out of range or an output not finite
   */
  public void add(int target, float[] outputs) {
    Checks.classIndex("Target", target, Math.max(2, outputs.length));
    Checks.finite("Output", outputs);
    losses.accept(kind.logLoss(target, outputs));
  }

  /** Adds the samples of another accumulator: the same as adding them here, but for rounding. */
  public void merge(LogLoss other) {
    losses.combine(other.losses);
  }

  /** The mean; NaN without samples. */
  public double value() {
    return losses.getCount() == 0 ? Double.NaN : losses.getAverage();
  }
}
