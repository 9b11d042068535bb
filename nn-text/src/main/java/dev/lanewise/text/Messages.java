package dev.lanewise.text;

import dev.lanewise.DataException;
import dev.lanewise.Printable;
import java.nio.file.Path;
import java.util.Locale;

/** How errors are said, and how they show what comes from elsewhere. */
final class Messages {
  private static final int LONGEST_NAME = 400;
  private static final int LONGEST_REASON = 300;
  private static final int LONGEST_TEXT = 40;

  private Messages() {}

  /** An error at a place, such as a file or one of its bytes. */
  static DataException error(String place, String expected, String found, String remedy) {
    return new DataException(sentence(place, expected, found, remedy));
  }

  /** An error that another one led to. */
  static DataException error(String place, String expected, Throwable cause, String remedy) {
    String found = "an error (" + Printable.of(cause.toString(), LONGEST_REASON) + ")";
    return new DataException(sentence(place, expected, found, remedy), cause);
  }

  private static String sentence(String place, String expected, String found, String remedy) {
    return "%s: expected %s; found %s. %s".formatted(place, expected, found, remedy);
  }

  /** A file. */
  static String name(Path file) {
    return shown(file.toString());
  }

  /** A name that somebody gave. */
  static String shown(String name) {
    return Printable.of(name, LONGEST_NAME);
  }

  /** A text in quotes, on one line and not too long. */
  static String quoted(String text) {
    return quoted(text, LONGEST_TEXT);
  }

  /** A text in quotes, up to so many characters of it. */
  static String quoted(String text, int longest) {
    return "'" + Printable.of(text, longest) + "'";
  }

  /** A character and its number. */
  static String character(int codePoint) {
    return String.format(
        Locale.ROOT, "%s (U+%04X)", quoted(Character.toString(codePoint)), codePoint);
  }
}
