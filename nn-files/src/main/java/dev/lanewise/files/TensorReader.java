package dev.lanewise.files;

import dev.lanewise.FileException;
import dev.lanewise.Heap;
import dev.lanewise.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An open safetensors file. All sizes are checked against that of the file before memory is
 * allocated for them.
 */
final class TensorReader {
  /** The format allows 100 MB; networks of ten thousand tensors need 1 MB. */
  static final int LONGEST_HEADER = 4 << 20;

  /** Bytes of the length before the header. */
  static final int LENGTH_BYTES = Long.BYTES;

  /** Memory that a header's text and values take, relative to its length; measured: below 8. */
  private static final int HEADER_EXPANSION = 8;

  private static final int CHUNK = 1 << 16;

  private final Where where;
  private final FileChannel channel;
  private final long fileLength;
  private final byte[] headerBytes;

  private TensorReader(Where where, FileChannel channel) throws IOException {
    this.where = where;
    this.channel = channel;
    this.fileLength = channel.size();
    this.headerBytes = readHeader();
  }

  /** What is done with an open file. */
  interface Body<T> {
    /** Reads what it wants. */
    T read(TensorReader reader) throws IOException;
  }

  /**
   * Opens a file, reads from it and closes it.
   *
   * @throws FileException if the file cannot be read, is no safetensors file, or the body says so
   */
  static <T> T read(Path file, Body<T> body) {
    Where where = Where.file(file);
    requireRegular(file, where);
    try {
      return Uninterrupted.run(() -> readOnce(file, where, body));
    } catch (NoSuchFileException e) {
      throw missing(where);
    } catch (IOException e) {
      throw where.unreadable(e);
    }
  }

  private static <T> T readOnce(Path file, Where where, Body<T> body) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return body.read(new TensorReader(where, channel));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Also keeps from waiting for the other end of a pipe. */
  private static void requireRegular(Path file, Where where) {
    if (Files.notExists(file)) {
      throw missing(where);
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw where.refuse(
          "a file",
          Files.isDirectory(file) ? "a directory" : "a device or pipe",
          "Name the file itself.");
    }
  }

  private static FileException missing(Where where) {
    return where.refuse(
        "a safetensors file",
        "nothing of that name",
        "Check the path (working directory %s).".formatted(Path.of("").toAbsolutePath()));
  }

  /** The file, for errors. */
  Where where() {
    return where;
  }

  /** The bytes of the header, without its length. */
  byte[] headerBytes() {
    return headerBytes;
  }

  /** Reads the header's text. */
  Header header() {
    Where at = where.in("header");
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(headerBytes)).toString();
    } catch (CharacterCodingException e) {
      throw at.refuse("UTF-8 text", "bytes that are none");
    }
    return Header.parse(text, at, fileLength - LENGTH_BYTES - headerBytes.length);
  }

  private byte[] readHeader() throws IOException {
    byte[] beginning = bytes(0, (int) Math.min(fileLength, Foreign.LOOKED_AT));
    long available = fileLength - LENGTH_BYTES;
    if (available < 0) {
      throw foreign(beginning, "a length of 8 bytes", fileLength + " bytes");
    }
    long length = ByteBuffer.wrap(beginning).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > LONGEST_HEADER) {
      throw foreign(
          beginning,
          "a header of at most " + LONGEST_HEADER + " bytes",
          Long.toUnsignedString(length));
    }
    if (length > available) {
      throw foreign(
          beginning,
          "a header that fits into the file of " + fileLength + " bytes",
          "a length of " + length);
    }
    if (length < 2 || beginning[LENGTH_BYTES] != '{') {
      throw foreign(beginning, "a header that begins with {", "none");
    }
    Heap.require(length * HEADER_EXPANSION, where.in("header")::refuse);
    return bytes(LENGTH_BYTES, (int) length);
  }

  private FileException foreign(byte[] beginning, String expected, String found) {
    Optional<Foreign.Kind> kind = Foreign.recognise(beginning);
    return kind.isPresent()
        ? where.refuse("a safetensors file", kind.get().name(), kind.get().remedy())
        : where.in("header").refuse(expected, found);
  }

  private byte[] bytes(long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    fill(buffer, from);
    return buffer.array();
  }

  /** Reads a tensor's numbers. */
  float[] values(TensorInfo tensor) {
    return values(tensor, new CRC32C());
  }

  /**
   * Reads a tensor's numbers, and adds its bytes to a checksum.
   *
   * @throws UncheckedIOException if the file cannot be read; {@link #read} unwraps it
   */
  float[] values(TensorInfo tensor, CRC32C checksum) {
    float[] values = new float[tensor.count()];
    forEachChunk(
        tensor,
        (chunk, done) -> {
          checksum.update(chunk.duplicate());
          tensor.type().decode(chunk, values, done);
        });
    return values;
  }

  /**
   * Adds a tensor's bytes to a checksum without keeping them.
   *
   * @throws UncheckedIOException if the file cannot be read; {@link #read} unwraps it
   */
  void add(TensorInfo tensor, CRC32C checksum) {
    forEachChunk(tensor, (chunk, done) -> checksum.update(chunk));
  }

  /** What takes some elements of a tensor, those from {@code done} on. */
  private interface ChunkTaker {
    void take(ByteBuffer chunk, int done);
  }

  private void forEachChunk(TensorInfo tensor, ChunkTaker taker) {
    ByteBuffer buffer =
        ByteBuffer.allocate((int) Math.min(CHUNK, tensor.end() - tensor.begin()))
            .order(ByteOrder.LITTLE_ENDIAN);
    long start = LENGTH_BYTES + headerBytes.length + tensor.begin();
    int bytes = tensor.type().bytes();
    try {
      for (int done = 0; done < tensor.count(); ) {
        int count = Math.min(tensor.count() - done, buffer.capacity() / bytes);
        buffer.clear().limit(count * bytes);
        fill(buffer, start + (long) done * bytes);
        taker.take(buffer, done);
        done += count;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fill(ByteBuffer buffer, long from) throws IOException {
    int start = buffer.position();
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position() - start) < 0) {
        throw where.refuse("a file that nobody changes while it is read", "an earlier end");
      }
    }
    buffer.flip();
  }
}
