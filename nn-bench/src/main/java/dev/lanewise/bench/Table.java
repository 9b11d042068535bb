package dev.lanewise.bench;

import java.util.ArrayList;
import java.util.List;

/** A table of text in Markdown, which reads well as it is. The first column is set left. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings. */
  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row. */
  public void add(String... row) {
    if (row.length != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          "expected %d columns; found %d".formatted(rows.getFirst().size(), row.length));
    }
    rows.add(List.of(row));
  }

  /** The lines, each with its end. */
  public String text() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    line(text, rows.getFirst(), widths);
    for (int i = 0; i < columns; i++) {
      text.append(i == 0 ? "| " : " | ").append("-".repeat(widths[i] - (i == 0 ? 0 : 1)));
      text.append(i == 0 ? "" : ":");
    }
    text.append(" |\n");
    rows.stream().skip(1).forEach(row -> line(text, row, widths));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> row, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      String gap = " ".repeat(widths[i] - row.get(i).length());
      text.append(i == 0 ? "| " : " | ");
      text.append(i == 0 ? row.get(i) + gap : gap + row.get(i));
    }
    text.append(" |\n");
  }
}
