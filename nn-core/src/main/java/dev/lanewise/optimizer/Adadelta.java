package dev.lanewise.optimizer;

import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Rule;
import dev.lanewise.kernels.UpdateScalars;

/**
 * Adadelta (Zeiler 2012) as {@code torch.optim.Adadelta}: {@code d = g + weightDecay w; v = rho v +
 * (1 - rho) d^2; e = sqrt(u + epsilon) / sqrt(v + epsilon) d; u = rho u + (1 - rho) e^2; w -= lr
 * e}. Steps have the scale of earlier steps, so the learning rate is about 1.
 *
 * @param learningRate a factor on the steps, positive; PyTorch's default is 1, as in the paper
 * @param rho the share of the old mean squares that is kept; PyTorch's default is 0.9
 * @param epsilon starts the steps and keeps the divisor from zero, at least 1e-20; default 1e-6
 * @param weightDecay L2 penalty, at least 0
 */
public record Adadelta(double learningRate, double rho, double epsilon, double weightDecay)
    implements Optimizer {

  /** Checks the settings. */
  public Adadelta {
    Range.check("Adadelta", "learning rate", learningRate, Double.MIN_NORMAL, 1e9);
    Range.check("Adadelta", "rho", rho, 0, 1);
    Range.check("Adadelta", "epsilon", epsilon, Range.LEAST_EPSILON, 1e9);
    Range.check("Adadelta", "weight decay", weightDecay, 0, 1e9);
  }

  @Override
  public Adadelta withoutDecay() {
    return new Adadelta(learningRate, rho, epsilon, 0);
  }

  @Override
  public int slots() {
    return Rule.ADADELTA.slots();
  }

  @Override
  public Update bind(Kernels kernels) {
    UpdateScalars scalars = new UpdateScalars();
    scalars.l2 = (float) weightDecay;
    scalars.beta2 = (float) rho;
    scalars.gain2 = (float) (1 - rho);
    scalars.epsilon = (float) epsilon;
    return new Update() {
      @Override
      public void prepare(long step, double rate) {
        scalars.rate = (float) rate;
      }

      @Override
      public void apply(float[] w, float[][] state, int from, int to, float[] g, int at) {
        kernels.updates().apply(Rule.ADADELTA, scalars, w, state, from, to, g, at);
      }
    };
  }
}
