package dev.lanewise.examples.cli;

import dev.lanewise.SettingException;
import dev.lanewise.tabular.CsvFormat;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how a table is written; a model keeps them. */
final class CsvOptions {
  private static final String PREFIX = "csv.";
  private static final String BETWEEN = "\n";

  @Option(
      names = "--separator",
      paramLabel = "CHARACTER",
      converter = Separator.class,
      description = "Stands between the fields of a table, such as ';' or tab (default: a comma).")
  private Optional<Character> separator;

  @Option(
      names = "--decimal",
      paramLabel = "CHARACTER",
      converter = Decimal.class,
      description = "Stands before the decimals of numbers: . or , (default: a point).")
  private Optional<Character> decimal;

  @Option(
      names = "--missing",
      paramLabel = "TEXT,...",
      description =
          "Texts that stand for a missing value, beside the empty one (default: ?, NA, N/A, NaN,"
              + " null and the like).")
  private Optional<String> missing;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      converter = Encoding.class,
      description = "Encoding of a table, such as windows-1252 (default: UTF-8).")
  private Optional<Charset> encoding;

  @Option(
      names = "--no-header",
      description =
          "The first line of a table has values, too; its columns are called column1, column2 and so"
              + " on.")
  private boolean noHeader;

  /**
   * The format of a table.
   *
   * @param kept what a model keeps of the format that it was trained with; options go before it
   */
  CsvFormat format(Map<String, String> kept) {
    CsvFormat format = CsvFormat.standard();
    Optional<Character> mark = separator.or(() -> first(kept, "separator"));
    Optional<Character> point = decimal.or(() -> first(kept, "decimal"));
    Optional<Charset> charset = encoding.or(() -> value(kept, "encoding").map(Charset::forName));
    Optional<String[]> texts =
        missing
            .map(given -> given.split(",", -1))
            .or(() -> value(kept, "missing").map(joined -> joined.split(BETWEEN, -1)));
    format = mark.map(format::withSeparator).orElse(format);
    format = point.map(format::withDecimal).orElse(format);
    format = charset.map(format::withCharset).orElse(format);
    format = texts.map(CsvOptions::withEmpty).map(format::withMissing).orElse(format);
    return noHeader || value(kept, "header").isPresent() ? format.withoutHeader() : format;
  }

  /** Which of these options are there, by their names. */
  Map<String, Boolean> given() {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--separator", separator.isPresent());
    given.put("--decimal", decimal.isPresent());
    given.put("--missing", missing.isPresent());
    given.put("--encoding", encoding.isPresent());
    given.put("--no-header", noHeader);
    return given;
  }

  /**
   * Refuses options that say nothing about the data of a model.
   *
   * @param trained what the model was trained on, such as photos
   * @throws SettingException if there are such
   */
  void refuse(Path model, String trained) {
    given()
        .forEach((option, isThere) -> {
          if (isThere) {
            throw new SettingException(
                "%1$s belongs to a table; %2$s was trained on %3$s. Leave %1$s out."
                    .formatted(option, model, trained));
          }
        });
  }

  private static String[] withEmpty(String[] texts) {
    List<String> all = new ArrayList<>(List.of(texts));
    all.add("");
    return all.toArray(new String[0]);
  }

  private static Optional<String> value(Map<String, String> kept, String name) {
    return Optional.ofNullable(kept.get(PREFIX + name));
  }

  private static Optional<Character> first(Map<String, String> kept, String name) {
    return value(kept, name).filter(text -> text.length() == 1).map(text -> text.charAt(0));
  }

  /** What a model keeps of a format. */
  static Map<String, String> kept(CsvFormat format) {
    CsvFormat standard = CsvFormat.standard();
    Map<String, String> kept = new HashMap<>();
    if (format.separator() != standard.separator()) {
      kept.put(PREFIX + "separator", String.valueOf(format.separator()));
    }
    if (format.decimal() != standard.decimal()) {
      kept.put(PREFIX + "decimal", String.valueOf(format.decimal()));
    }
    if (!format.charset().equals(standard.charset())) {
      kept.put(PREFIX + "encoding", format.charset().name());
    }
    if (!format.missing().equals(standard.missing())) {
      kept.put(
          PREFIX + "missing", String.join(BETWEEN, format.missing().stream().sorted().toList()));
    }
    if (!format.header()) {
      kept.put(PREFIX + "header", "none");
    }
    return kept;
  }

  /** One character, or a name of the tab. */
  static final class Separator implements ITypeConverter<Character> {
    @Override
    public Character convert(String text) {
      String mark = text.equalsIgnoreCase("tab") || text.equals("\\t") ? "\t" : text;
      if (mark.length() != 1 || "\r\n\"".contains(mark)) {
        throw new TypeConversionException("must be one character or tab; found '" + text + "'");
      }
      return mark.charAt(0);
    }
  }

  /** A point or a comma. */
  static final class Decimal implements ITypeConverter<Character> {
    @Override
    public Character convert(String text) {
      if (!text.equals(".") && !text.equals(",")) {
        throw new TypeConversionException("must be . or ,; found '" + text + "'");
      }
      return text.charAt(0);
    }
  }

  /** An encoding that Java knows. */
  static final class Encoding implements ITypeConverter<Charset> {
    @Override
    public Charset convert(String text) {
      try {
        return Charset.forName(text);
      } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
        throw new TypeConversionException(
            "must be an encoding, such as UTF-8, UTF-16, ISO-8859-1 or windows-1252; found '"
                + text
                + "'");
      }
    }
  }
}
