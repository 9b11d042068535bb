package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.nio.file.Path;

/** Where in a file something is wrong, and how that is said. */
final class Place {
  private static final int LONGEST_TEXT = 40;

  private Place() {}

  /** An error about a whole file. */
  static DataException error(Path file, String expected, String found, String remedy) {
    return new DataException(sentence(file.toString(), expected, found, remedy));
  }

  /** An error in a line of a file, which counts from 1. */
  static DataException error(Path file, long line, String expected, String found, String remedy) {
    return new DataException(sentence(file + ", line " + line, expected, found, remedy));
  }

  /** An error in a field. */
  static DataException error(
      Path file, long line, String column, String expected, String found, String remedy) {
    return new DataException(
        sentence(
            "%s, line %d, column %s".formatted(file, line, quoted(column)),
            expected,
            found,
            remedy));
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
    StringBuilder shown = new StringBuilder("'");
    text.codePoints()
        .limit(longest)
        .forEach(c -> {
          if (Character.isISOControl(c)) {
            shown.append("\\u%04x".formatted(c));
          } else {
            shown.appendCodePoint(c);
          }
        });
    shown.append('\'');
    return text.length() > longest
        ? shown + "... (%d characters)".formatted(text.length())
        : shown.toString();
  }
}
