package dev.lanewise.report;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis: a range of numbers between two places of a drawing, with ticks at round numbers.
 *
 * @param low the number at {@code from}
 * @param high the number at {@code to}
 * @param ticks numbers to write down, ascending
 */
record Scale(double low, double high, double from, double to, List<Double> ticks) {
  private static final int TICKS = 5;
  private static final double[] ROUND = {1, 2, 2.5, 5, 10};

  /** A range that holds all finite numbers, widened to round ones. */
  static Scale of(double[] numbers, double from, double to) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double number : numbers) {
      if (Double.isFinite(number)) {
        low = Math.min(low, number);
        high = Math.max(high, number);
      }
    }
    if (low > high) {
      low = 0;
      high = 1;
    }
    if (low == high) {
      double around = low == 0 ? 1 : Math.abs(low) / 2;
      low -= around;
      high += around;
    }
    double step = step(high - low);
    double first = Math.floor(low / step + 1e-9);
    double last = Math.ceil(high / step - 1e-9);
    List<Double> ticks = new ArrayList<>();
    for (double k = first; k <= last; k++) {
      ticks.add(k * step);
    }
    return new Scale(first * step, last * step, from, to, List.copyOf(ticks));
  }

  private static double step(double range) {
    double power = Math.pow(10, Math.floor(Math.log10(range / TICKS)));
    for (double round : ROUND) {
      if (range / (round * power) <= TICKS + 0.5) {
        return round * power;
      }
    }
    return 10 * power;
  }

  /** Where a number lies. */
  double place(double number) {
    return from + (number - low) / (high - low) * (to - from);
  }
}
