package dev.lanewise.data;

import dev.lanewise.DataException;
import dev.lanewise.Heap;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.zip.ZipException;

/**
 * Reads one IDX stream, plain or gzip, and trusts nothing in it.
 *
 * <p>The format: two zero bytes, a byte for the type, a byte for the number of dimensions, one
 * big-endian 32-bit size for each dimension, then the values in row-major order, and nothing after
 * them. Memory is allocated for values that have arrived or that the file is long enough for, never
 * for a size that the header merely claims.
 */
final class IdxReader {

  /** The sizes of the dimensions, and as many unsigned bytes as their product. */
  record Content(int[] sizes, byte[] values) {}

  /** The first allocation for the values; later ones double up to the declared size. */
  static final int FIRST_CHUNK = 1 << 16;

  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final int UNSIGNED_BYTE = 0x08;
  private static final String DOWNLOAD_AGAIN = "Download the file again.";

  private final String name;
  private final int dimensions;
  private final OptionalLong length;
  private long position;
  private boolean compressed;

  private IdxReader(String name, int dimensions, OptionalLong length) {
    this.name = name;
    this.dimensions = dimensions;
    this.length = length;
  }

  /**
   * Reads a stream to its end and leaves it open.
   *
   * @param name what to call the stream in errors
   * @param dimensions the number of dimensions it must have: 3 for images, 1 for labels
   * @param length how long it is, before decompression, if that is known
   * @throws DataException if the stream is anything but an IDX file of unsigned bytes
   */
  static Content read(InputStream source, String name, int dimensions, OptionalLong length) {
    return new IdxReader(name, dimensions, length).read(source);
  }

  private Content read(InputStream source) {
    try {
      BufferedInputStream in = new BufferedInputStream(source, FIRST_CHUNK);
      if (!isGzip(in)) {
        return readContent(in);
      }
      compressed = true;
      try (GzipStream decompressed = new GzipStream(in)) {
        return readContent(decompressed);
      }
    } catch (ZipException | EOFException e) {
      throw new DataException(
          error("intact gzip data", "damaged data (" + e.getMessage() + ")", DOWNLOAD_AGAIN), e);
    } catch (IOException e) {
      throw new DataException(
          error("readable data", "an input error (" + e + ")", "Check the file and its disk."), e);
    }
  }

  private static boolean isGzip(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip;
  }

  private Content readContent(InputStream in) throws IOException {
    readMagic(in);
    int[] sizes = new int[dimensions];
    long product = 1;
    for (int i = 0; i < dimensions; i++) {
      sizes[i] = readSize(in, i);
      product *= sizes[i];
      if (product > LONGEST_ARRAY) {
        throw failure(
            position - Integer.BYTES,
            "sizes with a product of at most " + LONGEST_ARRAY,
            Arrays.toString(Arrays.copyOf(sizes, i + 1)) + ofLength(),
            "Check that this is the right file, or split it.");
      }
    }
    byte[] values = readValues(in, (int) product);
    requireEnd(in, product);
    return new Content(sizes, values);
  }

  private void readMagic(InputStream in) throws IOException {
    byte[] magic = in.readNBytes(4);
    if (magic.length == 0) {
      throw failure(0, "an IDX header", "an empty file", DOWNLOAD_AGAIN);
    }
    if (magic.length < 4 || magic[0] != 0 || magic[1] != 0) {
      throw failure(0, "an IDX header, 00 00 08 0" + dimensions, foreign(magic), DOWNLOAD_AGAIN);
    }
    position = 2;
    requireUnsignedBytes(magic[2]);
    position = 3;
    requireDimensions(magic[3] & 0xff);
    position = 4;
  }

  private void requireUnsignedBytes(byte type) {
    if (type != UNSIGNED_BYTE) {
      String found =
          switch (type) {
            case 0x09 -> "type 0x09, signed bytes, which is not supported";
            case 0x0b -> "type 0x0b, 16-bit integers, which is not supported";
            case 0x0c -> "type 0x0c, 32-bit integers, which is not supported";
            case 0x0d -> "type 0x0d, floats, which is not supported";
            case 0x0e -> "type 0x0e, doubles, which is not supported";
            default -> "0x%02x, which is no IDX type".formatted(type);
          };
      throw failure(
          position,
          "type 0x08, unsigned bytes",
          found,
          "Convert the file to unsigned bytes, or check that it is the right one.");
    }
  }

