package dev.lanewise.optimizer;

import dev.lanewise.SettingException;
import dev.lanewise.kernels.Updates;

/**
 * A penalty on large parameters, as Keras defines it: {@code l1 sum|w| + l2 sum w^2} joins the loss
 * that is minimised, hence {@code l1 sign(w) + 2 l2 w} joins the gradient. The loss that is
 * reported stays that of the data.
 *
 * @param l1 weight of the absolute values, at least 0
 * @param l2 weight of the squares, at least 0
 */
public record Penalty(double l1, double l2) {

  /** Checks the weights. */
  public Penalty {
    check("l1", l1);
    check("l2", l2);
  }

  private static void check(String name, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new SettingException(
          "Penalty: %s must be finite and at least 0; found %s.".formatted(name, value));
    }
  }

  /** The lasso: drives parameters to zero. */
  public static Penalty l1(double weight) {
    return new Penalty(weight, 0);
  }

  /** Ridge regression: keeps parameters small. */
  public static Penalty l2(double weight) {
    return new Penalty(0, weight);
  }

  /** Both, the elastic net. */
  public static Penalty elastic(double l1, double l2) {
    return new Penalty(l1, l2);
  }

  /** Adds the penalty's gradient. */
  public void addGradient(Updates updates, float[] w, int from, int to, float[] gradient, int at) {
    updates.addPenalty((float) l1, (float) (2 * l2), w, from, to, gradient, at);
  }
}
