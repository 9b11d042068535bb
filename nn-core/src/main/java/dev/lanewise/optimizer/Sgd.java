package dev.lanewise.optimizer;

import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Rule;
import dev.lanewise.kernels.UpdateScalars;

/**
 * Stochastic gradient descent as {@code torch.optim.SGD}: {@code d = g + weightDecay w}; without
 * momentum {@code w -= lr d}; otherwise {@code u = momentum u + d} and {@code w -= lr u} (Polyak
 * 1964) or, with Nesterov's look-ahead, {@code w -= lr (d + momentum u)} (Sutskever et al. 2013).
 *
 * @param learningRate the step size, positive
 * @param momentum the share of the old direction that is kept, at least 0 and below 1
 * @param nesterov whether to look ahead; needs momentum
 * @param weightDecay L2 penalty, at least 0
 */
public record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay)
    implements Optimizer {

  /** Checks the settings. */
  public Sgd {
    Range.check("SGD", "learning rate", learningRate, Double.MIN_NORMAL, 1e9);
    Range.check("SGD", "momentum", momentum, nesterov ? Double.MIN_NORMAL : 0, 1);
    Range.check("SGD", "weight decay", weightDecay, 0, 1e9);
  }

  /** The same with Nesterov's look-ahead. */
  public Sgd withNesterov() {
    return new Sgd(learningRate, momentum, true, weightDecay);
  }

  /** The same with an L2 penalty. */
  public Sgd withWeightDecay(double decay) {
    return new Sgd(learningRate, momentum, nesterov, decay);
  }

  @Override
  public Sgd withoutDecay() {
    return withWeightDecay(0);
  }

  @Override
  public int slots() {
    return rule().slots();
  }

  private Rule rule() {
    if (momentum == 0) {
      return Rule.SGD;
    }
    return nesterov ? Rule.NESTEROV : Rule.MOMENTUM;
  }

  @Override
  public Update bind(Kernels kernels) {
    Rule rule = rule();
    UpdateScalars scalars = new UpdateScalars();
    scalars.l2 = (float) weightDecay;
    scalars.beta1 = (float) momentum;
    return new Update() {
      @Override
      public void prepare(long step, double rate) {
        scalars.rate = (float) rate;
      }

      @Override
      public void apply(float[] w, float[][] state, int from, int to, float[] g, int at) {
        kernels.updates().apply(rule, scalars, w, state, from, to, g, at);
      }
    };
  }
}
