package dev.lanewise.tabular;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.lanewise.DataException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;

/** Walks through the rows of a table in text, of which one is in memory at a time. */
final class CsvRows implements Rows {

  /** What FastCSV reads ahead, so that its buffer has room for a field of the limit. */
  private static final int PARSER_ROOM = 1 << 15;

  private final CsvTable table;
  private final RecordHandler handler;
  private final CsvRow row;
  private final CsvReader<RecordHandler> reader;
  private final CloseableIterator<RecordHandler> records;

  private CsvRows(CsvTable table, RecordHandler handler, CsvReader<RecordHandler> reader) {
    this.table = table;
    this.handler = handler;
    this.row = new CsvRow(table, handler);
    this.reader = reader;
    this.records = reader.iterator();
  }

  /** Starts before the first record, which is the header if there is one. */
  static CsvRows open(CsvTable table) {
    CsvFormat format = table.format();
    RecordHandler handler = new RecordHandler(table.name(), format);
    try {
      Reader text = CsvText.open(table.name(), table.source().open(), format.charset());
      return new CsvRows(
          table,
          handler,
          CsvReader.builder()
              .fieldSeparator(format.separator())
              .quoteCharacter(format.quote())
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .allowUnclosedQuote(false)
              .maxBufferSize(2 * format.fieldLimit() + PARSER_ROOM)
              .build(handler, text));
    } catch (IOException e) {
      throw CsvTable.unreadable(table.name(), e);
    }
  }

  @Override
  public boolean next() {
    if (!nextRecord()) {
      return false;
    }
    int expected = table.columns().size();
    if (handler.count() != expected) {
      throw Place.error(
          Place.line(table.name(), handler.line()),
          "%s fields, as in the first row".formatted(expected),
          String.valueOf(handler.count()),
          "Complete or correct the row, such as a separator at its end; put fields with separators in quotes, or set another separator (CsvFormat.withSeparator).");
    }
    row.advance();
    return true;
  }

  /** Goes to the next record, whatever its number of fields. */
  boolean nextRecord() {
    try {
      if (!records.hasNext()) {
        return false;
      }
      records.next();
      return true;
    } catch (CsvParseException e) {
      throw parseError(e);
    } catch (UncheckedIOException e) {
      throw readError(e);
    }
  }

  @Override
  public Row row() {
    return row;
  }

  RecordHandler record() {
    return handler;
  }

  private RuntimeException parseError(CsvParseException e) {
    return switch (e.getCause()) {
      case DataException error -> error;
      case Error error -> throw error;
      case null, default ->
          new DataException(
              Place.error(
                      Place.line(table.name(), handler.line()),
                      "fields whose quotes are closed and followed by a separator",
                      problem(e),
                      "Close the quotes, double those within a field, or check the format.")
                  .getMessage(),
              e);
    };
  }

  private static String problem(CsvParseException e) {
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("Unclosed")) {
      return "the end of the file within quotes";
    }
    return message.startsWith("Unexpected")
        ? "a character after closing quotes"
        : "a field that is too long, perhaps because of quotes that are not closed";
  }

  private DataException readError(UncheckedIOException e) {
    if (e.getCause() instanceof CharacterCodingException) {
      return new DataException(
          Place.error(
                  Place.line(table.name(), handler.line()),
                  "text in " + table.format().charset(),
                  "other bytes in this line or soon after it",
                  "Save the file as UTF-8, or set its encoding (CsvFormat.withCharset).")
              .getMessage(),
          e);
    }
    return CsvTable.unreadable(table.name(), e);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw CsvTable.unreadable(table.name(), e);
    }
  }
}
