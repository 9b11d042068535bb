package dev.lanewise.tabular;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Counts equal texts, of which there may be so many different ones and no more. */
final class Frequencies {
  private final int column;
  private final int limit;
  private final String remedy;
  private final Map<String, int[]> counts = new HashMap<>();

  /**
   * Begins.
   *
   * @param remedy what to do if there are too many
   */
  Frequencies(int column, int limit, String remedy) {
    this.column = column;
    this.limit = limit;
    this.remedy = remedy;
  }

  void add(Row row, String text) {
    counts.computeIfAbsent(text, key -> new int[1])[0]++;
    if (counts.size() > limit) {
      throw row.error(
          column,
          "at most %s different values".formatted(limit),
          "one more, " + Place.quoted(text),
          remedy);
    }
  }

  Set<String> texts() {
    return counts.keySet();
  }

  /** The one that occurs most often; the first in the order of categories if there are several. */
  String mostFrequent() {
    Categories sorted = Categories.sorted(counts.keySet());
    String best = sorted.name(0);
    for (String text : sorted.names()) {
      best = count(text) > count(best) ? text : best;
    }
    return best;
  }

  private int count(String text) {
    return counts.getOrDefault(text, new int[1])[0];
  }
}
