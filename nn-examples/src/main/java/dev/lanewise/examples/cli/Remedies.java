package dev.lanewise.examples.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The library's errors name what programs can do in parentheses, such as {@code
 * (TableRecipe.ignoring)}; on the command line options do it.
 */
final class Remedies {
  private static final Map<String, String> OPTIONS = new LinkedHashMap<>();

  static {
    OPTIONS.put("CsvFormat.withSeparator", "--separator");
    OPTIONS.put("CsvFormat.withDecimal", "--decimal");
    OPTIONS.put("CsvFormat.withMissing", "--missing");
    OPTIONS.put("CsvFormat.withCharset", "--encoding");
    OPTIONS.put("CsvFormat.withoutHeader", "--no-header");
    OPTIONS.put("CsvTable.read", "--data -");
    OPTIONS.put("TableRecipe.ignoring", "--ignore");
    OPTIONS.put("TableRecipe.withType", "--categories, --numbers");
    OPTIONS.put("TableRecipe.withMissing", "--impute");
    OPTIONS.put("TableRecipe.withDates", "--dates");
    OPTIONS.put("CategoryRule.withUnknown", "--unknown");
    OPTIONS.put("CategoryRule.withLimit", "--most-categories");
  }

  private Remedies() {}

  /** A message with options instead of methods. */
  static String withOptions(String message) {
    String text = message;
    for (Map.Entry<String, String> option : OPTIONS.entrySet()) {
      text = text.replace("(" + option.getKey() + ")", "(" + option.getValue() + ")");
    }
    return text;
  }
}
