package dev.lanewise.nn;

import dev.lanewise.SettingException;
import java.util.Arrays;

/**
 * An initializer that makes all values equal.
 *
 * @param value the value, finite
 */
public record Constant(float value) implements Initializer {

  /** Checks that the value is finite. */
  public Constant {
    if (!Float.isFinite(value)) {
      throw new SettingException("Initial constant: must be finite; found " + value + ".");
    }
  }

  @Override
  public void fill(float[] values, int fanIn, int fanOut, long seed) {
    Arrays.fill(values, value);
  }
}
