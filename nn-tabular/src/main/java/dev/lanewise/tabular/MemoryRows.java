package dev.lanewise.tabular;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks through rows in memory. */
final class MemoryRows implements Rows {
  private final @Nullable Object[][] rows;
  private final ValueRow row;

  MemoryRows(String name, List<String> columns, @Nullable Object[][] rows) {
    this.rows = rows;
    this.row = new ValueRow(columns, index -> "%s, row %s".formatted(name, index + 1));
  }

  @Override
  public boolean next() {
    int next = row.index() + 1;
    if (next == rows.length) {
      return false;
    }
    row.advance();
    for (int i = 0; i < rows[next].length; i++) {
      row.set(i, rows[next][i]);
    }
    return true;
  }

  @Override
  public Row row() {
    return row;
  }

  @Override
  public void close() {}
}
