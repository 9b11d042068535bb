package dev.lanewise.optimizer;

import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Rule;
import dev.lanewise.kernels.UpdateScalars;

/**
 * Adagrad (Duchi et al. 2011) as {@code torch.optim.Adagrad}: {@code d = g + weightDecay w; v = v +
 * d^2; w -= lr / (1 + (t - 1) rateDecay) d / (sqrt(v) + epsilon)}. Squares are summed from zero.
 *
 * @param learningRate the step size, positive; PyTorch's default is 0.01
 * @param rateDecay how fast the step size falls with the step {@code t}, at least 0; default 0
 * @param epsilon keeps the divisor from zero, at least 1e-10; PyTorch's default is 1e-10
 * @param weightDecay L2 penalty, at least 0
 */
public record Adagrad(double learningRate, double rateDecay, double epsilon, double weightDecay)
    implements Optimizer {

  /** Checks the settings. */
  public Adagrad {
    Range.check("Adagrad", "learning rate", learningRate, Double.MIN_NORMAL, 1e9);
    Range.check("Adagrad", "rate decay", rateDecay, 0, 1e9);
    Range.check("Adagrad", "epsilon", epsilon, Range.LEAST_BESIDE_ROOT, 1e9);
    Range.check("Adagrad", "weight decay", weightDecay, 0, 1e9);
  }

  @Override
  public Adagrad withoutDecay() {
    return new Adagrad(learningRate, rateDecay, epsilon, 0);
  }

  @Override
  public int slots() {
    return Rule.RMS_PROP.slots();
  }

  /** RMSprop that forgets nothing. */
  @Override
  public Update bind(Kernels kernels) {
    UpdateScalars scalars = new UpdateScalars();
    scalars.l2 = (float) weightDecay;
    scalars.beta2 = 1;
    scalars.gain2 = 1;
    scalars.epsilon = (float) epsilon;
    return new Update() {
      @Override
      public void prepare(long step, double rate) {
        scalars.rate = (float) (rate / (1 + (step - 1) * rateDecay));
      }

      @Override
      public void apply(float[] w, float[][] state, int from, int to, float[] g, int at) {
        kernels.updates().apply(Rule.RMS_PROP, scalars, w, state, from, to, g, at);
      }
    };
  }
}
