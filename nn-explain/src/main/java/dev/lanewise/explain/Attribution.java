package dev.lanewise.explain;

import dev.lanewise.Shape;
import dev.lanewise.ShapeException;

/**
 * What each number of a sample has to do with a score. Immutable by convention: nobody may change
 * the array.
 *
 * @param values one for each number of the sample, in its order
 * @param output which score, from 0
 * @param score its value for the sample
 */
public record Attribution(float[] values, int output, float score) {

  /** The sum of all values, in double. */
  public double sum() {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  /**
   * The sums over the channels of each position: a picture of what was looked at.
   *
   * @param shape of the sample, channels last
   * @throws ShapeException if it has another number of values
   */
  public float[] perPosition(Shape shape) {
    if (shape.size() != values.length) {
      throw new ShapeException(
          "A sample of shape %s has %s values; found %s of the attribution."
              .formatted(shape, shape.size(), values.length));
    }
    float[] sums = new float[shape.positions()];
    int channels = values.length / sums.length;
    for (int i = 0; i < values.length; i++) {
      sums[i / channels] += values[i];
    }
    return sums;
  }
}
