package dev.lanewise.bench.gate;

import java.util.ArrayList;
import java.util.List;

/** Text in columns: the first and the last one begin, the others end at a common place. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a row; all rows have the same number of cells. */
  void add(String... cells) {
    rows.add(List.of(cells));
  }

  /** The rows, one a line. */
  List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    int last = row.size() - 1;
    for (int i = 0; i <= last; i++) {
      String gap = " ".repeat(width(i) - row.get(i).length());
      boolean begins = i == 0 || i == last;
      line.append(begins ? row.get(i) + gap : gap + row.get(i)).append(i < last ? "  " : "");
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
