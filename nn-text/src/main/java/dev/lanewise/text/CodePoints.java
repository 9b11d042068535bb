package dev.lanewise.text;

import dev.lanewise.DataException;

/**
 * The characters of one text, read once from its start, with the place of the last one: as code
 * points, so that no half of a surrogate pair is among them. Belongs to one thread.
 */
abstract class CodePoints implements AutoCloseable {
  static final int END = -1;

  private final String name;
  private boolean some;
  private int last = END;
  private long line = 1;

  /**
   * A text.
   *
   * @param name what errors call it, printable
   */
  CodePoints(String name) {
    this.name = name;
  }

  /**
   * The next character, or {@link #END}.
   *
   * @throws DataException if the text is malformed, cannot be read, or is empty
   */
  final int next() {
    if (last == '\n') {
      line++;
    }
    last = decode();
    if (last == END && !some) {
      throw Messages.error(name, "text", "none: it is empty", "Check that it is the right one.");
    }
    some = true;
    return last;
  }

  /** The next character, or {@link #END}. */
  abstract int decode();

  /** Where the last character is, without the line. */
  abstract String offset();

  final String name() {
    return name;
  }

  /** An error about the last character, or about the one that is being decoded. */
  final DataException refuse(String expected, String found, String remedy) {
    String place = "%s, %s (line %s)".formatted(name, offset(), line);
    return Messages.error(place, expected, found, remedy);
  }

  @Override
  public abstract void close();
}
