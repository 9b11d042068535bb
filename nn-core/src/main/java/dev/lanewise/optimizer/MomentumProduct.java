package dev.lanewise.optimizer;

import dev.lanewise.kernels.Powers;

/**
 * NAdam's {@code mu_t} and their products {@code mu_1 mu_2 ... mu_t}. The products are multiplied
 * from the first factor on, so each is a function of the step alone; the last one is remembered,
 * but only to save time.
 */
final class MomentumProduct {
  /** Products below this are zero: {@code 1 - product} is 1 all the same, and none is subnormal. */
  private static final double NEGLIGIBLE = 0x1p-60;

  private final double beta;
  private final double decay;
  private long lastStep;
  private double lastProduct = 1;

  /**
   * Prepares {@code mu_t = beta (1 - decay^t / 2)}.
   *
   * @param beta at least 0 and below 1
   * @param decay from 0 to 1
   */
  MomentumProduct(double beta, double decay) {
    this.beta = beta;
    this.decay = decay;
  }

  /** {@code mu_t} of a step. */
  double factor(long step) {
    return beta * (1 - 0.5 * Powers.power(decay, step));
  }

  /** The product up to that of a step, the one-based step included. */
  double upTo(long step) {
    if (step < lastStep) {
      lastStep = 0;
      lastProduct = 1;
    }
    while (lastStep < step && lastProduct > 0) {
      lastStep++;
      double product = lastProduct * factor(lastStep);
      lastProduct = product < NEGLIGIBLE ? 0 : product;
    }
    return lastProduct;
  }
}
