package dev.lanewise.tabular;

import java.util.Set;

/** The row at which {@link CsvRows} stand. */
final class CsvRow extends Row {
  private final CsvTable table;
  private final RecordHandler handler;
  private final Set<String> missing;
  private final char decimal;

  CsvRow(CsvTable table, RecordHandler handler) {
    super(table.columns());
    this.table = table;
    this.handler = handler;
    this.missing = table.format().missing();
    this.decimal = table.format().decimal();
  }

  @Override
  public String place() {
    return Place.line(table.name(), handler.line());
  }

  @Override
  public String text(int column) {
    return handler.field(checked(column));
  }

  @Override
  public boolean isMissing(int column) {
    return missing.contains(text(column).strip());
  }

  @Override
  double parse(int column) {
    return Numbers.parse(text(column), decimal);
  }

  @Override
  String numberRemedy(int column) {
    String form = "Write it like -1%c5 or 2e-3".formatted(decimal);
    boolean other = !Double.isNaN(Numbers.parse(text(column), decimal == '.' ? ',' : '.'));
    return other ? form + ", set the decimal sign (CsvFormat.withDecimal)" : form;
  }

  @Override
  String missingRemedy() {
    return "leave it empty or name the text (CsvFormat.withMissing)";
  }

  @Override
  boolean isOtherNotation(int column) {
    return Numbers.isOtherNotation(text(column));
  }
}
