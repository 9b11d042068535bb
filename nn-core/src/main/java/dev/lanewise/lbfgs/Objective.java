package dev.lanewise.lbfgs;

/** A function to minimise. */
@FunctionalInterface
interface Objective {

  /**
   * A place with its value and gradient.
   *
   * @param x the place; nobody changes it
   * @param loss the first part of the function's value
   * @param penalty the other part
   * @param gradient the gradient of their sum
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Point(double[] x, double loss, double penalty, double[] gradient) {

    /** A place where nothing is penalised. */
    Point(double[] x, double loss, double[] gradient) {
      this(x, loss, 0, gradient);
    }

    /** The function's value. */
    double value() {
      return loss + penalty;
    }
  }

  /** Evaluates at {@code x}, or at the nearest place that can be represented; the point says it. */
  Point at(double[] x);
}
