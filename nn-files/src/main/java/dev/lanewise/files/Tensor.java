package dev.lanewise.files;

import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import java.util.List;

/**
 * A named array of numbers. The array is shared, not copied.
 *
 * @param name its name, not empty
 * @param shape its extents, outermost first; none for a single number
 * @param values its numbers, row-major
 */
public record Tensor(String name, List<Integer> shape, float[] values) {

  /** Checks that the shape fits the values and the name can be written. */
  public Tensor {
    Text.requireUnicode("Tensor", name);
    if (name.isEmpty() || name.equals(Header.METADATA)) {
      throw new SettingException(
          "Tensor '%s': expected another name; '' and '%s' are reserved. Rename it."
              .formatted(name, Header.METADATA));
    }
    shape = List.copyOf(shape);
    long count = 1;
    for (int extent : shape) {
      if (extent < 0) {
        throw new ShapeException(
            "Tensor %s: extents must not be negative; found %s.".formatted(name, shape));
      }
      count = Math.min(count * extent, Integer.MAX_VALUE + 1L);
    }
    if (count != values.length) {
      throw new ShapeException(
          "Tensor %s: shape %s does not fit its %s values.".formatted(name, shape, values.length));
    }
  }
}
