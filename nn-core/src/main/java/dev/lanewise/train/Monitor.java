package dev.lanewise.train;

import dev.lanewise.SettingException;
import java.util.Optional;
import java.util.OptionalDouble;

/** A number of an epoch that tells whether training still gets better. */
public enum Monitor {
  /** The mean loss of the training data, as it was while the model changed. */
  LOSS(false, false),
  /** The share of training samples whose class was right. */
  ACCURACY(true, false),
  /** The mean loss of the validation data after the epoch. */
  VALIDATION_LOSS(false, true),
  /** The share of validation samples whose class is right. */
  VALIDATION_ACCURACY(true, true);

  private final boolean accuracy;
  private final boolean validation;

  Monitor(boolean accuracy, boolean validation) {
    this.accuracy = accuracy;
    this.validation = validation;
  }

  /**
   * The number.
   *
   * @throws SettingException if the epoch has no such number
   */
  public double of(EpochResult epoch) {
    Optional<Evaluation> evaluation =
        validation ? epoch.validation() : Optional.of(epoch.training());
    if (evaluation.isEmpty()) {
      throw new SettingException(
          this + " cannot be watched without validation data; give some with Fit.withValidation.");
    }
    if (!accuracy) {
      return evaluation.get().loss();
    }
    OptionalDouble share = evaluation.get().accuracy();
    return share.orElseThrow(() ->
        new SettingException(
            this + " cannot be watched: the loss is not that of a classifier. Watch the loss."));
  }

  /**
   * Whether a number is better than another by more than {@code minDelta}; NaN and infinities never
   * are.
   */
  boolean better(double value, double best, double minDelta) {
    return Double.isFinite(value) && (accuracy ? value > best + minDelta : value < best - minDelta);
  }

  /** What every number is better than. */
  double worst() {
    return accuracy ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }
}
