package dev.lanewise.text;

import java.io.IOException;
import java.io.Reader;

/** Characters of a reader or a string; half of a surrogate pair is an error. */
final class Utf16 extends CodePoints {
  private static final int BUFFER = 1 << 13;
  private static final int NOTHING = -1;

  private final Reader reader;
  private final char[] buffer = new char[BUFFER];
  private int at;
  private int end;
  private long bufferStart;
  private long start;

  /** Takes over a reader, which is closed with this. */
  Utf16(String name, Reader reader) {
    super(name);
    this.reader = reader;
  }

  @Override
  String offset() {
    return "character offset " + start;
  }

  @Override
  int decode() {
    start = bufferStart + at;
    int first = read();
    if (first == NOTHING || !Character.isSurrogate((char) first)) {
      return first == NOTHING ? END : first;
    }
    int second = Character.isHighSurrogate((char) first) ? read() : NOTHING;
    if (second == NOTHING || !Character.isLowSurrogate((char) second)) {
      throw refuse(
          "Unicode text", "half of a surrogate pair, " + Messages.character(first), "Remove it.");
    }
    return Character.toCodePoint((char) first, (char) second);
  }

  private int read() {
    if (at == end) {
      fill();
    }
    return at < end ? buffer[at++] : NOTHING;
  }

  private void fill() {
    bufferStart += end;
    at = 0;
    end = 0;
    try {
      end = Math.max(0, reader.read(buffer));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private RuntimeException unreadable(IOException e) {
    return Messages.error(name(), "a readable text", e, "Check where it comes from.");
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
