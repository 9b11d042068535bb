package dev.lanewise.nn;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;

/**
 * An array of numbers that belongs to an operation.
 *
 * @param name its name within the operation, such as {@code weight} or {@code bias}
 * @param shape its extents, as files and people see them; values are row-major
 * @param kind how kernels use it
 * @param role what changes it
 * @param initializer its initial values
 * @param fanIn the number of inputs of a unit, for the initializer
 * @param fanOut the number of units, for the initializer
 */
public record Parameter(
    String name,
    Shape shape,
    Kind kind,
    Role role,
    Initializer initializer,
    int fanIn,
    int fanOut) {

  /** How kernels use a parameter, which decides how it lies in memory. */
  public enum Kind {
    /**
     * The right factor of a product, with as many columns as the shape's last extent; laid out as
     * the kernels like it.
     */
    MATRIX,
    /** One row, contiguous. */
    VECTOR
  }

  /** What changes a parameter. */
  public enum Role {
    /** The optimizer, by its gradient. */
    TRAINED,
    /** What the operation observes in training, such as the mean of a channel. */
    STATE
  }

  /** Checks the role. */
  public Parameter {
    if (role == Role.STATE && kind != Kind.VECTOR) {
      throw new SettingException("Parameter %s: state must be a vector.".formatted(name));
    }
  }

  /** The trained right factor of a product, {@code inputs x units}. */
  public static Parameter matrix(String name, int inputs, int units, Initializer initializer) {
    if ((long) inputs * units > Integer.MAX_VALUE - 8) {
      throw new SettingException(
          "Parameter %s of %s x %s: the number of elements must be below 2^31 - 8; use a smaller layer."
              .formatted(name, inputs, units));
    }
    return new Parameter(
        name, Shape.of(inputs, units), Kind.MATRIX, Role.TRAINED, initializer, inputs, units);
  }

  /** A trained row of numbers; the initializer sees {@code fanIn} and the size. */
  public static Parameter vector(String name, int size, Initializer initializer, int fanIn) {
    return new Parameter(name, Shape.of(size), Kind.VECTOR, Role.TRAINED, initializer, fanIn, size);
  }

  /** A row of numbers that follows what the operation observes. */
  public static Parameter state(String name, int size, Initializer initializer) {
    return new Parameter(name, Shape.of(size), Kind.VECTOR, Role.STATE, initializer, size, size);
  }

  /** Whether the optimizer changes it. */
  public boolean isTrained() {
    return role == Role.TRAINED;
  }

  /** Whether it is a weight, which decays by all rules; biases and the like may be left out. */
  public boolean isWeight() {
    return kind == Kind.MATRIX;
  }

  /** The number of elements. */
  public int size() {
    return shape.size();
  }

  /** The columns of the matrix that kernels see. */
  public int cols() {
    return kind == Kind.MATRIX ? shape.dimensions().getLast() : size();
  }

  /** The rows of the matrix that kernels see; 1 for a vector. */
  public int rows() {
    return size() / cols();
  }
}
