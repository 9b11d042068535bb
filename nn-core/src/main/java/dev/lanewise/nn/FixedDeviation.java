package dev.lanewise.nn;

import dev.lanewise.SettingException;

/**
 * A normal initializer of mean zero, whatever the number of connections.
 *
 * @param deviation the standard deviation, finite and above 0
 */
public record FixedDeviation(double deviation) implements Initializer {

  /** Checks the deviation. */
  public FixedDeviation {
    if (!(deviation > 0 && Double.isFinite(deviation))) {
      throw new SettingException(
          "Normal initializer: the deviation must be positive and finite; found "
              + deviation
              + ".");
    }
  }

  @Override
  public void fill(float[] values, int fanIn, int fanOut, long seed) {
    VarianceScaling.fillNormal(values, deviation, seed);
  }
}
