package dev.lanewise.tabular;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** Decodes text strictly. */
final class CsvText {
  private static final int MARK = 4;
  private static final int BUFFER = 1 << 16;
  private static final String UTF_16_REMEDY =
      "Save it as UTF-8, or set the encoding UTF-16 (CsvFormat.withCharset).";
  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final byte[] NOTHING = {};

  /** Decoders of these keep the mark as a character. */
  private static final Set<Charset> MARKED =
      Set.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

  private CsvText() {}

  /**
   * A reader that raises a {@link java.nio.charset.CharacterCodingException} at bytes that are not
   * in an encoding, and passes over a byte order mark of UTF-8 or UTF-16.
   *
   * @param name the table, for errors
   * @param stream is closed with the reader, and if there is an error
   * @throws dev.lanewise.DataException if the bytes are evidently of another kind
   */
  static Reader open(String name, InputStream stream, Charset charset) throws IOException {
    BufferedInputStream in = new BufferedInputStream(stream, BUFFER);
    try {
      inspect(name, in, charset);
      return new InputStreamReader(
          in,
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static void inspect(String name, InputStream in, Charset charset) throws IOException {
    in.mark(MARK);
    byte[] start = in.readNBytes(MARK);
    in.reset();
    refuse(name, start, "gzip data", "Decompress it.", 0x1f, 0x8b);
    refuse(name, start, "a zip archive or workbook", "Export it as CSV.", 'P', 'K', 3, 4);
    byte[] mark = MARKED.contains(charset) ? BYTE_ORDER_MARK.getBytes(charset) : NOTHING;
    if (startsWith(start, mark)) {
      in.skipNBytes(mark.length);
    }
    if (charset.equals(StandardCharsets.UTF_8)) {
      refuse(name, start, "UTF-16 text", UTF_16_REMEDY, 0xff, 0xfe);
      refuse(name, start, "UTF-16 text", UTF_16_REMEDY, 0xfe, 0xff);
    }
  }

  private static void refuse(String name, byte[] start, String kind, String remedy, int... magic) {
    byte[] bytes = new byte[magic.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) magic[i];
    }
    if (startsWith(start, bytes)) {
      throw Place.error(name, "CSV text", kind, remedy);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }
}
