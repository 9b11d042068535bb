package dev.lanewise.train;

/** A function to minimise. */
@FunctionalInterface
interface Objective {

  /**
   * A place with its value and gradient.
   *
   * @param x the place; nobody changes it
   * @param value the function's value
   * @param gradient the function's gradient
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Point(double[] x, double value, double[] gradient) {}

  /** Evaluates at {@code x}, or at the nearest place that can be represented; the point says it. */
  Point at(double[] x);
}
