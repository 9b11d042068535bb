package dev.lanewise.exchange;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * What a parameter of a network is in another library.
 *
 * @param node the node that has the parameter
 * @param name what the other library calls the parameter, without the node
 * @param shape the extents of its array there, outermost first
 * @param source for each place in that array, row by row, the place in the parameter's values that
 *     has the same number
 */
public record Counterpart(String node, String name, List<Integer> shape, IntUnaryOperator source) {

  /** Copies the list. */
  public Counterpart {
    shape = List.copyOf(shape);
  }

  /** Values of the parameter as the other library stores them, in a new array. */
  public float[] stored(float[] values) {
    float[] stored = new float[values.length];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = values[source.applyAsInt(i)];
    }
    return stored;
  }

  /** Stored values as those of the parameter, in a new array. */
  public float[] values(float[] stored) {
    float[] values = new float[stored.length];
    for (int i = 0; i < stored.length; i++) {
      values[source.applyAsInt(i)] = stored[i];
    }
    return values;
  }
}
