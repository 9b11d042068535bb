package dev.lanewise.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Counts the pieces of a text. When there are more different ones than memory is meant for, the
 * rarer half is forgotten, so that pieces of huge texts may count less than they occur. The limits
 * depend on the wanted number of tokens alone, so that counts are the same on every machine; a heap
 * of 64 MB suffices for the lowest.
 */
final class PieceCounts {
  /** Different pieces that are counted at least before some are forgotten. */
  static final int LEAST_LIMIT = 1 << 17;

  private static final int PIECES_PER_TOKEN = 4;
  private static final int CHARACTERS_PER_PIECE = 8;

  private final int mostPieces;
  private final Map<String, long[]> counts = new HashMap<>();
  private long characters;

  /** Counts for a tokenizer of so many tokens. */
  static PieceCounts of(int tokens) {
    return new PieceCounts(Math.max(LEAST_LIMIT, PIECES_PER_TOKEN * tokens));
  }

  /** Forgets when there are more than so many, or they are longer than usual. */
  PieceCounts(int mostPieces) {
    this.mostPieces = mostPieces;
  }

  void add(String piece) {
    long[] count = counts.get(piece);
    if (count != null) {
      count[0]++;
      return;
    }
    if (counts.size() == mostPieces || characters > (long) CHARACTERS_PER_PIECE * mostPieces) {
      forget();
    }
    counts.put(piece, new long[] {1});
    characters += piece.length();
  }

  private void forget() {
    long[] sorted = counts.values().stream().mapToLong(count -> count[0]).toArray();
    Arrays.sort(sorted);
    long highest = sorted[sorted.length / 2];
    counts.values().removeIf(count -> count[0] <= highest);
    characters = counts.keySet().stream().mapToLong(String::length).sum();
  }

  /** The pieces, most frequent first, and those as frequent in the order of their UTF-16. */
  List<String> sorted() {
    Comparator<String> frequent = Comparator.comparingLong(piece -> -count(piece));
    return counts.keySet().stream()
        .sorted(frequent.thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Gives all pieces and their counts away, in any order. */
  void forEach(ObjLongConsumer<String> pieces) {
    counts.forEach((piece, count) -> pieces.accept(piece, count[0]));
  }

  /** How often a piece was counted. */
  long count(String piece) {
    long[] count = counts.get(piece);
    return count == null ? 0 : count[0];
  }
}
