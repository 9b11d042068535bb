package dev.lanewise.engine;

import java.util.Set;

/**
 * How a network is bound for training.
 *
 * @param rows samples of a batch, at most
 * @param seed decides random masks
 * @param workers threads that share the work of a batch, at most
 * @param frozen parameters, by their full names, that are not trained
 * @param asInInference whether all operations compute what they compute in inference
 * @param wanted values whose gradients are asked for, beside those that parameters need
 */
record PlanSettings(
    int rows,
    long seed,
    int workers,
    Set<String> frozen,
    boolean asInInference,
    Set<Integer> wanted) {

  /** A plan that trains all parameters but some. */
  static PlanSettings training(int rows, long seed, int workers, Set<String> frozen) {
    return new PlanSettings(rows, seed, workers, frozen, false, Set.of());
  }
}
