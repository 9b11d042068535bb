package dev.lanewise.images;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG file: length, type, content and checksum each, the last one {@code IEND}. The
 * JDK's reader looks at no checksum.
 */
final class PngChunks {
  private static final int SIGNATURE = 8;

  /** Length, type and checksum. */
  private static final int FRAME = 12;

  private static final int END = 0x49454e44;

  private PngChunks() {}

  /** What is wrong with the file, if something is. */
  static Optional<String> damage(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int at = SIGNATURE;
    while (file.length - at >= FRAME) {
      int length = bytes.getInt(at);
      if (length < 0 || length > file.length - at - FRAME) {
        return Optional.of("a chunk that is cut off after %s bytes".formatted(file.length));
      }
      CRC32 checksum = new CRC32();
      checksum.update(file, at + 4, length + 4);
      if ((int) checksum.getValue() != bytes.getInt(at + 8 + length)) {
        return Optional.of("a wrong checksum at byte %s".formatted(at));
      }
      if (bytes.getInt(at + 4) == END) {
        return Optional.empty();
      }
      at += FRAME + length;
    }
    return Optional.of("no end after %s bytes".formatted(file.length));
  }
}
