package dev.lanewise.lbfgs;

/**
 * How far a run of L-BFGS is.
 *
 * @param iterations steps taken
 * @param evaluations how often loss and gradient were computed
 * @param loss mean loss of a sample, without the penalty
 * @param penalty what penalties add to it
 * @param gradient the largest magnitude of a component of the gradient, in the units of {@link
 *     Lbfgs}
 */
public record LbfgsProgress(
    int iterations, int evaluations, double loss, double penalty, double gradient) {}