  private void requireDimensions(int found) {
    if (found != dimensions) {
      String remedy =
          switch (found) {
            case 1 -> "This looks like a file of labels: check that the two are not swapped.";
            case 3 -> "This looks like a file of images: check that the two are not swapped.";
            default -> "Check that this is the right file.";
          };
      String kind = dimensions == 1 ? "1 dimension (labels)" : dimensions + " dimensions (images)";
      throw failure(position, kind, String.valueOf(found), remedy);
    }
  }

  private int readSize(InputStream in, int dimension) throws IOException {
    byte[] bytes = in.readNBytes(Integer.BYTES);
    if (bytes.length < Integer.BYTES) {
      throw failure(
          position + bytes.length,
          "the size of dimension %s of %s".formatted(dimension + 1, dimensions),
          "the end of the file",
          DOWNLOAD_AGAIN);
    }
    int size = ByteBuffer.wrap(bytes).getInt();
    if (size < 1) {
      throw failure(
          position,
          "a size of dimension %s from 1 to 2^31-1".formatted(dimension + 1),
          size == 0 ? "0" : Integer.toUnsignedString(size),
          "Check that this is the right file.");
    }
    position += Integer.BYTES;
    return size;
  }

  private String ofLength() {
    return length.isPresent() ? " in a file of " + length.getAsLong() + " bytes" : "";
  }

  /** Compares what the header claims with the length of the file, before memory is asked for. */
  private void requireLength(long declared) {
    if (length.isPresent() && !compressed && length.getAsLong() < position + declared) {
      throw endsAfter(declared, length.getAsLong() - position, length.getAsLong());
    }
  }

  private DataException endsAfter(long declared, long found, long at) {
    return failure(
        at,
        "%s values, as the header declares".formatted(declared),
        "the end of the file after " + found,
        DOWNLOAD_AGAIN);
  }

  /** All at once if the file is known to hold them, otherwise as they arrive. */
  private byte[] firstChunk(int declared) {
    requireLength(declared);
    int first = length.isPresent() && !compressed ? declared : Math.min(declared, FIRST_CHUNK);
    return grown(new byte[0], first);
  }

  private byte[] readValues(InputStream in, int declared) throws IOException {
    byte[] values = firstChunk(declared);
    int filled = 0;
    while (true) {
      int count = in.readNBytes(values, filled, values.length - filled);
      filled += count;
      position += count;
      if (filled < values.length) {
        throw endsAfter(declared, filled, position);
      }
      if (filled == declared) {
        return values;
      }
      values = grown(values, (int) Math.min(declared, 2L * filled));
    }
  }

  private byte[] grown(byte[] values, int length) {
    return Heap.attempt(
        length,
        (expected, found, remedy) -> failure(position, expected, found, remedy),
        () -> Arrays.copyOf(values, length));
  }

  private void requireEnd(InputStream in, long declared) throws IOException {
    if (in.read() >= 0) {
      throw failure(
          position,
          "the end of the file after %s values, as the header declares".formatted(declared),
          "more data",
          DOWNLOAD_AGAIN);
    }
  }

  /** Names what people commonly have in place of an IDX file. */
  private String foreign(byte[] magic) {
    String text = new String(magic, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PK")) {
      return "a zip archive; extract it first";
    }
    if (text.startsWith("\u001f\u008b")) {
      return "gzip data within gzip data; decompress it once";
    }
    if (text.startsWith("vers")) {
      return "text, probably a Git LFS pointer; fetch the real file with 'git lfs pull'";
    }
    if (text.stripLeading().startsWith("<") || text.startsWith("\u00ef\u00bb\u00bf")) {
      return "text, probably a web page that was saved in place of the file";
    }
    StringBuilder bytes = new StringBuilder();
    for (byte value : magic) {
      bytes.append("%02x ".formatted(value));
    }
    return bytes.toString().strip() + (magic.length < 4 ? " and the end of the file" : "");
  }

  private DataException failure(long offset, String expected, String found, String remedy) {
    position = offset;
    return new DataException(error(expected, found, remedy));
  }

  private String error(String expected, String found, String remedy) {
    return "%s, byte %s%s: expected %s; found %s. %s"
        .formatted(name, position, compressed ? " (decompressed)" : "", expected, found, remedy);
  }
}
