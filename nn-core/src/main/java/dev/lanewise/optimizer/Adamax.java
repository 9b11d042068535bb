package dev.lanewise.optimizer;

import static dev.lanewise.kernels.Powers.power;

import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Rule;
import dev.lanewise.kernels.UpdateScalars;

/**
 * Adamax (Kingma and Ba 2015, section 7.1) as {@code torch.optim.Adamax}, Adam with a decaying
 * maximum in place of the second moment: {@code d = g + weightDecay w; m = beta1 m + (1 - beta1) d;
 * u = max(beta2 u, |d| + epsilon); w -= lr / (1 - beta1^t) m / u}.
 *
 * @param learningRate the step size, positive; the default of PyTorch and the paper is 0.002
 * @param beta1 the share of the old first moment that is kept; default 0.9
 * @param beta2 the factor by which the maximum decays; default 0.999
 * @param epsilon keeps the divisor from zero, at least 1e-20; PyTorch's default is 1e-8
 * @param weightDecay L2 penalty, at least 0
 */
public record Adamax(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {

  /** Checks the settings. */
  public Adamax {
    Range.check("Adamax", "learning rate", learningRate, Double.MIN_NORMAL, 1e9);
    Range.check("Adamax", "beta1", beta1, 0, 1);
    Range.check("Adamax", "beta2", beta2, 0, 1);
    Range.check("Adamax", "epsilon", epsilon, Range.LEAST_EPSILON, 1e9);
    Range.check("Adamax", "weight decay", weightDecay, 0, 1e9);
  }

  @Override
  public Adamax withoutDecay() {
    return new Adamax(learningRate, beta1, beta2, epsilon, 0);
  }

  @Override
  public int slots() {
    return Rule.ADAMAX.slots();
  }

  @Override
  public Update bind(Kernels kernels) {
    UpdateScalars scalars = new UpdateScalars();
    scalars.l2 = (float) weightDecay;
    scalars.beta1 = (float) beta1;
    scalars.beta2 = (float) beta2;
    scalars.gain1 = (float) (1 - beta1);
    scalars.epsilon = (float) epsilon;
    return new Update() {
      @Override
      public void prepare(long step, double rate) {
        scalars.rate = (float) (rate / (1 - power(beta1, step)));
      }

      @Override
      public void apply(float[] w, float[][] state, int from, int to, float[] g, int at) {
        kernels.updates().apply(Rule.ADAMAX, scalars, w, state, from, to, g, at);
      }
    };
  }
}
