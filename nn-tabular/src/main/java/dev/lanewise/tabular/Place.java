package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.Printable;
import java.nio.file.Path;

/** Where in a table something is wrong, and how that is said. */
final class Place {
  private static final int LONGEST_TEXT = 40;

  private Place() {}

  /** An error at a place, such as a table, one of its rows, or a field. */
  static DataException error(String place, String expected, String found, String remedy) {
    return new DataException(
        "%s: expected %s; found %s. %s".formatted(place, expected, found, remedy));
  }

  /** A line of a table in text, which counts from 1. */
  static String line(String table, long line) {
    return "%s, line %s".formatted(table, line);
  }

  /** A file as messages show it. */
  static String name(Path file) {
    return Printable.of(file.toString());
  }

  /** A text as messages show it: in quotes, on one line and not too long. */
  static String quoted(String text) {
    return quoted(text, LONGEST_TEXT);
  }

  /** A text as messages show it, up to so many characters of it. */
  static String quoted(String text, int longest) {
    int length = text.codePointCount(0, text.length());
    if (length <= longest) {
      return "'" + Printable.of(text) + "'";
    }
    String start = text.substring(0, text.offsetByCodePoints(0, longest));
    return "'%s'... (%s characters)".formatted(Printable.of(start), length);
  }
}
