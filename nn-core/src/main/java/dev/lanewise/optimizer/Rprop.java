package dev.lanewise.optimizer;

import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Rule;
import dev.lanewise.kernels.UpdateScalars;

/**
 * Resilient backpropagation (Riedmiller and Braun 1993, in the variant without weight backtracking
 * that Igel and Huesken 2000 call iRprop-) as {@code torch.optim.Rprop}: each weight has a step
 * size of its own that grows while its gradient keeps its sign and shrinks where it changes; {@code
 * w -= size sign(g)}. After a change of sign a weight rests for a step. Only signs of gradients
 * count, so batches should be large, best all data.
 *
 * @param learningRate the first step size of every weight, positive; what a schedule makes of it
 *     later changes nothing, except that all weights and step sizes rest at a rate of 0; PyTorch's
 *     default is 0.01
 * @param shrink the factor after a change of sign, positive and below 1; default 0.5
 * @param grow the factor after the same sign, at least 1; default 1.2
 * @param least the smallest step size, positive; default 1e-6
 * @param most the largest step size, at least {@code least}; default 50
 */
public record Rprop(double learningRate, double shrink, double grow, double least, double most)
    implements Optimizer {

  /** Checks the settings. */
  public Rprop {
    Range.check("Rprop", "learning rate", learningRate, Double.MIN_NORMAL, 1e9);
    Range.check("Rprop", "shrinking factor", shrink, 1e-30, 1);
    Range.check("Rprop", "growing factor", grow, 1, 1e9);
    Range.check("Rprop", "least step size", least, 1e-30, 1e9);
    Range.check("Rprop", "most step size", most, least, 1e9);
  }

  /** The sign of the last gradient and the step size; PyTorch keeps the gradient itself. */
  @Override
  public int slots() {
    return Rule.RPROP.slots();
  }

  @Override
  public Update bind(Kernels kernels) {
    UpdateScalars scalars = new UpdateScalars();
    scalars.shrink = (float) shrink;
    scalars.grow = (float) grow;
    scalars.least = (float) least;
    scalars.most = (float) most;
    return new Update() {
      @Override
      public void prepare(long step, double rate) {
        scalars.rate = (float) rate;
      }

      @Override
      public void apply(float[] w, float[][] state, int from, int to, float[] g, int at) {
        if (scalars.rate > 0) {
          kernels.updates().apply(Rule.RPROP, scalars, w, state, from, to, g, at);
        }
      }
    };
  }
}
