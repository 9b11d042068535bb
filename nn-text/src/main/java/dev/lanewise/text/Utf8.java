package dev.lanewise.text;

import dev.lanewise.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Decodes a file of UTF-8, strictly, as table 3-7 of the Unicode standard has it, and passes over a
 * byte order mark at its start. A file may be of any size.
 */
final class Utf8 extends CodePoints {
  private static final int BUFFER = 1 << 16;
  private static final int BYTE_ORDER_MARK = 0xfeff;
  private static final int NOT_A_BYTE = -1;

  private final InputStream in;
  private final byte[] buffer;
  private int at;
  private int end;

  /** Where in the file the buffer begins, and the last character. */
  private long bufferStart;

  private long start;

  /** The bytes of the last character. */
  private final byte[] seen = new byte[4];

  private Utf8(String name, InputStream in, int capacity) {
    super(name);
    this.in = in;
    this.buffer = new byte[capacity];
  }

  /**
   * Opens a file.
   *
   * @throws DataException if it cannot be read
   */
  static Utf8 open(Path file) {
    String name = Messages.name(file);
    try {
      return of(name, Files.newInputStream(file), BUFFER);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * Bytes of a stream, which is closed with this.
   *
   * @param capacity bytes to read at once
   */
  static Utf8 of(String name, InputStream in, int capacity) {
    return new Utf8(name, in, capacity);
  }

  @Override
  String offset() {
    return "byte offset " + start;
  }

  @Override
  int decode() {
    int character = character();
    return start == 0 && character == BYTE_ORDER_MARK ? character() : character;
  }

  private int character() {
    start = bufferStart + at;
    int lead = peek();
    if (lead == NOT_A_BYTE) {
      return END;
    }
    at++;
    if (lead < 0x80) {
      return lead;
    }
    seen[0] = (byte) lead;
    int following = following(lead);
    int character = lead & (0x3f >> following);
    int low = lowestSecond(lead);
    int high = highestSecond(lead);
    for (int i = 1; i <= following; i++) {
      int next = peek();
      if (next < low || next > high) {
        throw malformed(i, next);
      }
      at++;
      seen[i] = (byte) next;
      character = (character << 6) | (next & 0x3f);
      low = 0x80;
      high = 0xbf;
    }
    return character;
  }

  /** How many bytes follow a first one. */
  private int following(int lead) {
    if (lead < 0xc2 || lead > 0xf4) {
      throw malformed(1, NOT_A_BYTE);
    }
    return lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  }

  private static int lowestSecond(int lead) {
    return lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  }

  private static int highestSecond(int lead) {
    return lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  }

  private int peek() {
    if (at == end) {
      fill();
    }
    return at < end ? buffer[at] & 0xff : NOT_A_BYTE;
  }

  private void fill() {
    bufferStart += end;
    at = 0;
    end = 0;
    try {
      end = Math.max(0, in.read(buffer));
    } catch (IOException e) {
      throw unreadable(name(), e);
    }
  }

  /**
   * Bytes that are no character.
   *
   * @param count those that were seen
   * @param next the one after them, which does not belong there
   */
  private DataException malformed(int count, int next) {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < count; i++) {
      bytes.append(hex(seen[i]));
    }
    if (next != NOT_A_BYTE) {
      bytes.append(hex((byte) next));
    }
    String found = "the bytes%s, which are no character of it".formatted(bytes);
    boolean utf16 = start == 0 && (seen[0] == (byte) 0xff || seen[0] == (byte) 0xfe);
    return refuse(
        "UTF-8",
        found,
        utf16 ? "It looks like UTF-16: save it as UTF-8." : "Save the text as UTF-8.");
  }

  private static String hex(byte value) {
    return String.format(Locale.ROOT, " %02X", value);
  }

  private static DataException unreadable(String name, IOException e) {
    return Messages.error(name, "a readable file of text", e, "Check the path.");
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(name(), e);
    }
  }
}
