package dev.lanewise.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of cells whose shade says how large their numbers are, such as a confusion matrix.
 *
 * @param rowLabel what rows are
 * @param columnLabel what columns are
 * @param rows names of the rows
 * @param columns names of the columns
 * @param values a number for each cell, at least 0, row by row
 */
public record GridChart(
    String title,
    String description,
    String rowLabel,
    String columnLabel,
    List<String> rows,
    List<String> columns,
    double[] values)
    implements Chart {
  private static final double CELL = 40;
  private static final double NAMES = 120;

  /** Checks the number of values, and copies what is mutable. */
  public GridChart {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    if (values.length != rows.size() * columns.size()) {
      throw new IllegalArgumentException(
          "A grid of %s x %s needs as many values; found %s."
              .formatted(rows.size(), columns.size(), values.length));
    }
    values = values.clone();
  }

  @Override
  public DataTable table() {
    List<String> header = new ArrayList<>(List.of(rowLabel + " \\ " + columnLabel));
    header.addAll(columns);
    List<List<String>> cells = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      List<String> row = new ArrayList<>(List.of(rows.get(r)));
      for (int c = 0; c < columns.size(); c++) {
        row.add(Numbers.text(values[r * columns.size() + c]));
      }
      cells.add(row);
    }
    return new DataTable(header, cells);
  }

  @Override
  public String svg() {
    double width = Math.max(Canvas.WIDTH / 2, NAMES + CELL * columns.size() + 16);
    double top = Canvas.TOP + 40;
    Markup svg = Canvas.begin(this, width, top + CELL * rows.size() + 16);
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    Canvas.text(svg, columnLabel, NAMES + CELL * columns.size() / 2, Canvas.TOP + 14, "middle");
    for (int c = 0; c < columns.size(); c++) {
      Canvas.text(svg, columns.get(c), NAMES + CELL * (c + 0.5), top - 6, "middle");
    }
    for (int r = 0; r < rows.size(); r++) {
      double y = top + CELL * r;
      Canvas.text(svg, rows.get(r), NAMES - 8, y + CELL / 2 + 4, "end");
      for (int c = 0; c < columns.size(); c++) {
        cell(svg, NAMES + CELL * c, y, values[r * columns.size() + c], largest);
      }
    }
    String turned = "rotate(-90 14 " + Markup.coordinate(top + CELL * rows.size() / 2) + ")";
    Canvas.text(svg, rowLabel, 14, top + CELL * rows.size() / 2, "middle", "transform", turned);
    return Canvas.end(svg);
  }

  /** From white to blue; numbers are white on dark cells. */
  private static void cell(Markup svg, double x, double y, double value, double largest) {
    double share = largest > 0 ? Math.sqrt(value / largest) : 0;
    String colour =
        "#%02x%02x%02x"
            .formatted(
                Math.round(255 - 255 * share),
                Math.round(255 - 141 * share),
                Math.round(255 - 77 * share));
    svg.empty("rect", "x", x, "y", y, "width", CELL - 1, "height", CELL - 1, "fill", colour).line();
    String ink = share > 0.6 ? "#ffffff" : Canvas.INK;
    Canvas.text(svg, Numbers.text(value, 3), x + CELL / 2, y + CELL / 2 + 4, "middle", "fill", ink);
  }
}
