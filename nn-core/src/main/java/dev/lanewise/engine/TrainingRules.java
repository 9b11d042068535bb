package dev.lanewise.engine;

import dev.lanewise.optimizer.Clipping;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Regularization;
import java.util.Optional;
import java.util.Set;

/**
 * How gradients become new parameters.
 *
 * @param optimizer the rule
 * @param undecayed the parameters, by their full names, that the optimizer's decay leaves alone
 * @param frozen the parameters, by their full names, that are not trained
 * @param regularization penalties and constraints
 * @param clipping limits of gradients, if any
 * @param accumulation batches that make one step, at least 1
 */
public record TrainingRules(
    Optimizer optimizer,
    Set<String> undecayed,
    Set<String> frozen,
    Regularization regularization,
    Optional<Clipping> clipping,
    int accumulation) {

  /** Rules that nothing is updated by, for those who only want gradients. */
  public static TrainingRules none() {
    return new TrainingRules(
        Optimizer.sgd(1), Set.of(), Set.of(), Regularization.none(), Optional.empty(), 1);
  }

  /** The same rules for gradients that are given as a whole. */
  TrainingRules gathered() {
    return new TrainingRules(
        optimizer, undecayed, frozen, regularization, clipping, Math.max(accumulation, 2));
  }

  /** How many numbers the optimizer keeps for each parameter. */
  public int slots() {
    return optimizer.slots();
  }

  /** How many times the gradient of all parameters is kept: once for each slot of its sum. */
  public int wholeGradients() {
    int slots = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(accumulation);
    return needsWholeGradient() ? Math.max(1, slots) : 0;
  }

  /** Whether a step needs the gradient of all parameters before it changes any. */
  public boolean needsWholeGradient() {
    return accumulation > 1
        || (clipping.isPresent() && !(clipping.get() instanceof Clipping.ByValue));
  }
}
