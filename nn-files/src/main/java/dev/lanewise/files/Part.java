package dev.lanewise.files;

import java.util.List;
import java.util.function.Supplier;

/**
 * A tensor to write.
 *
 * @param shape its extents
 * @param values makes its numbers when they are needed, so that one tensor at a time is copied
 */
record Part(String name, List<Integer> shape, Supplier<float[]> values) {

  /** The number of elements. */
  long count() {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
