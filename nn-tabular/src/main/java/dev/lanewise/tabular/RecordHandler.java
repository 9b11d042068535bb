package dev.lanewise.tabular;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;

/** Holds the fields of one record at a time, within the limits of a format. */
final class RecordHandler extends AbstractBaseCsvCallbackHandler<RecordHandler> {
  private static final int FIRST_FIELDS = 16;

  /** The most characters of all fields of a row together. */
  private static final int RECORD_LIMIT = 1 << 24;

  private final String table;
  private final CsvFormat format;
  private String[] fields = new String[FIRST_FIELDS];
  private int count;
  private long line;
  private long characters;

  RecordHandler(String table, CsvFormat format) {
    this.table = table;
    this.format = format;
  }

  /** The number of fields of the present record. */
  int count() {
    return count;
  }

  /** The line in which the present record starts. */
  long line() {
    return line;
  }

  /** A field of the present record. */
  String field(int index) {
    return fields[index];
  }

  @Override
  protected void handleBegin(long startingLine) {
    line = startingLine;
    count = 0;
    characters = 0;
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
    if (index >= format.columnLimit()) {
      throw Place.error(
          Place.line(table, line),
          "at most %s columns".formatted(format.columnLimit()),
          "more",
          "Check the separator; a program can also raise the limit (CsvFormat.withLimits).");
    }
    if (length > format.fieldLimit()) {
      throw Place.error(
          Place.line(table, line),
          "fields of at most %s characters".formatted(format.fieldLimit()),
          "%s characters in field %s".formatted(length, index + 1),
          "Check the quotes and the separator; a program can also raise the limit"
              + " (CsvFormat.withLimits).");
    }
    characters += length;
    if (characters > RECORD_LIMIT) {
      throw Place.error(
          Place.line(table, line),
          "rows of at most %s characters".formatted(RECORD_LIMIT),
          "more",
          "Check the line ends and the separator.");
    }
    if (index == fields.length) {
      fields = Arrays.copyOf(fields, 2 * fields.length);
    }
    String text = new String(buffer, offset, length);
    if (text.indexOf('\0') >= 0) {
      throw Place.error(
          Place.line(table, line),
          "text",
          "a NUL character in field " + (index + 1),
          "Check that the file is CSV text, and set its encoding (CsvFormat.withCharset).");
    }
    fields[index] = quoted ? text : text.strip();
    count = index + 1;
  }

  @Override
  protected RecordHandler buildRecord() {
    return this;
  }
}
