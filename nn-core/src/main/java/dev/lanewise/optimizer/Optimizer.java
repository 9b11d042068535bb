package dev.lanewise.optimizer;

import dev.lanewise.kernels.Kernels;

/**
 * A rule that turns gradients into new parameters. Immutable and safe to share; the state of a run
 * lives in the trainer.
 */
public interface Optimizer {

  /** The step size, positive. */
  double learningRate();

  /** How many numbers of state each parameter needs, such as 2 for Adam's moments. */
  int slots();

  /**
   * The same rule without weight decay of any kind, for parameters that shall not decay; with as
   * many {@link #slots}. A rule that has no decay is its own, which is the default.
   */
  default Optimizer withoutDecay() {
    return this;
  }

  /** Binds the rule to kernels for one run. */
  Update bind(Kernels kernels);

  /** A rule bound to kernels. */
  interface Update {

    /**
     * Computes the scalars of a step. Called by one thread, while no worker is in {@link #apply}.
     */
    void prepare(long step, double learningRate);

    /**
     * Updates a piece of a parameter. Element {@code i} in {@code [from, to)} has its gradient at
     * {@code gradient[at + i - from]}. Different pieces may run on different threads. Must not
     * allocate.
     *
     * @param values the parameter
     * @param state for each slot an array of the parameter's size, zero before the first step
     */
    void apply(float[] values, float[][] state, int from, int to, float[] gradient, int at);
  }

  /** Plain stochastic gradient descent. */
  static Sgd sgd(double learningRate) {
    return new Sgd(learningRate, 0, false, 0);
  }

  /** Gradient descent with momentum. */
  static Sgd momentum(double learningRate, double momentum) {
    return new Sgd(learningRate, momentum, false, 0);
  }

  /** RMSprop with PyTorch's defaults. */
  static RmsProp rmsProp(double learningRate) {
    return new RmsProp(learningRate, 0.99, 1e-8, 0);
  }

  /** Adam with PyTorch's defaults. */
  static Adam adam(double learningRate) {
    return new Adam(learningRate, 0.9, 0.999, 1e-8, 0, 0);
  }

  /** AdamW: Adam with decoupled weight decay, 0.01 by default as in PyTorch. */
  static Adam adamW(double learningRate) {
    return new Adam(learningRate, 0.9, 0.999, 1e-8, 0, 0.01);
  }

  /** Adagrad with PyTorch's defaults; it sums squares, so its steps become smaller and smaller. */
  static Adagrad adagrad(double learningRate) {
    return new Adagrad(learningRate, 0, 1e-10, 0);
  }

  /** Adadelta with PyTorch's defaults, of which the learning rate is 1. */
  static Adadelta adadelta(double learningRate) {
    return new Adadelta(learningRate, 0.9, 1e-6, 0);
  }

  /** Adamax, Adam with a maximum for its second moment, with PyTorch's defaults. */
  static Adamax adamax(double learningRate) {
    return new Adamax(learningRate, 0.9, 0.999, 1e-8, 0);
  }

  /** NAdam, Adam with Nesterov's look-ahead, with PyTorch's defaults. */
  static Nadam nadam(double learningRate) {
    return new Nadam(learningRate, 0.9, 0.999, 1e-8, 0, 0.004);
  }

  /** Lion with its authors' defaults; it wants a smaller learning rate than Adam. */
  static Lion lion(double learningRate) {
    return new Lion(learningRate, 0.9, 0.99, 0);
  }

  /** Rprop with PyTorch's defaults, for large batches. */
  static Rprop rprop(double firstStep) {
    return new Rprop(firstStep, 0.5, 1.2, 1e-6, 50);
  }
}
