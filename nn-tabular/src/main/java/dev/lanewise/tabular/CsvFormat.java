package dev.lanewise.tabular;

import dev.lanewise.SettingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a table is written as text. Always so: lines end with CR, LF or both; a field in quotes may
 * hold separators, line ends and doubled quotes, and is kept as it is, while spaces around other
 * fields are removed; empty lines are skipped.
 *
 * @param separator stands between fields
 * @param quote surrounds fields
 * @param header whether the first row holds the names of the columns; otherwise they are called
 *     {@code column1}, {@code column2} and so on
 * @param missing the texts that stand for a missing value; spaces around them do not matter
 * @param decimal stands in numbers before the decimals: a point or a comma; nothing stands between
 *     thousands
 * @param charset the encoding; of UTF-8 with or without a byte order mark
 * @param fieldLimit the most characters of a field
 * @param columnLimit the most columns
 */
public record CsvFormat(
    char separator,
    char quote,
    boolean header,
    Set<String> missing,
    char decimal,
    Charset charset,
    int fieldLimit,
    int columnLimit) {
  private static final Set<String> MISSING =
      Set.of(
          "",
          "?",
          "NA",
          "<NA>",
          "#NA",
          "N/A",
          "n/a",
          "#N/A",
          "#N/A N/A",
          "NaN",
          "nan",
          "NAN",
          "-NaN",
          "-nan",
          "1.#IND",
          "-1.#IND",
          "1.#QNAN",
          "-1.#QNAN",
          "NULL",
          "Null",
          "null");
  private static final int FIELD_LIMIT = 1 << 15;
  private static final int COLUMN_LIMIT = 1 << 14;
  private static final int LARGEST_LIMIT = 1 << 24;

  /** Checks the characters and limits, and copies the texts. */
  public CsvFormat {
    missing = missing.stream().map(String::strip).collect(Collectors.toUnmodifiableSet());
    if (separator == quote || isLineEnd(separator) || isLineEnd(quote)) {
      throw new SettingException(
          "CSV format: separator and quote must be different characters and no line ends; "
              + "found '%c' and '%c'.".formatted(separator, quote));
    }
    if (decimal != '.' && decimal != ',') {
      throw new SettingException(
          "CSV format: the decimal sign must be a point or a comma; found '%c'."
              .formatted(decimal));
    }
    if (!charset.canEncode()) {
      throw new SettingException(
          "CSV format: the encoding must be one of texts, such as UTF-8 or windows-1252; found %s."
              .formatted(charset));
    }
    requireLimit("field", fieldLimit);
    requireLimit("column", columnLimit);
  }

  /**
   * Commas, double quotes, a header, decimal points, UTF-8; at most 32,768 characters a field and
   * 16,384 columns. Missing are an empty field, {@code ?}, {@code NA}, {@code N/A}, {@code NaN},
   * {@code null} and other spellings of these, as Pandas has them, but not {@code None}.
   */
  public static CsvFormat standard() {
    return new CsvFormat(
        ',', '"', true, MISSING, '.', StandardCharsets.UTF_8, FIELD_LIMIT, COLUMN_LIMIT);
  }

  /** The same with another separator, such as a semicolon or a tab. */
  public CsvFormat withSeparator(char other) {
    return new CsvFormat(other, quote, header, missing, decimal, charset, fieldLimit, columnLimit);
  }

  /** The same with another quote. */
  public CsvFormat withQuote(char other) {
    return new CsvFormat(
        separator, other, header, missing, decimal, charset, fieldLimit, columnLimit);
  }

  /** The same without names in the first row. */
  public CsvFormat withoutHeader() {
    return new CsvFormat(
        separator, quote, false, missing, decimal, charset, fieldLimit, columnLimit);
  }

  /** The same with other texts for a missing value, instead of all that there were. */
  public CsvFormat withMissing(String... texts) {
    return new CsvFormat(
        separator,
        quote,
        header,
        Set.copyOf(List.of(texts)),
        decimal,
        charset,
        fieldLimit,
        columnLimit);
  }

  /** The same with numbers like {@code 1.5} or {@code 1,5}. */
  public CsvFormat withDecimal(char sign) {
    return new CsvFormat(separator, quote, header, missing, sign, charset, fieldLimit, columnLimit);
  }

  /** The same in another encoding. */
  public CsvFormat withCharset(Charset other) {
    return new CsvFormat(
        separator, quote, header, missing, decimal, other, fieldLimit, columnLimit);
  }

  /** The same with other limits. */
  public CsvFormat withLimits(int mostCharacters, int mostColumns) {
    return new CsvFormat(
        separator, quote, header, missing, decimal, charset, mostCharacters, mostColumns);
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private static void requireLimit(String what, int limit) {
    if (limit < 1 || limit > LARGEST_LIMIT) {
      throw new SettingException(
          "CSV format: the %s limit must be from 1 to %s; found %s."
              .formatted(what, LARGEST_LIMIT, limit));
    }
  }
}
