package dev.lanewise.optimizer;

import static dev.lanewise.kernels.Powers.power;

import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Rule;
import dev.lanewise.kernels.UpdateScalars;

/**
 * NAdam, Adam with Nesterov's look-ahead (Dozat 2016), as {@code torch.optim.NAdam}: with {@code
 * mu_t = beta1 (1 - 0.96^(t momentumDecay) / 2)} and {@code p_t = mu_1 mu_2 ... mu_t}, {@code d = g
 * + weightDecay w; m = beta1 m + (1 - beta1) d; v = beta2 v + (1 - beta2) d^2; w -= lr (mu_(t+1) m
 * / (1 - p_(t+1)) + (1 - mu_t) d / (1 - p_t)) / (sqrt(v / (1 - beta2^t)) + epsilon)}.
 *
 * <p>That is PyTorch's documentation and its code since version 2.0. Before, its code for single
 * tensors had {@code mu_t p_(t+1)} for {@code p_(t+1)} (pytorch/pytorch#92699).
 *
 * @param learningRate the step size, positive; PyTorch's default is 0.002
 * @param beta1 the share of the old first moment that is kept, and the limit of {@code mu_t};
 *     default 0.9
 * @param beta2 the share of the old second moment that is kept; default 0.999
 * @param epsilon keeps the divisor from zero, at least 1e-10; PyTorch's default is 1e-8
 * @param weightDecay L2 penalty, at least 0
 * @param momentumDecay how fast {@code mu_t} approaches its limit, at least 0; default 0.004
 */
public record Nadam(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double momentumDecay)
    implements Optimizer {
  private static final double WARM_UP = 0.96;

  /** Checks the settings. */
  public Nadam {
    Range.check("NAdam", "learning rate", learningRate, Double.MIN_NORMAL, 1e9);
    Range.check("NAdam", "beta1", beta1, 0, 1);
    Range.check("NAdam", "beta2", beta2, 0, 1);
    Range.check("NAdam", "epsilon", epsilon, Range.LEAST_BESIDE_ROOT, 1e9);
    Range.check("NAdam", "weight decay", weightDecay, 0, 1e9);
    Range.check("NAdam", "momentum decay", momentumDecay, 0, 1e9);
  }

  @Override
  public Nadam withoutDecay() {
    return new Nadam(learningRate, beta1, beta2, epsilon, 0, momentumDecay);
  }

  @Override
  public int slots() {
    return Rule.NADAM.slots();
  }

  @Override
  public Update bind(Kernels kernels) {
    MomentumProduct product = new MomentumProduct(beta1, StrictMath.pow(WARM_UP, momentumDecay));
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
        double mu = product.factor(step);
        double next = product.factor(step + 1);
        double upTo = product.upTo(step);
        scalars.rate = (float) (rate * next / (1 - upTo * next));
        scalars.gradientRate = (float) (rate * (1 - mu) / (1 - upTo));
        scalars.rootCorrection = (float) (1 / Math.sqrt(1 - power(beta2, step)));
      }

      @Override
      public void apply(float[] w, float[][] state, int from, int to, float[] g, int at) {
        kernels.updates().apply(Rule.NADAM, scalars, w, state, from, to, g, at);
      }
    };
  }
}
