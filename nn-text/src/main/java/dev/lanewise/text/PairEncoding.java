package dev.lanewise.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Turns pieces of text into tokens of byte pairs. It remembers pieces, since most of them come
 * again. Belongs to one thread.
 */
final class PairEncoding {
  /** The first tokens are bytes. */
  static final int BYTES = 256;

  /** Pieces to remember; then it begins anew. */
  private static final int MOST_KNOWN = 1 << 14;

  private final PairRanks ranks;
  private final IntConsumer tokens;
  private final Map<String, int[]> known = new HashMap<>();

  PairEncoding(PairRanks ranks, IntConsumer tokens) {
    this.ranks = ranks;
    this.tokens = tokens;
  }

  void encode(String piece) {
    int[] encoded = known.get(piece);
    if (encoded == null) {
      encoded = tokens(piece);
      if (known.size() == MOST_KNOWN) {
        known.clear();
      }
      known.put(piece, encoded);
    }
    for (int token : encoded) {
      tokens.accept(token);
    }
  }

  /** Merges, in the order in which merges were learned, as long as there is a pair to merge. */
  private int[] tokens(String piece) {
    int[] values = bytes(piece);
    int length = values.length;
    while (true) {
      int first = PairRanks.NONE;
      for (int i = 0; i + 1 < length; i++) {
        first = Math.min(first, ranks.token(values[i], values[i + 1]));
      }
      if (first == PairRanks.NONE) {
        return Arrays.copyOf(values, length);
      }
      int merge = 2 * (first - BYTES);
      length = merge(values, length, ranks.merges()[merge], ranks.merges()[merge + 1], first);
    }
  }

  /** The bytes of a piece in UTF-8, each a token. */
  static int[] bytes(String piece) {
    byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
    int[] values = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i] & 0xff;
    }
    return values;
  }

  /**
   * Merges a pair wherever it is, from left to right.
   *
   * @return how many values are left
   */
  static int merge(int[] values, int length, int left, int right, int token) {
    int to = 0;
    for (int from = 0; from < length; to++) {
      if (from + 1 < length && values[from] == left && values[from + 1] == right) {
        values[to] = token;
        from += 2;
      } else {
        values[to] = values[from];
        from++;
      }
    }
    return to;
  }
}
