package dev.lanewise.lbfgs;

import dev.lanewise.SettingException;

/**
 * Settings of {@link LbfgsTrainer}.
 *
 * <p>Tolerances are meant for targets of a standard deviation of about 1. If those of a regression
 * have another one, the run measures the parameters of the last layer and the loss in units that
 * make it so (powers of two, found when the data are read): targets of 1e7 need no scaling by hand.
 *
 * <p>WeightedLosses and gradients are computed in single precision, so gradients below 1e-6 or so
 * of the typical gradient of a sample are noise; tolerances below that are never met.
 *
 * @param maxIterations how many steps to take at most, at least 1
 * @param maxEvaluations after how many evaluations of loss and gradient to stop, at least 2; an
 *     iteration mostly needs one
 * @param history from how many of the last steps the curvature is estimated, at least 1; each needs
 *     two numbers of 8 bytes for each parameter; 3 to 20 are usual
 * @param gradientTolerance to stop when no component of the gradient is larger; at least 0
 * @param changeTolerance to stop when a step lowers the loss, or changes every parameter, by no
 *     more than this; at least 0
 */
public record Lbfgs(
    int maxIterations,
    int maxEvaluations,
    int history,
    double gradientTolerance,
    double changeTolerance) {

  /** Checks the settings. */
  public Lbfgs {
    check("iterations", maxIterations, 1);
    check("evaluations", maxEvaluations, 2);
    check("history", history, 1);
    check("gradient tolerance", gradientTolerance);
    check("change tolerance", changeTolerance);
  }

  private static void check(String name, int value, int least) {
    if (value < least) {
      throw new SettingException(
          "L-BFGS: %s must be at least %s; found %s.".formatted(name, least, value));
    }
  }

  private static void check(String name, double value) {
    if (!(value >= 0)) {
      throw new SettingException("L-BFGS: %s must be at least 0; found %s.".formatted(name, value));
    }
  }

  /**
   * That many iterations at most, with a history of 10, twice as many evaluations, a gradient
   * tolerance of 1e-5 and a change tolerance of 1e-9.
   */
  public static Lbfgs iterations(int most) {
    int evaluations = Math.clamp(2L * most, 2, Integer.MAX_VALUE);
    return new Lbfgs(most, evaluations, 10, 1e-5, 1e-9);
  }

  /** With another limit of evaluations. */
  public Lbfgs withMaxEvaluations(int most) {
    return new Lbfgs(maxIterations, most, history, gradientTolerance, changeTolerance);
  }

  /** With curvature from another number of steps. */
  public Lbfgs withHistory(int steps) {
    return new Lbfgs(maxIterations, maxEvaluations, steps, gradientTolerance, changeTolerance);
  }

  /** With other tolerances. */
  public Lbfgs withTolerances(double gradient, double change) {
    return new Lbfgs(maxIterations, maxEvaluations, history, gradient, change);
  }
}
