package dev.lanewise.train;

import dev.lanewise.engine.TrainingSteps;
import dev.lanewise.nn.Model;
import java.util.Optional;

/**
 * Watches for the best epoch of a call of fit, and for the last one that was better by more than
 * {@code minDelta}, which patience is counted from.
 */
final class Best {
  private final EarlyStopping rule;
  private double best;
  private double reference;
  private int badEpochs;
  private Optional<Model> model = Optional.empty();

  Best(EarlyStopping rule) {
    this.rule = rule;
    best = rule.monitor().worst();
    reference = best;
  }

  /** Looks at an epoch; says so if training shall end. */
  Optional<StopReason> after(EpochResult epoch, TrainingSteps steps) {
    double value = rule.monitor().of(epoch);
    if (rule.monitor().better(value, best, 0)) {
      best = value;
      model = rule.restoreBest() ? Optional.of(steps.model()) : model;
    }
    if (rule.monitor().better(value, reference, rule.minDelta())) {
      reference = value;
      badEpochs = 0;
      return Optional.empty();
    }
    badEpochs++;
    return badEpochs >= rule.patience() ? Optional.of(StopReason.NO_IMPROVEMENT) : Optional.empty();
  }

  /** Brings the best parameters back, if that is wanted. */
  void restore(TrainingSteps steps) {
    model.ifPresent(steps::set);
  }
}
