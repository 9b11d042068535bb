package dev.lanewise.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Byte-pair encoding as one writes it down: all pairs are counted anew for each merge, and a piece
 * is encoded by doing all merges in their order.
 */
final class NaiveBytePairs {
  private final List<List<Integer>> merges = new ArrayList<>();

  /** Learns from pieces, each as often as it occurs. */
  NaiveBytePairs(List<String> pieces, int most) {
    List<List<Integer>> texts = new ArrayList<>();
    pieces.forEach(piece -> texts.add(bytes(piece)));
    while (merges.size() < most) {
      Map<List<Integer>, Integer> counts = new HashMap<>();
      for (List<Integer> text : texts) {
        for (int i = 0; i + 1 < text.size(); i++) {
          counts.merge(List.of(text.get(i), text.get(i + 1)), 1, Integer::sum);
        }
      }
      List<Integer> best = best(counts);
      if (best.isEmpty()) {
        return;
      }
      merges.add(best);
      texts.replaceAll(text -> merged(text, merges.size() - 1));
    }
  }

  private static List<Integer> best(Map<List<Integer>, Integer> counts) {
    List<Integer> best = List.of();
    int count = 1;
    for (Map.Entry<List<Integer>, Integer> entry : counts.entrySet()) {
      List<Integer> pair = entry.getKey();
      boolean more = entry.getValue() > count;
      boolean lower =
          entry.getValue() == count
              && !best.isEmpty()
              && (pair.get(0) < best.get(0)
                  || (pair.get(0).equals(best.get(0)) && pair.get(1) < best.get(1)));
      if (more || lower) {
        best = pair;
        count = entry.getValue();
      }
    }
    return best;
  }

  private List<Integer> merged(List<Integer> text, int merge) {
    List<Integer> result = new ArrayList<>();
    for (int i = 0; i < text.size(); i++) {
      if (i + 1 < text.size() && merges.get(merge).equals(text.subList(i, i + 2))) {
        result.add(256 + merge);
        i++;
      } else {
        result.add(text.get(i));
      }
    }
    return result;
  }

  private static List<Integer> bytes(String piece) {
    List<Integer> bytes = new ArrayList<>();
    for (byte value : piece.getBytes(StandardCharsets.UTF_8)) {
      bytes.add(value & 0xff);
    }
    return bytes;
  }

  List<Integer> encode(List<String> pieces) {
    List<Integer> tokens = new ArrayList<>();
    for (String piece : pieces) {
      List<Integer> text = bytes(piece);
      for (int merge = 0; merge < merges.size(); merge++) {
        text = merged(text, merge);
      }
      tokens.addAll(text);
    }
    return tokens;
  }

  /** Left and right token of each merge. */
  List<Integer> merges() {
    return merges.stream().flatMap(List::stream).toList();
  }
}
