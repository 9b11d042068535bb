package dev.lanewise.schedule;

/**
 * The learning rate as a function of the step: a factor on the optimizer's rate. A pure function of
 * the number of the step, so that a resumed run goes on with the same rates to the last bit.
 *
 * <p>Steps are counted from 0 over the trainer's whole life; a schedule in epochs multiplies them
 * by the steps of an epoch, {@code ceil(samples / batch size)}. Immutable and thread-safe; {@link
 * #factor} allocates nothing.
 */
@FunctionalInterface
public interface Schedule {

  /**
   * The factor on the learning rate.
   *
   * @param step finished steps, at least 0
   * @return finite and at least 0, or training ends with a {@link dev.lanewise.SettingException}; a
   *     step with factor 0 changes no parameter, largest norms or not, while the moments of the
   *     optimizer see its gradient, as in PyTorch (Rprop just rests)
   */
  double factor(long step);

  /** The rate of the optimizer throughout. */
  static Schedule constant() {
    return new Constant();
  }

  /** Multiplies the rate by {@code gamma} every {@code steps} steps. */
  static Schedule step(long steps, double gamma) {
    return new StepDecay(steps, gamma);
  }

  /** Multiplies the rate by {@code gamma} at each of the milestones, which ascend. */
  static Schedule multiStep(double gamma, long... milestones) {
    return new MultiStep(gamma, java.util.Arrays.stream(milestones).boxed().toList());
  }

  /** Multiplies the rate by {@code gamma} at each step. */
  static Schedule exponential(double gamma) {
    return new Exponential(gamma);
  }

  /** From the full rate to {@code end} times it, along {@code (1 - step / steps)^power}. */
  static Schedule polynomial(long steps, double end, int power) {
    return new Polynomial(steps, end, power);
  }

  /** Half a cosine, from the full rate to {@code end} times it (Loshchilov and Hutter 2017). */
  static Schedule cosine(long steps, double end) {
    return new Cosine(steps, end);
  }

  /**
   * Cosines that start again at the full rate, each {@code growth} times as long as the one before
   * (Loshchilov and Hutter 2017).
   */
  static Schedule cosineRestarts(long first, int growth, double end) {
    return new CosineRestarts(first, growth, end);
  }

  /** One cycle: up to the full rate, then far down (Smith and Topin 2018, PyTorch's defaults). */
  static Schedule oneCycle(long steps) {
    return new OneCycle(steps, 0.3, 25, 1e4);
  }

  /**
   * A linear rise over the first steps, then this schedule, whose step 0 is the first after it.
   *
   * @param steps steps of the rise, at least 1; step {@code i} has {@code (i + 1) / (steps + 1)} of
   *     the factor that this schedule starts with
   */
  default Schedule afterWarmup(long steps) {
    return new Warmup(steps, this);
  }
}
