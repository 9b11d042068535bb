package dev.lanewise.tabular;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Opens text files that must be UTF-8. */
final class Utf8 {
  private static final int MARK = 4;
  private static final int BUFFER = 1 << 16;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private Utf8() {}

  /**
   * A reader that raises a {@link java.nio.charset.CharacterCodingException} at bytes that are not
   * UTF-8, and passes over a byte order mark.
   *
   * @throws dev.lanewise.DataException if the file is evidently of another kind
   */
  static Reader open(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      skipMark(file, in);
      return new InputStreamReader(
          in,
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static void skipMark(Path file, InputStream in) throws IOException {
    in.mark(MARK);
    byte[] start = in.readNBytes(MARK);
    in.reset();
    if (startsWith(start, BYTE_ORDER_MARK)) {
      in.skipNBytes(BYTE_ORDER_MARK.length);
    } else {
      refuse(file, start, "UTF-16 text", "Save it as UTF-8.", 0xff, 0xfe);
      refuse(file, start, "UTF-16 text", "Save it as UTF-8.", 0xfe, 0xff);
      refuse(file, start, "gzip data", "Decompress it.", 0x1f, 0x8b);
      refuse(file, start, "a zip archive or workbook", "Export it as CSV.", 'P', 'K', 3, 4);
    }
  }

  private static void refuse(Path file, byte[] start, String kind, String remedy, int... magic) {
    byte[] bytes = new byte[magic.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) magic[i];
    }
    if (startsWith(start, bytes)) {
      throw Place.error(file, "CSV text in UTF-8", kind, remedy);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }
}
