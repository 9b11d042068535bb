package dev.lanewise.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The content of a gzip file (RFC 1952), of all its members one after the other: {@code cat a.gz
 * b.gz} and bgzip make several. Stricter than the JDK's stream, which ignores bytes after the end:
 * any byte that does not belong raises a {@link ZipException}, and a missing one an {@link
 * EOFException}. Reading to the end of the content verifies its checksums and lengths.
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

  /** Bytes that the decompressor has left at the end of its buffer. */
  private int left;

  private boolean atEnd;

  /** Reads the header from a source whose single bytes are cheap to read. */
  GzipStream(InputStream source) throws IOException {
    super(source, new Inflater(true), BUFFER_SIZE);
    try {
      readMagic(next());
      readHeader();
    } catch (IOException e) {
      inf.end();
      throw e;
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (!atEnd) {
      int count = super.read(target, offset, length);
      if (count >= 0) {
        checksum.update(target, offset, count);
        return count;
      }
      endMember();
    }
    return -1;
  }

  private void endMember() throws IOException {
    left = inf.getRemaining();
    readTrailer();
    int first = next();
    atEnd = first < 0;
    if (!atEnd) {
      checksum.reset();
      require(first == (MAGIC & 0xff), "bytes follow the end of the gzip data");
      readMagic(first);
      readHeader();
      inf.reset();
      inf.setInput(buf, len - left, left);
    }
  }

  @Override
  public void close() {
    inf.end();
  }

  private void readMagic(int first) throws IOException {
    require(first == (MAGIC & 0xff), "not a gzip header");
    checksum.update(first);
    require(headerByte() == MAGIC >> Byte.SIZE, "not a gzip header");
  }

  private void readHeader() throws IOException {
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
    int value = next();
    if (value < 0) {
      throw new EOFException("the gzip header is cut off");
    }
    checksum.update(value);
    return value;
  }

  private void readTrailer() throws IOException {
    int expectedChecksum = trailerInt();
    int expectedLength = trailerInt();
    require((int) checksum.getValue() == expectedChecksum, "the checksum does not match");
    require((int) inf.getBytesWritten() == expectedLength, "the length does not match");
  }

  private int trailerInt() throws IOException {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      int next = next();
      if (next < 0) {
        throw new EOFException("the gzip checksum is cut off");
      }
      value |= next << shift;
    }
    return value;
  }

  /** A byte that is not compressed, or -1: first what the decompressor has left. */
  private int next() throws IOException {
    return left > 0 ? buf[len - left--] & 0xff : in.read();
  }

  private static void require(boolean condition, String message) throws ZipException {
    if (!condition) {
      throw new ZipException(message);
    }
  }
}
