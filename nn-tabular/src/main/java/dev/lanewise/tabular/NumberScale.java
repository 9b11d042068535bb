package dev.lanewise.tabular;

import dev.lanewise.DataException;

/** A linear change of a number that is good for a network, and back. */
public sealed interface NumberScale {

  /** The scaled value. */
  double apply(double value);

  /** The value whose scaled value this is. */
  double invert(double scaled);

  /** How far apart two values are whose scaled values differ by 1. */
  double unit();

  /**
   * {@code (x - mean) / deviation}.
   *
   * @param mean the mean of the training rows
   * @param deviation their standard deviation (with divisor n), or 1 if all values are the same
   */
  record Standard(double mean, double deviation) implements NumberScale {

    /** Checks that both are finite and the deviation positive. */
    public Standard {
      if (!Double.isFinite(mean) || !(deviation > 0 && Double.isFinite(deviation))) {
        throw error("a finite mean and a positive, finite deviation", mean, deviation);
      }
    }

    @Override
    public double apply(double value) {
      return (value - mean) / deviation;
    }

    @Override
    public double invert(double scaled) {
      return mean + scaled * deviation;
    }

    @Override
    public double unit() {
      return deviation;
    }
  }

  /**
   * {@code (x - min) / (max - min)}, or {@code x - min} if both are the same.
   *
   * @param min the smallest value of the training rows
   * @param max the largest one
   */
  record MinMax(double min, double max) implements NumberScale {

    /** Checks that the range is finite and not negative. */
    public MinMax {
      if (!(max >= min && Double.isFinite(max - min))) {
        throw error("a finite range from min to max", min, max);
      }
    }

    @Override
    public double apply(double value) {
      return (value - min) / unit();
    }

    @Override
    public double invert(double scaled) {
      return min + scaled * unit();
    }

    @Override
    public double unit() {
      return max == min ? 1 : max - min;
    }
  }

  /** The value itself. */
  record None() implements NumberScale {
    @Override
    public double apply(double value) {
      return value;
    }

    @Override
    public double invert(double scaled) {
      return scaled;
    }

    @Override
    public double unit() {
      return 1;
    }
  }

  private static DataException error(String expected, double first, double second) {
    return new DataException(
        "Scale: expected %s; found %s and %s. Correct the values, or leave the column out if it is an input (TableRecipe.ignoring)."
            .formatted(expected, first, second));
  }
}
