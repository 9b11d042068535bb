package dev.lanewise.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The content of a gzip file (RFC 1952) of one member. Stricter than the JDK's stream, which
 * ignores bytes after the end: any byte that does not belong raises a {@link ZipException}, and a
 * missing one an {@link EOFException}. Reading to the end of the content verifies its checksum and
 * length.
 *
 * <p>Closing it frees the decompressor and leaves the source open.
 */
final class GzipStream extends InflaterInputStream {

  private static final int MAGIC = 0x8b1f;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 0x02;
  private static final int EXTRA_FIELD = 0x04;
  private static final int FILE_NAME = 0x08;
  private static final int COMMENT = 0x10;
  private static final int RESERVED = 0xe0;
  private static final int BUFFER_SIZE = 1 << 14;

  private final CRC32 checksum = new CRC32();
  private boolean atEnd;

  /** Reads the header from a source whose single bytes are cheap to read. */
  GzipStream(InputStream source) throws IOException {
    super(source, new Inflater(true), BUFFER_SIZE);
    try {
      readHeader();
    } catch (IOException e) {
      inf.end();
      throw e;
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (atEnd) {
      return -1;
    }
    int count = super.read(target, offset, length);
    if (count < 0) {
      atEnd = true;
      readTrailer();
    } else {
      checksum.update(target, offset, count);
    }
    return count;
  }

  @Override
  public void close() {
    inf.end();
  }

  private void readHeader() throws IOException {
    require(headerShort() == MAGIC, "not a gzip header");
    require(headerByte() == DEFLATE, "unknown compression method");
    int flags = headerByte();
    require((flags & RESERVED) == 0, "reserved flags are set in the gzip header");
    skipHeader(6); // time stamp, compression level, operating system
    if ((flags & EXTRA_FIELD) != 0) {
      skipHeader(headerShort());
    }
    if ((flags & FILE_NAME) != 0) {
      skipHeaderText();
    }
    if ((flags & COMMENT) != 0) {
      skipHeaderText();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      int expected = (int) checksum.getValue() & 0xffff;
      require(headerShort() == expected, "the header's checksum does not match");
    }
    checksum.reset();
  }

  private void skipHeader(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      headerByte();
    }
  }

  private void skipHeaderText() throws IOException {
    while (headerByte() != 0) {
      // The text is of no interest.
    }
  }

  private int headerShort() throws IOException {
    int low = headerByte();
    return low | headerByte() << 8;
  }

  private int headerByte() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw new EOFException("the gzip header is cut off");
    }
    checksum.update(value);
    return value;
  }

  private void readTrailer() throws IOException {
    Trailer trailer = new Trailer(inf.getRemaining());
    int expectedChecksum = trailer.readInt();
    int expectedLength = trailer.readInt();
    require((int) checksum.getValue() == expectedChecksum, "the checksum does not match");
    require((int) inf.getBytesWritten() == expectedLength, "the length does not match");
    require(trailer.read() < 0, "bytes follow the end of the gzip data");
  }

  private static void require(boolean condition, String message) throws ZipException {
    if (!condition) {
      throw new ZipException(message);
    }
  }

  /** What follows the compressed data: first what the decompressor left in its buffer. */
  private final class Trailer {

    private int buffered;

    Trailer(int buffered) {
      this.buffered = buffered;
    }

    int read() throws IOException {
      return buffered > 0 ? buf[len - buffered--] & 0xff : in.read();
    }

    int readInt() throws IOException {
      int value = 0;
      for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
        int next = read();
        if (next < 0) {
          throw new EOFException("the gzip checksum is cut off");
        }
        value |= next << shift;
      }
      return value;
    }
  }
}
