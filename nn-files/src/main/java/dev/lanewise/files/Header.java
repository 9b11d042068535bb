package dev.lanewise.files;

import dev.lanewise.files.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file, checked against the length of its data.
 *
 * @param metadata the entry {@code __metadata__}; empty if there is none
 * @param tensors all tensors in the order of their data
 */
record Header(Map<String, String> metadata, List<TensorInfo> tensors) {
  /** The name that is no tensor's. */
  static final String METADATA = "__metadata__";

  /** Far more than a network has; each costs some 500 bytes of memory while it is read. */
  static final int MOST_TENSORS = 10_000;

  /**
   * Reads a header.
   *
   * @param dataLength the number of bytes behind it
   * @throws dev.lanewise.FileException if it is not well-formed or does not fit the data
   */
  static Header parse(String text, Where where, long dataLength) {
    return of(Json.read(text, where), dataLength);
  }

  /**
   * A header that was read as JSON.
   *
   * @param dataLength the number of bytes behind it
   * @throws dev.lanewise.FileException if it does not fit the data
   */
  static Header of(JsonObject root, long dataLength) {
    Where where = root.where();
    if (root.fields().size() > MOST_TENSORS) {
      throw where.refuse("at most " + MOST_TENSORS + " tensors", root.fields().size() + " entries");
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    List<TensorInfo> tensors = new ArrayList<>();
    for (String name : root.fields().keySet()) {
      if (name.equals(METADATA)) {
        metadata.putAll(root.object(name).strings());
      } else {
        tensors.add(TensorInfo.parse(name, root.object(name)));
      }
    }
    tensors.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
    requireWhole(tensors, where, dataLength);
    return new Header(Collections.unmodifiableMap(metadata), List.copyOf(tensors));
  }

  private static void requireWhole(List<TensorInfo> tensors, Where where, long dataLength) {
    long end = 0;
    for (TensorInfo tensor : tensors) {
      if (tensor.begin() != end) {
        throw where
            .named(tensor.name())
            .refuse(
                "data that begins at byte " + end + ", where that of the previous tensor ends",
                "%s, %s".formatted(tensor.begin(), tensor.begin() > end ? "a hole" : "an overlap"));
      }
      end = tensor.end();
    }
    if (end != dataLength) {
      throw where.refuse(
          end + " bytes of data, as the header declares",
          dataLength + " bytes",
          end > dataLength ? "The file was cut off; copy or make it again." : Where.GET_AGAIN);
    }
  }
}
