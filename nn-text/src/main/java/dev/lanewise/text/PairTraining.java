package dev.lanewise.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Learns merges: again and again the most frequent pair of neighbouring tokens becomes a token, of
 * those as frequent that with the lowest left, then the lowest right token. Counts are kept up to
 * date instead of taken anew: only pieces with the pair change. Sennrich, Haddow and Birch 2016,
 * "Neural machine translation of rare words with subword units".
 */
final class PairTraining {
  /** A pair that occurs once is no gain. */
  private static final int LEAST_COUNT = 2;

  private static final Comparator<Candidate> BEST =
      Comparator.comparingLong((Candidate candidate) -> -candidate.count())
          .thenComparingInt(candidate -> candidate.pair().left)
          .thenComparingInt(candidate -> candidate.pair().right);

  private final List<Piece> pieces = new ArrayList<>();
  private final Map<Long, Pair> pairs = new HashMap<>();
  private final PriorityQueue<Candidate> candidates = new PriorityQueue<>(BEST);
  private final List<Pair> changed = new ArrayList<>();

  /** A piece of text, as far as it is merged. */
  private static final class Piece {
    private final int[] tokens;
    private final long count;
    private int length;

    Piece(String text, long count) {
      this.tokens = PairEncoding.bytes(text);
      this.count = count;
      this.length = tokens.length;
    }

    boolean has(Pair pair) {
      for (int i = 0; i + 1 < length; i++) {
        if (tokens[i] == pair.left && tokens[i + 1] == pair.right) {
          return true;
        }
      }
      return false;
    }
  }

  /** Two tokens that are neighbours somewhere. */
  private static final class Pair {
    private final int left;
    private final int right;

    /** Pieces that have it, and some that had it. */
    private final TokenList places = new TokenList();

    private long count;
    private boolean changed;

    Pair(int left, int right) {
      this.left = left;
      this.right = right;
    }

    void isIn(int piece) {
      if (places.size() == 0 || places.get(places.size() - 1) != piece) {
        places.add(piece);
      }
    }
  }

  /** A pair as it was when it was put into the queue; out of date if its count has changed. */
  private record Candidate(Pair pair, long count) {}

  /** Learns from pieces, whose order does not matter. */
  PairTraining(PieceCounts counts) {
    counts.forEach((piece, count) -> {
      pieces.add(new Piece(piece, count));
      count(pieces.size() - 1, 1);
    });
    putChanged();
  }

  /** Learns so many merges, or fewer if no pair occurs twice any more. */
  int[] merges(int most) {
    TokenList merges = new TokenList();
    while (merges.size() < 2 * most) {
      Candidate best = candidates.poll();
      if (best == null || best.count < LEAST_COUNT) {
        break;
      }
      if (best.count == best.pair.count) {
        merge(best.pair, PairEncoding.BYTES + merges.size() / 2);
        merges.add(best.pair.left);
        merges.add(best.pair.right);
      }
    }
    return merges.toArray();
  }

  private void merge(Pair pair, int token) {
    for (int i = 0; i < pair.places.size(); i++) {
      int place = pair.places.get(i);
      Piece piece = pieces.get(place);
      if (piece.has(pair)) {
        count(place, -1);
        piece.length = PairEncoding.merge(piece.tokens, piece.length, pair.left, pair.right, token);
        count(place, 1);
      }
    }
    putChanged();
  }

  /** Adds the pairs of a piece to the counts, or takes them away. */
  private void count(int place, int sign) {
    Piece piece = pieces.get(place);
    for (int i = 0; i + 1 < piece.length; i++) {
      int left = piece.tokens[i];
      int right = piece.tokens[i + 1];
      Pair pair = pairs.computeIfAbsent(PairRanks.key(left, right), key -> new Pair(left, right));
      pair.count += sign * piece.count;
      if (sign > 0) {
        pair.isIn(place);
      }
      if (!pair.changed) {
        pair.changed = true;
        changed.add(pair);
      }
    }
  }

  private void putChanged() {
    for (Pair pair : changed) {
      pair.changed = false;
      if (pair.count == 0) {
        pairs.remove(PairRanks.key(pair.left, pair.right));
      } else if (pair.count >= LEAST_COUNT) {
        candidates.add(new Candidate(pair, pair.count));
      }
    }
    changed.clear();
  }
}
