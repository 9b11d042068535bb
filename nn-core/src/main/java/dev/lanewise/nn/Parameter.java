package dev.lanewise.nn;

import dev.lanewise.SettingException;

/**
 * A trainable array of a layer.
 *
 * @param name its name within the layer, {@code weight} or {@code bias}
 * @param kind how kernels use it
 * @param rows rows; 1 for a vector
 * @param cols columns
 * @param initializer its initial values
 * @param fanIn the number of inputs of a unit, for the initializer
 * @param fanOut the number of units, for the initializer
 */
public record Parameter(
    String name, Kind kind, int rows, int cols, Initializer initializer, int fanIn, int fanOut) {

  /** How kernels use a parameter, which decides how it lies in memory. */
  public enum Kind {
    /** The right factor of a product, {@code inputs x units}; laid out as the kernels like it. */
    MATRIX,
    /** One row, contiguous. */
    VECTOR
  }

  /** Checks that the number of elements fits a Java array. */
  public Parameter {
    if (rows < 1 || cols < 1 || (long) rows * cols > Integer.MAX_VALUE - 8) {
      throw new SettingException(
          "Parameter %s of %s x %s: sizes must be positive and their product below 2^31; use a smaller layer."
              .formatted(name, rows, cols));
    }
  }

  /** Whether it is a weight, which decays by all rules; biases and the like may be left out. */
  public boolean isWeight() {
    return name.equals("weight");
  }

  /** The number of elements. */
  public int size() {
    return rows * cols;
  }
}
