package dev.lanewise.tabular;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Counts equal texts, of which there may be so many different ones and no more. */
final class Frequencies {
  private final int column;
  private final int limit;
  private final Map<String, int[]> counts = new HashMap<>();

  Frequencies(int column, int limit) {
    this.column = column;
    this.limit = limit;
  }

  void add(Row row, String text) {
    counts.computeIfAbsent(text, key -> new int[1])[0]++;
    if (counts.size() > limit) {
      throw row.error(
          column,
          "at most %s different values".formatted(limit),
          "one more, " + Place.quoted(text),
          "Correct the values, ignore the column (TableRecipe.ignoring), give its type"
              + " (TableRecipe.withType), or raise the limit (CategoryRule.withLimit).");
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
