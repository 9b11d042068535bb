package dev.lanewise.exchange;

import dev.lanewise.DataException;
import dev.lanewise.Printable;
import dev.lanewise.ShapeException;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * What a parameter of a network is in another library: an array of its own, a part of one that
 * holds several parameters, or one of two parameters whose sum the other library has.
 *
 * @param module what the other library calls the layer: mostly the name of the node
 * @param name what the other library calls the array, without the module
 * @param shape the extents of the array, outermost first
 * @param size how many values the parameter has
 * @param source for each place in the array, row by row, the place in the parameter's values that
 *     has the same number, or {@link #OTHER} if that is another parameter's
 * @param isAdded whether the array is the sum of the parameter before and this one, which is zero
 *     if it comes from there
 */
public record Counterpart(
    String module,
    String name,
    List<Integer> shape,
    int size,
    IntUnaryOperator source,
    boolean isAdded) {

  /** The source of a number that belongs to another parameter. */
  public static final int OTHER = -1;

  /** Copies the list. */
  public Counterpart {
    shape = List.copyOf(shape);
  }

  /** An array of the parameter alone. */
  public Counterpart(String module, String name, List<Integer> shape, IntUnaryOperator source) {
    this(module, name, shape, (int) elements(shape), source, false);
  }

  private static long elements(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /**
   * The array of some parameters, in their order, as the other library has it; in new memory.
   *
   * @param parts what that library says of each of them: the same name and shape
   * @param values of each of them, row-major
   * @throws ShapeException if there are too many numbers for an array
   * @throws DataException if a sum is too large for a float
   */
  public static float[] stored(List<Counterpart> parts, List<float[]> values) {
    Counterpart first = parts.getFirst();
    long elements = elements(first.shape);
    if (elements > Integer.MAX_VALUE - 8) {
      throw new ShapeException(
          "Array %s of %s: the number of elements must be below 2^31 - 8; use a smaller layer."
              .formatted(first.label(), first.shape));
    }
    float[] stored = new float[(int) elements];
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).store(values.get(i), stored);
    }
    return stored;
  }

  private void store(float[] values, float[] stored) {
    for (int i = 0; i < stored.length; i++) {
      int from = source.applyAsInt(i);
      if (from == OTHER) {
        continue;
      }
      stored[i] = isAdded ? sum(stored[i], values[from]) : values[from];
    }
  }

  /** A sum that is the first number to the bit if the second is zero. */
  private float sum(float first, float second) {
    float sum = second == 0 ? first : first + second;
    if (Float.isInfinite(sum) && Float.isFinite(first) && Float.isFinite(second)) {
      throw new DataException(
          "Array %s: holds the sum of two parameters, which must be finite; found %s and %s."
              .formatted(label(), first, second));
    }
    return sum;
  }

  private String label() {
    return Printable.of(module + " " + name);
  }

  /** Stored values as those of the parameter, in a new array. */
  public float[] values(float[] stored) {
    float[] values = new float[size];
    for (int i = 0; !isAdded && i < stored.length; i++) {
      int to = source.applyAsInt(i);
      if (to != OTHER) {
        values[to] = stored[i];
      }
    }
    return values;
  }
}
