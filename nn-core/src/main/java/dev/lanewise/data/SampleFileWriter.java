package dev.lanewise.data;

import dev.lanewise.DataException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes samples one after the other to a file for {@link SampleFile}. The file appears under its
 * name when {@link #finish} is called; until then it has {@code .part} after its name, and closing
 * a writer that has not finished deletes that. Belongs to one thread at a time.
 */
public final class SampleFileWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final Path part;
  private final Shape inputShape;
  private final int targetColumns;
  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long samples;

  private SampleFileWriter(
      Path file, Path part, Shape inputShape, int targetColumns, FileChannel channel) {
    this.file = file;
    this.part = part;
    this.inputShape = inputShape;
    this.targetColumns = targetColumns;
    this.channel = channel;
  }

  /**
   * Starts a file of samples.
   *
   * @param file what to write, replaced if it exists
   * @param inputShape the shape of one input, of 8 dimensions at most
   * @param targetColumns target values of a sample, at least 1
   * @throws ShapeException if there are too many dimensions or no targets
   * @throws DataException if the file cannot be written
   */
  public static SampleFileWriter create(Path file, Shape inputShape, int targetColumns) {
    int rank = inputShape.dimensions().size();
    if (rank > SampleHeader.MOST_DIMENSIONS || targetColumns < 1) {
      throw new ShapeException(
          ("A file of samples holds inputs of at most %d dimensions and at least 1 target; "
                  + "found shape %s and %d targets.")
              .formatted(SampleHeader.MOST_DIMENSIONS, inputShape, targetColumns));
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      channel.position(SampleHeader.BYTES);
      return new SampleFileWriter(file, part, inputShape, targetColumns, channel);
    } catch (IOException e) {
      throw unwritable(part, e);
    }
  }

  /**
   * Appends a sample.
   *
   * @param inputs {@code inputShape.size()} values
   * @param targets {@code targetColumns} values
   * @throws ShapeException if an array has another length
   * @throws DataException if the file cannot be written
   * @throws UsageException if the writer has finished or is closed
   */
  public void write(float[] inputs, float[] targets) {
    requireOpen();
    if (inputs.length != inputShape.size() || targets.length != targetColumns) {
      throw new ShapeException(
          "%s, sample %d: expected %d inputs and %d targets; found %d and %d."
              .formatted(
                  file, samples, inputShape.size(), targetColumns, inputs.length, targets.length));
    }
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
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw unwritable(part, e);
    }
    buffer.clear();
  }

  /**
   * Completes the file and gives it its name. Closing the writer remains to be done.
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
    try {
      ByteBuffer header = new SampleHeader(inputShape, targetColumns, samples).encoded();
      while (header.hasRemaining()) {
        channel.write(header, header.position());
      }
      channel.force(true);
      channel.close();
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      return samples;
    } catch (IOException e) {
      throw unwritable(part, e);
    }
  }

  /** Closes the file, and deletes it unless it was finished. */
  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw unwritable(part, e);
    }
  }

  private void requireOpen() {
    if (!channel.isOpen()) {
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
