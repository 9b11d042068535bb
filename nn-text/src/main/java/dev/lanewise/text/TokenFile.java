package dev.lanewise.text;

import dev.lanewise.DataException;
import dev.lanewise.Uninterrupted;
import dev.lanewise.UsageException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Tokens in a file that is mapped into memory, 2 bytes each, or 4 if there are more than 65,536
 * different ones: for texts whose tokens do not fit into the heap.
 *
 * <pre>{@code
 * try (TokenFile tokens = TokenFile.temporary(book, tokenizer)) {
 *   trainer.fit(TextWindows.of(tokens, 64).first(0.9), Fit.epochs(3));
 * }
 * }</pre>
 *
 * <p>Reading is thread-safe and allocates nothing. The file must not be changed while it is open.
 * If it is cut off nevertheless, or its disk fails, reading raises a {@link DataException}, or the
 * JDK's {@link InternalError} soon after.
 */
public final class TokenFile implements Tokens, AutoCloseable {
  private static final ValueLayout.OfShort NARROW =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt WIDE =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Read at once to check the file. */
  private static final int CHECKED_BYTES = 1 << 20;

  private final String name;
  private final TokenHeader header;
  private final Arena arena;
  private final MemorySegment memory;

  /** A file to delete when this is closed, if it is still there. */
  private final Optional<Path> temporary;

  private TokenFile(
      String name,
      TokenHeader header,
      Arena arena,
      MemorySegment memory,
      Optional<Path> temporary) {
    this.name = name;
    this.header = header;
    this.arena = arena;
    this.memory = memory;
    this.temporary = temporary;
  }

  /**
   * Encodes a text into a file and opens that.
   *
   * @param file what to write, replaced if it exists; it appears when it is complete
   * @throws DataException if the text is malformed, empty or cannot be read, has a character that
   *     the tokenizer does not know, or the file cannot be written
   */
  public static TokenFile write(TextSource text, Tokenizer tokenizer, Path file) {
    try (TokenFileWriter writer = TokenFileWriter.replacing(file, tokenizer)) {
      writer.write(text);
      writer.commit();
    }
    return open(file, tokenizer);
  }

  /**
   * Encodes a text into a file in the directory for temporary files. It loses its name at once
   * where the system allows that, otherwise when this is closed, and its memory on the disk then.
   *
   * @throws DataException as {@link #write}
   */
  public static TokenFile temporary(TextSource text, Tokenizer tokenizer) {
    Path file = TokenFileWriter.temporaryFile();
    try {
      try (TokenFileWriter writer = TokenFileWriter.into(file, tokenizer)) {
        writer.write(text);
      }
      TokenFile tokens = open(file, tokenizer, Optional.of(file));
      TokenFileWriter.delete(file);
      return tokens;
    } catch (RuntimeException | Error e) {
      TokenFileWriter.delete(file);
      throw e;
    }
  }

  /**
   * Opens a file that {@link #write} has written, and reads it once to check it.
   *
   * @param tokenizer the one that it was written with
   * @throws DataException if it is no such file, damaged, or of another tokenizer
   */
  public static TokenFile open(Path file, Tokenizer tokenizer) {
    return open(file, tokenizer, Optional.empty());
  }

  private static TokenFile open(Path file, Tokenizer tokenizer, Optional<Path> temporary) {
    String name = Messages.name(file);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw TokenHeader.refuse(name, "a file of tokens", "a directory, device or pipe");
    }
    try {
      return Uninterrupted.run(() -> opened(file, name, tokenizer, temporary));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static TokenFile opened(
      Path file, String name, Tokenizer tokenizer, Optional<Path> temporary) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer start = ByteBuffer.allocate(TokenHeader.BYTES);
      while (start.hasRemaining() && channel.read(start) >= 0) {}
      TokenHeader header = TokenHeader.decoded(name, start.flip(), channel.size());
      if (header.vocabulary() != tokenizer.size()
          || header.tokenizer() != TokenizerJson.checksum(tokenizer)) {
        throw TokenHeader.refuse(
            name,
            "tokens of this tokenizer, which has %s".formatted(tokenizer.size()),
            "those of another one, which has %s".formatted(header.vocabulary()));
      }
      if (checksum(channel) != header.checksum()) {
        throw TokenHeader.refuse(name, "the tokens as they were written", "damaged ones");
      }
      return map(name, header, channel, temporary);
    }
  }

  /** That of all that follows in the channel. */
  private static int checksum(FileChannel channel) throws IOException {
    CRC32C checksum = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocateDirect(CHECKED_BYTES);
    while (channel.read(buffer) >= 0) {
      checksum.update(buffer.flip());
      buffer.clear();
    }
    return (int) checksum.getValue();
  }

  @SuppressWarnings("MustBeClosedChecker") // This closes the arena.
  private static TokenFile map(
      String name, TokenHeader header, FileChannel channel, Optional<Path> temporary)
      throws IOException {
    Arena arena = Arena.ofShared();
    try {
      long bytes = header.count() * header.width();
      MemorySegment memory =
          channel.map(FileChannel.MapMode.READ_ONLY, TokenHeader.BYTES, bytes, arena);
      return new TokenFile(name, header, arena, memory, temporary);
    } catch (IOException e) {
      arena.close();
      throw e;
    }
  }

  @Override
  public long size() {
    return header.count();
  }

  /**
   * {@inheritDoc}
   *
   * @throws DataException if the file was cut off or its disk failed
   * @throws UsageException if this is closed
   */
  @Override
  public int get(long index) {
    Objects.checkIndex(index, header.count());
    try {
      return header.width() == Short.BYTES
          ? Short.toUnsignedInt(memory.getAtIndex(NARROW, index))
          : memory.getAtIndex(WIDE, index);
    } catch (InternalError e) {
      throw lost(e);
    } catch (IllegalStateException e) {
      throw closed();
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws DataException if the file was cut off or its disk failed
   * @throws UsageException if this is closed
   */
  @Override
  public void copy(long from, int count, float[] to, int at) {
    Objects.checkFromIndexSize(from, count, header.count());
    Objects.checkFromIndexSize(at, count, to.length);
    try {
      if (header.width() == Short.BYTES) {
        copyNarrow(from, count, to, at);
      } else {
        copyWide(from, count, to, at);
      }
    } catch (InternalError e) {
      throw lost(e);
    } catch (IllegalStateException e) {
      throw closed();
    }
  }

  private void copyNarrow(long from, int count, float[] to, int at) {
    for (int i = 0; i < count; i++) {
      to[at + i] = Short.toUnsignedInt(memory.getAtIndex(NARROW, from + i));
    }
  }

  private void copyWide(long from, int count, float[] to, int at) {
    for (int i = 0; i < count; i++) {
      to[at + i] = memory.getAtIndex(WIDE, from + i);
    }
  }

  /** Unmaps the file, and deletes it if it is a temporary one; closing twice does nothing. */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
      temporary.ifPresent(TokenFileWriter::delete);
    }
  }

  private DataException lost(InternalError e) {
    return Messages.error(
        name, "the file as it was opened", e, "Check that nobody changes the file, and its disk.");
  }

  private UsageException closed() {
    return new UsageException(name + ": this file of tokens is closed; open it again.");
  }

  private static DataException unreadable(String name, IOException e) {
    return Messages.error(name, "a readable file of tokens", e, "Check the path.");
  }
}
