package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.Printable;
import java.nio.file.Path;

/** Where in a file something is wrong, and how that is said. */
final class Place {
  private static final int LONGEST_TEXT = 40;

  private Place() {}

  /** An error about a whole file. */
  static DataException error(Path file, String expected, String found, String remedy) {
    return new DataException(sentence(name(file), expected, found, remedy));
  }

  /** An error in a line of a file, which counts from 1. */
  static DataException error(Path file, long line, String expected, String found, String remedy) {
    return new DataException(sentence(name(file) + ", line " + line, expected, found, remedy));
  }

  /** An error in a field. */
  static DataException error(
      Path file, long line, String column, String expected, String found, String remedy) {
    return new DataException(
        sentence(
            "%s, line %s, column %s".formatted(name(file), line, quoted(column)),
            expected,
            found,
            remedy));
  }

  /** A file as messages show it. */
  static String name(Path file) {
    return Printable.of(file.toString());
  }

  private static String sentence(String place, String expected, String found, String remedy) {
    return "%s: expected %s; found %s. %s".formatted(place, expected, found, remedy);
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
