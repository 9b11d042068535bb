package dev.lanewise.lbfgs;

import dev.lanewise.nn.Model;

/**
 * What {@link LbfgsTrainer#fit} found.
 *
 * @param model the model of the lowest loss
 * @param loss its mean loss of a sample, without the penalty
 * @param penalty what penalties add to it
 * @param gradient the largest magnitude of a component of the gradient of their sum, in the units
 *     of {@link Lbfgs}
 * @param iterations steps taken
 * @param evaluations how often loss and gradient were computed
 * @param stop why it ended
 */
public record LbfgsResult(
    Model model,
    double loss,
    double penalty,
    double gradient,
    int iterations,
    int evaluations,
    Stop stop) {

  /** Why a run ended. */
  public enum Stop {
    /** The gradient is within its tolerance: a minimum, or at least a flat place. */
    GRADIENT,
    /** The last step changed the loss or the parameters by no more than the tolerance. */
    CHANGE,
    /** The line search found no lower loss: mostly, the rest is below single precision. */
    NO_DECREASE,
    /** All iterations were done. */
    ITERATIONS,
    /** All evaluations were done. */
    EVALUATIONS,
    /** {@link LbfgsTrainer#cancel} was called; the evaluation at hand was finished. */
    CANCELLED,
    /** The thread was interrupted, and still is; the evaluation at hand was finished. */
    INTERRUPTED
  }
}
