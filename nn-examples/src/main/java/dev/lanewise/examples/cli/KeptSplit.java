package dev.lanewise.examples.cli;

import dev.lanewise.data.Split;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/**
 * What a model file keeps of the table or the photos that the model was trained on, to tell later
 * which rows or photos the model has not seen.
 *
 * @param fingerprint tells the data
 * @param heldOut what training did not use
 */
record KeptSplit(String fingerprint, BitSet heldOut) {
  /** The property that holds the names of columns that predictions repeat, a line each. */
  static final String IDS = "ids";

  // Photos have the names of tables, which came first.
  private static final String FINGERPRINT = "table.fingerprint";
  private static final String HELD_OUT = "table.heldOut";

  /** Of more the rows would fill the file. */
  private static final int MOST_ROWS = 1 << 22;

  /** What a file keeps of data and their split; nothing if they are too many, or cannot be told. */
  static Map<String, String> properties(Optional<String> fingerprint, Split split) {
    int rows = split.training().length + split.validation().length + split.test().length;
    if (rows > MOST_ROWS || fingerprint.isEmpty()) {
      return Map.of();
    }
    BitSet test = new BitSet(rows);
    Arrays.stream(split.test()).forEach(test::set);
    return Map.of(
        FINGERPRINT,
        fingerprint.get(),
        HELD_OUT,
        Base64.getEncoder().encodeToString(test.toByteArray()));
  }

  /** What a file has kept. */
  static Optional<KeptSplit> of(Map<String, String> properties) {
    String fingerprint = properties.getOrDefault(FINGERPRINT, "");
    try {
      byte[] rows = Base64.getDecoder().decode(properties.getOrDefault(HELD_OUT, ""));
      return fingerprint.isEmpty()
          ? Optional.empty()
          : Optional.of(new KeptSplit(fingerprint, BitSet.valueOf(rows)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The rows or photos that training did not use, ascending. */
  int[] rows() {
    return heldOut.stream().toArray();
  }
}
