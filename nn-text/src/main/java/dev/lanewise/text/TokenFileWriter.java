package dev.lanewise.text;

import dev.lanewise.DataException;
import dev.lanewise.Replacement;
import dev.lanewise.Uninterrupted;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Writes the tokens of a text to a file. Belongs to one thread, which may be interrupted. */
final class TokenFileWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final String name;
  private final Path target;
  private final Tokenizer tokenizer;
  private final Optional<Replacement> replacement;
  private final int width;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C checksum = new CRC32C();
  private long count;

  private TokenFileWriter(
      String name, Path target, Tokenizer tokenizer, Optional<Replacement> replacement) {
    this.name = name;
    this.target = target;
    this.tokenizer = tokenizer;
    this.replacement = replacement;
    this.width = TokenHeader.width(tokenizer.size());
  }

  /** Writes beside a file, whose place the new one takes with {@link #commit}. */
  static TokenFileWriter replacing(Path file, Tokenizer tokenizer) {
    String name = Messages.name(file);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw Messages.error(name, "a file to write", "a directory, device or pipe", "Name a file.");
    }
    try {
      Replacement replacement = Replacement.begin(file);
      return new TokenFileWriter(
          name, replacement.temporary(), tokenizer, Optional.of(replacement));
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  /** Writes into a file that exists. */
  static TokenFileWriter into(Path file, Tokenizer tokenizer) {
    return new TokenFileWriter(Messages.name(file), file, tokenizer, Optional.empty());
  }

  /** An empty file that only this user may read. */
  static Path temporaryFile() {
    try {
      return Files.createTempFile("lanewise-", ".tokens");
    } catch (IOException e) {
      throw unwritable("Directory for temporary files", e);
    }
  }

  /** Deletes a temporary file; if that fails, it stays. */
  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The system cleans its directory sooner or later.
    }
  }

  /** Writes all tokens, then the header. Streams of files are not closed by interrupts. */
  void write(TextSource text) {
    try (OutputStream out =
        Files.newOutputStream(target, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      out.write(new byte[TokenHeader.BYTES]);
      text.read(Encoding.of(tokenizer, token -> put(token, out))::encode);
      flush(out);
    } catch (IOException e) {
      throw unwritable(name, e);
    }
    writeHeader();
  }

  private void put(int token, OutputStream out) {
    if (buffer.remaining() < width) {
      flush(out);
    }
    if (width == Short.BYTES) {
      buffer.putShort((short) token);
    } else {
      buffer.putInt(token);
    }
    count++;
  }

  private void flush(OutputStream out) {
    try {
      out.write(buffer.array(), 0, buffer.position());
    } catch (IOException e) {
      throw unwritable(name, e);
    }
    checksum.update(buffer.flip());
    buffer.clear();
  }

  private void writeHeader() {
    TokenHeader header =
        new TokenHeader(
            width,
            count,
            tokenizer.size(),
            TokenizerJson.checksum(tokenizer),
            (int) checksum.getValue());
    try {
      Uninterrupted.run(() -> complete(header.encoded()));
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  private Path complete(ByteBuffer header) throws IOException {
    try (FileChannel channel =
        FileChannel.open(target, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      while (header.hasRemaining()) {
        channel.write(header, header.position());
      }
      if (replacement.isPresent()) {
        channel.force(true);
      }
    }
    return target;
  }

  /** Gives the file its name. */
  void commit() {
    try {
      replacement.orElseThrow().commit();
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  /** Deletes what has not taken the place of a file. */
  @Override
  public void close() {
    if (replacement.isPresent()) {
      try {
        replacement.get().close();
      } catch (IOException e) {
        throw unwritable(name, e);
      }
    }
  }

  private static DataException unwritable(String name, IOException e) {
    return Messages.error(name, "a writable file", e, "Check the directory and its disk.");
  }
}
