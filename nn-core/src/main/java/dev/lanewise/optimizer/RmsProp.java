package dev.lanewise.optimizer;

import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Rule;
import dev.lanewise.kernels.UpdateScalars;

/**
 * RMSprop (Tieleman and Hinton 2012) as {@code torch.optim.RMSprop}: {@code d = g + weightDecay w;
 * v = alpha v + (1 - alpha) d^2; w -= lr d / (sqrt(v) + epsilon)}. Keras' defaults are alpha 0.9
 * and epsilon 1e-7.
 *
 * @param learningRate the step size, positive; PyTorch's default is 0.01
 * @param alpha the share of the old mean square that is kept; PyTorch's default is 0.99
 * @param epsilon keeps the divisor from zero, at least 1e-10; PyTorch's default is 1e-8
 * @param weightDecay L2 penalty, at least 0
 */
public record RmsProp(double learningRate, double alpha, double epsilon, double weightDecay)
    implements Optimizer {

  /** Checks the settings. */
  public RmsProp {
    Range.check("RMSprop", "learning rate", learningRate, Double.MIN_NORMAL, 1e9);
    Range.check("RMSprop", "alpha", alpha, 0, 1);
    Range.check("RMSprop", "epsilon", epsilon, Range.LEAST_BESIDE_ROOT, 1e9);
    Range.check("RMSprop", "weight decay", weightDecay, 0, 1e9);
  }

  @Override
  public RmsProp withoutDecay() {
    return new RmsProp(learningRate, alpha, epsilon, 0);
  }

  @Override
  public int slots() {
    return Rule.RMS_PROP.slots();
  }

  @Override
  public Update bind(Kernels kernels) {
    UpdateScalars scalars = new UpdateScalars();
    scalars.l2 = (float) weightDecay;
    scalars.beta2 = (float) alpha;
    scalars.gain2 = (float) (1 - alpha);
    scalars.epsilon = (float) epsilon;
    return new Update() {
      @Override
      public void prepare(long step, double rate) {
        scalars.rate = (float) rate;
      }

      @Override
      public void apply(float[] w, float[][] state, int from, int to, float[] g, int at) {
        kernels.updates().apply(Rule.RMS_PROP, scalars, w, state, from, to, g, at);
      }
    };
  }
}
