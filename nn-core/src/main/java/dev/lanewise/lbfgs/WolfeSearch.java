package dev.lanewise.lbfgs;

import dev.lanewise.lbfgs.Objective.Point;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleFunction;

/**
 * A line search for the strong Wolfe conditions (Nocedal and Wright 2006, algorithms 3.5 and 3.6):
 * {@code f(a) <= f(0) + 1e-4 a f'(0)} and {@code |f'(a)| <= 0.9 |f'(0)|}. Values that are not
 * numbers count as too large.
 */
final class WolfeSearch {
  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;

  /** How far the next step may go beyond the last one: a little at least, a lot at most. */
  private static final double LEAST_GROWTH = 1.1;

  private static final double MOST_GROWTH = 10;

  /** The share of an interval that is left out at each end. */
  private static final double MARGIN = 0.1;

  /**
   * A place on the line.
   *
   * @param step the distance from the start, in lengths of the direction
   * @param value the function's value
   * @param slope its derivative along the line
   * @param point the place in space
   */
  record Trial(double step, double value, double slope, Point point) {}

  private final DoubleFunction<Trial> line;
  private final Trial start;
  private final int most;
  private final BooleanSupplier stopped;
  private int evaluations;

  /**
   * Prepares a search.
   *
   * @param line evaluates at a step
   * @param start the place of step 0, where the slope is negative
   * @param most how many evaluations are allowed
   * @param stopped whether somebody wants it to end; asked before each evaluation
   */
  WolfeSearch(DoubleFunction<Trial> line, Trial start, int most, BooleanSupplier stopped) {
    this.stopped = stopped;
    this.line = line;
    this.start = start;
    this.most = most;
  }

  /** How many evaluations were made. */
  int evaluations() {
    return evaluations;
  }

  /**
   * Finds a place that meets the conditions. If evaluations run out, or it is stopped, it is the
   * lowest one found that has decreased enough, or the start if there is none.
   *
   * @param first the step to try first, positive
   */
  Trial run(double first) {
    Trial previous = start;
    double step = first;
    while (mayGoOn()) {
      Trial trial = evaluate(step);
      if (isTooHigh(trial, previous)) {
        return zoom(previous, trial);
      }
      if (isFlat(trial)) {
        return trial;
      }
      if (trial.slope >= 0) {
        return zoom(trial, previous);
      }
      step = minimum(previous, trial, LEAST_GROWTH * step, MOST_GROWTH * step);
      previous = trial;
    }
    return previous;
  }

  /**
   * Narrows the interval between two places that contains a good one.
   *
   * @param low the lowest place so far that has decreased enough; its slope leads towards the other
   * @param high the other end, on either side
   */
  private Trial zoom(Trial low, Trial high) {
    while (mayGoOn()) {
      double left = Math.min(low.step, high.step);
      double width = Math.abs(high.step - low.step);
      Trial trial =
          evaluate(minimum(low, high, left + MARGIN * width, left + (1 - MARGIN) * width));
      if (isTooHigh(trial, low)) {
        high = trial;
      } else if (isFlat(trial)) {
        return trial;
      } else {
        if (trial.slope * (high.step - low.step) >= 0) {
          high = low;
        }
        low = trial;
      }
    }
    return low;
  }

  private boolean mayGoOn() {
    return evaluations < most && !stopped.getAsBoolean();
  }

  private Trial evaluate(double step) {
    evaluations++;
    return line.apply(step);
  }

  /** Whether a place has not decreased enough, or not below the lowest one so far. */
  private boolean isTooHigh(Trial trial, Trial lowest) {
    double bound = start.value + SUFFICIENT_DECREASE * trial.step * start.slope;
    return !(trial.value <= bound && trial.value < lowest.value);
  }

  private boolean isFlat(Trial trial) {
    return Math.abs(trial.slope) <= CURVATURE * Math.abs(start.slope);
  }

  /**
   * Where the cubic through two places has its minimum (equation 3.59), moved between two bounds;
   * the middle of the bounds if there is no such cubic.
   */
  static double minimum(Trial a, Trial b, double least, double most) {
    double width = b.step - a.step;
    double d1 = a.slope + b.slope - 3 * (b.value - a.value) / width;
    double d2 = Math.copySign(Math.sqrt(d1 * d1 - a.slope * b.slope), width);
    double step = b.step - width * (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
    return Double.isFinite(step) ? Math.clamp(step, least, most) : 0.5 * (least + most);
  }
}
