package dev.lanewise.report;

import java.util.List;

/**
 * The numbers of a chart as text, for those who cannot see it or want to use them.
 *
 * @param header names of the columns
 * @param rows as many cells each
 */
public record DataTable(List<String> header, List<List<String>> rows) {

  /** Copies the lists. */
  public DataTable {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
  }

  void write(Markup html) {
    html.open("table").open("thead").open("tr");
    header.forEach(name -> html.leaf("th", name, "scope", "col"));
    html.close("tr").close("thead").open("tbody").line();
    for (List<String> row : rows) {
      html.open("tr");
      row.forEach(cell -> html.leaf("td", cell));
      html.close("tr").line();
    }
    html.close("tbody").close("table").line();
  }
}
