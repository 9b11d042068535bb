package dev.lanewise.exchange;

import dev.lanewise.Printable;
import dev.lanewise.ShapeException;
import java.util.List;

/**
 * An array of another library. The values are shared, not copied.
 *
 * @param name its full name, such as {@code 0.weight} or {@code conv2d/kernel}
 * @param shape its extents, outermost first; none for a single number
 * @param values its numbers, row-major
 */
public record NamedArray(String name, List<Integer> shape, float[] values) {

  /** Checks that the shape fits the values. */
  public NamedArray {
    shape = List.copyOf(shape);
    long count = 1;
    for (int extent : shape) {
      if (extent < 0) {
        throw new ShapeException(
            "Array %s: extents must not be negative; found %s."
                .formatted(Printable.of(name), shape));
      }
      count = Math.min(count * extent, Integer.MAX_VALUE + 1L);
    }
    if (count != values.length) {
      throw new ShapeException(
          "Array %s: shape %s needs %s values; found %s."
              .formatted(Printable.of(name), shape, count, values.length));
    }
  }
}
