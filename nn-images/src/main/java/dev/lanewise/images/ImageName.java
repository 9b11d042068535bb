package dev.lanewise.images;

import dev.lanewise.DataException;
import dev.lanewise.Printable;
import java.nio.file.Path;

/**
 * What an error calls a file.
 *
 * @param text the name, printable
 */
record ImageName(String text) {
  private static final int LONGEST = 400;
  private static final int LONGEST_REASON = 300;

  static ImageName of(Path file) {
    return of(file.toString());
  }

  static ImageName of(String name) {
    return new ImageName(Printable.of(name, LONGEST));
  }

  DataException refuse(String expected, String found, String remedy) {
    return new DataException(sentence(expected, found, remedy));
  }

  DataException refuse(String expected, String found, String remedy, Throwable cause) {
    return new DataException(sentence(expected, found + " (" + reason(cause) + ")", remedy), cause);
  }

  private String sentence(String expected, String found, String remedy) {
    return "%s: expected %s; found %s. %s".formatted(text, expected, found, remedy);
  }

  private static String reason(Throwable cause) {
    return Printable.of(cause.toString(), LONGEST_REASON);
  }
}
