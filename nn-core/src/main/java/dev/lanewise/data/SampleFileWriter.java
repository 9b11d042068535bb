package dev.lanewise.data;

import dev.lanewise.DataException;
import dev.lanewise.Replacement;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.Uninterrupted;
import dev.lanewise.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Writes samples one after the other to a file for {@link SampleFile}. The file appears under its
 * name, whole, when {@link #finish} is called; until then it lies beside it under a name that
 * nobody can foresee, and closing a writer that has not finished deletes that. Several writers may
 * write files of the same name; that of the last to finish stays. A file that is replaced hands on
 * its permissions. Belongs to one thread at a time, which may be interrupted.
 */
public final class SampleFileWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final Replacement replacement;
  private final Shape inputShape;
  private final int targetColumns;
  private final OutputStream out;
  private final CRC32C checksum = new CRC32C();
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long samples;
  private boolean open = true;

  private SampleFileWriter(
      Path file, Replacement replacement, Shape inputShape, int targetColumns, OutputStream out) {
    this.file = file;
    this.replacement = replacement;
    this.inputShape = inputShape;
    this.targetColumns = targetColumns;
    this.out = out;
  }

  /**
   * Starts a file of samples.
   *
   * @param file what to write, replaced if it exists
   * @param inputShape the shape of one input, of 8 dimensions at most
   * @param targetColumns target values of a sample, at least 1
   * @throws ShapeException if there are too many dimensions or values, or no targets
   * @throws DataException if the file cannot be written
   */
  public static SampleFileWriter create(Path file, Shape inputShape, int targetColumns) {
    SampleHeader.requireReadable(inputShape, targetColumns);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new DataException(
          file + ": expected a file to write; found a directory, device or pipe. Name a file.");
    }
    try {
      Replacement replacement = Replacement.begin(file);
      OutputStream out = open(replacement);
      return new SampleFileWriter(file, replacement, inputShape, targetColumns, out);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Streams of files, unlike channels, are not closed by interrupts. */
  private static OutputStream open(Replacement replacement) throws IOException {
    try {
      OutputStream out =
          Files.newOutputStream(
              replacement.temporary(), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      out.write(new byte[SampleHeader.BYTES]);
      return out;
    } catch (IOException e) {
      replacement.close();
      throw e;
    }
  }

  /**
   * Appends a sample.
   *
   * @param inputs {@code inputShape.size()} values
   * @param targets {@code targetColumns} values
   * @throws ShapeException if an array has another length
   * @throws DataException if the file cannot be written, or holds as many samples as one can
   * @throws UsageException if the writer has finished or is closed
   */
  public void write(float[] inputs, float[] targets) {
    requireOpen();
    if (inputs.length != inputShape.size() || targets.length != targetColumns) {
      throw new ShapeException(
          "%s, sample %s: expected %s inputs and %s targets; found %s and %s."
              .formatted(
                  file, samples, inputShape.size(), targetColumns, inputs.length, targets.length));
    }
    SampleHeader.requireRoom(file, samples);
    put(inputs);
    put(targets);
    samples++;
  }

  private void put(float[] values) {
    for (float value : values) {
      if (buffer.remaining() < Float.BYTES) {
        flush();
      }
      buffer.putFloat(value);
    }
  }

  private void flush() {
    try {
      out.write(buffer.array(), 0, buffer.position());
    } catch (IOException e) {
      open = false; // Nobody knows how much of the buffer is in the file.
      throw unwritable(file, e);
    }
    checksum.update(buffer.flip());
    buffer.clear();
  }

  /**
   * Completes the file, forces it to the disk and gives it its name. Closing the writer remains to
   * be done.
   *
   * @return the number of samples
   * @throws DataException if there are no samples, or the file cannot be written
   * @throws UsageException if the writer has finished or is closed
   */
  public long finish() {
    requireOpen();
    if (samples == 0) {
      throw new DataException(file + ": expected at least 1 sample to write; found none.");
    }
    flush();
    open = false;
    ByteBuffer header = SampleHeader.sealed(inputShape, targetColumns, samples, checksum).encoded();
    try {
      out.close();
      Uninterrupted.run(() -> complete(header.rewind()));
      replacement.commit();
      return samples;
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private Path complete(ByteBuffer header) throws IOException {
    Path temporary = replacement.temporary();
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      while (header.hasRemaining()) {
        channel.write(header, header.position());
      }
      channel.force(true);
    }
    return temporary;
  }

  /** Closes the file, and deletes it unless it was finished. */
  @Override
  public void close() {
    open = false;
    try (replacement) {
      out.close();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private void requireOpen() {
    if (!open) {
      throw new UsageException(file + ": this writer has finished or is closed; create another.");
    }
  }

  private static DataException unwritable(Path file, IOException e) {
    return new DataException(
        "%s: expected a writable file; found an error (%s). Check the directory and its disk."
            .formatted(file, e),
        e);
  }
}
