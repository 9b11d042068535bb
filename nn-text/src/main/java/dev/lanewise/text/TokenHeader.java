package dev.lanewise.text;

import dev.lanewise.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * How a file of tokens begins, little-endian: 8 bytes of a mark, the version (4 bytes), bytes of a
 * token (4), their number (8), the number of different tokens (4), the checksum of the tokenizer
 * (4), that of the tokens (4), and that of these 36 bytes (4). The tokens follow.
 *
 * @param width bytes of a token, 2 or 4
 * @param count tokens in the file
 * @param vocabulary the number of different tokens
 * @param tokenizer CRC-32C of the JSON of the tokenizer
 * @param checksum CRC-32C of the tokens
 */
record TokenHeader(int width, long count, int vocabulary, int tokenizer, int checksum) {
  /** Bytes of a header. */
  static final int BYTES = 40;

  private static final byte[] MARK = "LWTOKENS".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int CHECKED = 36;

  static int width(int vocabulary) {
    return vocabulary > 1 << Short.SIZE ? Integer.BYTES : Short.BYTES;
  }

  ByteBuffer encoded() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MARK).putInt(VERSION).putInt(width).putLong(count);
    bytes.putInt(vocabulary).putInt(tokenizer).putInt(checksum);
    return bytes.putInt(checksum(bytes.array())).flip();
  }

  private static int checksum(byte[] header) {
    CRC32C checksum = new CRC32C();
    checksum.update(header, 0, CHECKED);
    return (int) checksum.getValue();
  }

  /**
   * Reads a header.
   *
   * @param name the file, for errors
   * @param bytes its beginning
   * @param length its length
   * @throws DataException if it is none, or does not fit the length
   */
  static TokenHeader decoded(String name, ByteBuffer bytes, long length) {
    boolean marked =
        bytes.remaining() == BYTES && bytes.mismatch(ByteBuffer.wrap(MARK)) == MARK.length;
    if (!marked) {
      throw refuse(name, "a file that TokenFile.write has written", "another one");
    }
    ByteBuffer at = bytes.slice(MARK.length, BYTES - MARK.length).order(ByteOrder.LITTLE_ENDIAN);
    int version = at.getInt();
    if (version != VERSION) {
      throw refuse(name, "version %s".formatted(VERSION), String.valueOf(version));
    }
    TokenHeader header =
        new TokenHeader(at.getInt(), at.getLong(), at.getInt(), at.getInt(), at.getInt());
    byte[] all = new byte[BYTES];
    bytes.get(0, all);
    boolean sound =
        at.getInt() == checksum(all)
            && header.width == width(header.vocabulary)
            && header.count > 0;
    if (!sound) {
      throw refuse(name, "the header as it was written", "a damaged one");
    }
    if (header.count != (length - BYTES) / header.width
        || header.count * header.width + BYTES != length) {
      throw refuse(
          name, "%s tokens of %s bytes".formatted(header.count, header.width), length + " bytes");
    }
    return header;
  }

  static DataException refuse(String name, String expected, String found) {
    return Messages.error(name, expected, found, "Write the file again.");
  }
}
