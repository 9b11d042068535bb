package dev.lanewise.optimizer;

import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Rule;
import dev.lanewise.kernels.UpdateScalars;

/**
 * Lion (Chen et al. 2023, "Symbolic Discovery of Optimization Algorithms", algorithm 2): {@code c =
 * beta1 m + (1 - beta1) g; w -= lr (sign(c) + decay w); m = beta2 m + (1 - beta2) g}. The sign of
 * zero is zero. Every step moves every weight by the learning rate, so it is 3 to 10 times smaller
 * than Adam's, and the decay as many times larger.
 *
 * @param learningRate the step size, positive; the authors' default is 1e-4
 * @param beta1 the share of the momentum in the direction; default 0.9
 * @param beta2 the share of the old momentum that is kept; default 0.99
 * @param decay decoupled weight decay, at least 0; default 0
 */
public record Lion(double learningRate, double beta1, double beta2, double decay)
    implements Optimizer {

  /** Checks the settings. */
  public Lion {
    Range.check("Lion", "learning rate", learningRate, Double.MIN_NORMAL, 1e9);
    Range.check("Lion", "beta1", beta1, 0, 1);
    Range.check("Lion", "beta2", beta2, 0, 1);
    Range.check("Lion", "decoupled decay", decay, 0, 1e9);
  }

  @Override
  public Lion withoutDecay() {
    return new Lion(learningRate, beta1, beta2, 0);
  }

  @Override
  public int slots() {
    return Rule.LION.slots();
  }

  @Override
  public Update bind(Kernels kernels) {
    UpdateScalars scalars = new UpdateScalars();
    scalars.beta1 = (float) beta1;
    scalars.beta2 = (float) beta2;
    scalars.gain1 = (float) (1 - beta1);
    scalars.gain2 = (float) (1 - beta2);
    return new Update() {
      @Override
      public void prepare(long step, double rate) {
        scalars.rate = (float) rate;
        scalars.keep = (float) (1 - rate * decay);
      }

      @Override
      public void apply(float[] w, float[][] state, int from, int to, float[] g, int at) {
        kernels.updates().apply(Rule.LION, scalars, w, state, from, to, g, at);
      }
    };
  }
}
