package dev.lanewise.files;

import dev.lanewise.files.JsonValue.JsonObject;
import java.util.List;

/**
 * What a header says of a tensor, checked in itself.
 *
 * @param shape its extents; none for a single number
 * @param begin its first byte, counted from the end of the header
 * @param end the byte behind its last one
 */
record TensorInfo(String name, DType type, List<Integer> shape, long begin, long end) {
  private static final int MOST_DIMENSIONS = 8;
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  /** Reads an entry of a header. */
  static TensorInfo parse(String name, JsonObject entry) {
    Where where = entry.where();
    if (name.isEmpty()) {
      throw where.refuse("a name", "an empty one");
    }
    entry.only("dtype", "shape", "data_offsets");
    List<Integer> shape =
        entry.array("shape").atMost(MOST_DIMENSIONS).integers(0, Integer.MAX_VALUE).stream()
            .map(Math::toIntExact)
            .toList();
    DType type = DType.of(entry.text("dtype"), shape.isEmpty(), where);
    List<Long> offsets = entry.array("data_offsets").atMost(2).integers(0, Long.MAX_VALUE);
    if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
      throw where.refuse("data_offsets [begin, end]", offsets.toString());
    }
    TensorInfo info = new TensorInfo(name, type, shape, offsets.get(0), offsets.get(1));
    info.requireLength(where);
    return info;
  }

  /** The number of elements. */
  int count() {
    return (int) ((end - begin) / type.bytes());
  }

  private void requireLength(Where where) {
    long elements = elements(where);
    if (elements > LONGEST_ARRAY) {
      throw where.refuse(
          "at most %s elements".formatted(LONGEST_ARRAY),
          "shape %s with %s".formatted(shape, elements),
          "Split the tensor.");
    }
    if (end - begin != elements * type.bytes()) {
      throw where.refuse(
          "%s bytes for %s of shape %s".formatted(elements * type.bytes(), type, shape),
          "data_offsets [%s, %s], which are %s bytes".formatted(begin, end, end - begin));
    }
  }

  private long elements(Where where) {
    try {
      long product = 1;
      for (int extent : shape) {
        product = Math.multiplyExact(product, extent);
      }
      return product;
    } catch (ArithmeticException e) {
      throw where.refuse("a product of the extents below 2^63", "shape " + shape);
    }
  }
}
