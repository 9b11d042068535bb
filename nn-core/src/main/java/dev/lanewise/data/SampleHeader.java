package dev.lanewise.data;

import dev.lanewise.DataException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a file of samples, little-endian: {@code LANEWSMP}, the version (int, 1),
 * target columns (int), samples (long), the number of dimensions (int, 1 to 8), eight dimensions
 * (int; 0 beyond their number) and a checksum (int): CRC-32C of the samples and of the 60 bytes
 * before it. The samples follow: for each its inputs, then its targets, as floats, without gaps and
 * with nothing after them. A checksum of 0 is none: earlier versions wrote that.
 *
 * @param inputShape the shape of one input
 * @param targetColumns target values of a sample, at least 1
 * @param samples how many samples follow, at least 1
 * @param checksum of the whole file, or 0
 */
record SampleHeader(Shape inputShape, int targetColumns, long samples, int checksum) {
  static final int BYTES = 64;
  private static final int SUMMED_BYTES = BYTES - Integer.BYTES;
  private static final int MOST_DIMENSIONS = 8;

  private static final byte[] MAGIC = "LANEWSMP".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final String WRITE_AGAIN = "Write the file again with SampleFile.";

  /** Indices are ints, and an array of them must fit into one. */
  private static final int MOST_SAMPLES = Integer.MAX_VALUE - 8;

  /**
   * Checks that a file of such samples could be read.
   *
   * @throws ShapeException if it could not
   */
  static void requireReadable(Shape inputShape, int targetColumns) {
    int rank = inputShape.dimensions().size();
    boolean small = inputShape.size() <= MOST_SAMPLES && targetColumns <= MOST_SAMPLES;
    if (rank > MOST_DIMENSIONS || targetColumns < 1 || !small) {
      throw new ShapeException(
          ("A file of samples holds inputs of at most %s dimensions, at least 1 target, and at most "
                  + "%s of each; found shape %s and %s targets.")
              .formatted(MOST_DIMENSIONS, MOST_SAMPLES, inputShape, targetColumns));
    }
  }

  /**
   * Checks that one more sample could be read.
   *
   * @param samples how many there are
   * @throws DataException if it could not
   */
  static void requireRoom(Path file, long samples) {
    if (samples >= MOST_SAMPLES) {
      throw new DataException(
          "%s: expected at most %s samples to write; found one more. Write several files."
              .formatted(file, MOST_SAMPLES));
    }
  }

  /** Bytes of one sample. */
  long recordBytes() {
    return Float.BYTES * ((long) inputShape.size() + targetColumns);
  }

  /**
   * A header with its checksum.
   *
   * @param ofSamples the checksum of the samples' bytes, which this goes on with
   */
  static SampleHeader sealed(Shape inputShape, int targetColumns, long samples, CRC32C ofSamples) {
    SampleHeader open = new SampleHeader(inputShape, targetColumns, samples, 0);
    int checksum = seal(ofSamples, open.encoded().array());
    return new SampleHeader(inputShape, targetColumns, samples, checksum);
  }

  private static int seal(CRC32C ofSamples, byte[] header) {
    ofSamples.update(header, 0, SUMMED_BYTES);
    return (int) ofSamples.getValue();
  }

  /**
   * Checks the bytes of the whole file.
   *
   * @param bytes those of the header
   * @param ofSamples the checksum of the others, which this goes on with
   * @throws DataException if they are not those that were written
   */
  void requireChecksum(Path file, byte[] bytes, CRC32C ofSamples) {
    int found = seal(ofSamples, bytes);
    if (checksum != 0 && found != checksum) {
      throw error(file, "checksum " + hex(checksum), hex(found));
    }
  }

  private static String hex(int value) {
    return HexFormat.of().toHexDigits(value);
  }

  ByteBuffer encoded() {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(MAGIC).putInt(VERSION).putInt(targetColumns).putLong(samples);
    buffer.putInt(inputShape.dimensions().size());
    inputShape.dimensions().forEach(buffer::putInt);
    buffer.putInt(SUMMED_BYTES, checksum);
    return buffer.rewind();
  }

  /**
   * Reads a header and trusts nothing in it.
   *
   * @param bytes the first bytes of the file, 64 unless it is shorter
   * @param fileSize the size of the whole file
   * @throws DataException if the header is malformed or promises another size
   */
  static SampleHeader decoded(Path file, byte[] bytes, long fileSize) {
    if (bytes.length < BYTES || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
      throw error(file, "a file of samples (LANEWSMP and 56 more bytes)", "something else");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.position(MAGIC.length);
    require(file, "version", VERSION, VERSION, header.getInt());
    int targets = header.getInt();
    require(file, "target columns", 1, MOST_SAMPLES, targets);
    long samples = header.getLong();
    require(file, "samples", 1, MOST_SAMPLES, samples);
    int rank = header.getInt();
    require(file, "dimensions", 1, MOST_DIMENSIONS, rank);
    int[] dimensions = IntStream.range(0, rank).map(i -> header.getInt()).toArray();
    SampleHeader decoded =
        new SampleHeader(shape(file, dimensions), targets, samples, header.getInt(SUMMED_BYTES));
    decoded.requireSize(file, fileSize);
    return decoded;
  }

  private static Shape shape(Path file, int[] dimensions) {
    long product = 1;
    for (int dimension : dimensions) {
      require(file, "a dimension", 1, MOST_SAMPLES, dimension);
      product *= dimension;
      require(file, "a product of dimensions", 1, MOST_SAMPLES, product);
    }
    return Shape.of(dimensions);
  }

  private void requireSize(Path file, long fileSize) {
    long records = (fileSize - BYTES) / recordBytes();
    if (records != samples || (fileSize - BYTES) % recordBytes() != 0) {
      throw error(
          file,
          "%s samples of %s bytes after the header, as it declares"
              .formatted(samples, recordBytes()),
          fileSize - BYTES + " bytes");
    }
  }

  private static void require(Path file, String what, long least, long most, long found) {
    if (found < least || found > most) {
      throw error(file, "%s from %s to %s in the header".formatted(what, least, most), "" + found);
    }
  }

  private static DataException error(Path file, String expected, String found) {
    return new DataException(
        "%s: expected %s; found %s. %s".formatted(file, expected, found, WRITE_AGAIN));
  }
}
