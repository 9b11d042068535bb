package dev.lanewise.kernels;

/**
 * The scalars of one optimizer step. Some change from step to step, so the object is reused: the
 * thread that runs the training step sets them before the workers read them. Each optimizer uses
 * the fields that its {@link Rule} names.
 */
public final class UpdateScalars {
  /**
   * Step size: the learning rate, for Adam and Adamax divided by the bias correction {@code 1 -
   * beta1^t}, for NAdam by its own; for Rprop the first step's.
   */
  public float rate;

  /** L2 penalty added to the gradient: {@code d = g + l2 * w}. */
  public float l2;

  /** Factor on the weight before the step: {@code 1 - lr * decay} for AdamW and Lion, else 1. */
  public float keep = 1;

  /** Share of the old first moment (momentum, or Adam's beta1) that is kept. */
  public float beta1;

  /**
   * Share of the old second moment (RMSprop's alpha, Adadelta's rho, Adam's beta2) that is kept;
   * for Lion of the momentum.
   */
  public float beta2;

  /** Weight of the new gradient in the first moment: {@code 1 - beta1}, rounded once. */
  public float gain1;

  /**
   * Weight of the new square in the second moment, for Lion of the gradient in the momentum: {@code
   * 1 - beta2}, rounded once.
   */
  public float gain2;

  /** {@code 1 / sqrt(1 - beta2^t)}: the bias correction of the second moment's root. */
  public float rootCorrection = 1;

  /** Keeps divisors from zero, each kernel says where; positive. */
  public float epsilon;

  /** NAdam's step size for the gradient itself, as {@link #rate} is that for the first moment. */
  public float gradientRate;

  /** Rprop's factor on a step size where the gradient changed its sign, below 1. */
  public float shrink = 1;

  /** Rprop's factor on a step size where the gradient kept its sign, at least 1. */
  public float grow = 1;

  /** Rprop's smallest step size, positive. */
  public float least;

  /** Rprop's largest step size. */
  public float most;

  /** Creates scalars that leave weights and moments alone. */
  public UpdateScalars() {}
}
