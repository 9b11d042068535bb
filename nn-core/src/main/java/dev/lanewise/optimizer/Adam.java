package dev.lanewise.optimizer;

import static dev.lanewise.kernels.Powers.power;

import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Rule;
import dev.lanewise.kernels.UpdateScalars;

/**
 * Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019) as {@code torch.optim.Adam} and
 * {@code torch.optim.AdamW}: {@code d = g + weightDecay w; w -= lr decay w; m = beta1 m + (1 -
 * beta1) d; v = beta2 v + (1 - beta2) d^2; w -= lr mhat / (sqrt(vhat) + epsilon)} with {@code mhat
 * = m / (1 - beta1^t)} and {@code vhat = v / (1 - beta2^t)}.
 *
 * @param learningRate the step size, positive; PyTorch's and Keras' default is 0.001
 * @param beta1 the share of the old first moment that is kept; default 0.9
 * @param beta2 the share of the old second moment that is kept; default 0.999
 * @param epsilon keeps the divisor from zero, at least 1e-10; PyTorch's default is 1e-8, Keras'
 *     1e-7
 * @param weightDecay L2 penalty that joins the gradient, at least 0
 * @param decay decoupled weight decay (AdamW), at least 0
 */
public record Adam(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double decay)
    implements Optimizer {

  /** Checks the settings. */
  public Adam {
    Range.check("Adam", "learning rate", learningRate, Double.MIN_NORMAL, 1e9);
    Range.check("Adam", "beta1", beta1, 0, 1);
    Range.check("Adam", "beta2", beta2, 0, 1);
    Range.check("Adam", "epsilon", epsilon, Range.LEAST_BESIDE_ROOT, 1e9);
    Range.check("Adam", "weight decay", weightDecay, 0, 1e9);
    Range.check("Adam", "decoupled decay", decay, 0, 1e9);
  }

  @Override
  public Adam withoutDecay() {
    return new Adam(learningRate, beta1, beta2, epsilon, 0, 0);
  }

  @Override
  public int slots() {
    return Rule.ADAM.slots();
  }

  @Override
  public Update bind(Kernels kernels) {
    UpdateScalars scalars = new UpdateScalars();
    scalars.l2 = (float) weightDecay;
    scalars.beta1 = (float) beta1;
    scalars.beta2 = (float) beta2;
    scalars.gain1 = (float) (1 - beta1);
    scalars.gain2 = (float) (1 - beta2);
    scalars.epsilon = (float) epsilon;
    return new Update() {
      @Override
      public void prepare(long step, double rate) {
        scalars.rate = (float) (rate / (1 - power(beta1, step)));
        scalars.rootCorrection = (float) (1 / Math.sqrt(1 - power(beta2, step)));
        scalars.keep = (float) (1 - rate * decay);
      }

      @Override
      public void apply(float[] w, float[][] state, int from, int to, float[] g, int at) {
        kernels.updates().apply(Rule.ADAM, scalars, w, state, from, to, g, at);
      }
    };
  }
}
