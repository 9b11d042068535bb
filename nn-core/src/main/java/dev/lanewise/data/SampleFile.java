package dev.lanewise.data;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.Uninterrupted;
import dev.lanewise.UsageException;
import dev.lanewise.loss.Loss;
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
import java.util.function.ToIntFunction;
import java.util.zip.CRC32C;

/**
 * Samples in a file that need not fit into memory; {@link SampleFileWriter} writes one.
 *
 * <pre>{@code
 * SampleFile.write(file, dataset);
 * try (SampleFile samples = SampleFile.open(file)) {
 *   trainer.fit(samples, Fit.epochs(5));
 * }
 * }</pre>
 *
 * <p>The file is mapped: its pages are in the operating system's cache, not in the heap, and a
 * sample is copied from there without a system call. An epoch visits the file from its start to its
 * end in windows, whose samples are shuffled, while another thread loads the next window. So
 * samples of one window may meet in a batch, others hardly: mix a file that is sorted, by class for
 * example, before it is written.
 *
 * <p>Opening reads the whole file once and checks its checksum, which takes as long as the disk
 * needs for it; {@link #openUnchecked(Path)} does not.
 *
 * <p>Reading is thread-safe and allocates nothing. The file must not be changed while it is open.
 * If it is cut off nevertheless, or its disk fails, the next read raises a {@link DataException}
 * when reading ahead has met that; where reading ahead is late, the access to mapped memory may
 * raise the JDK's {@link InternalError} instead, in or after the read.
 */
public final class SampleFile implements Dataset, AutoCloseable {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Bytes of a window, unless the caller chooses one. */
  private static final int WINDOW_BYTES = 1 << 25;

  private static final int CACHE_LINE_BYTES = 64;

  /** Read at once to check the file. */
  private static final int CHECKED_BYTES = 1 << 20;

  private final Path file;
  private final SampleHeader header;
  private final int inputColumns;
  private final int window;
  private final Arena arena;
  private final MemorySegment memory;
  private final ReadAhead readAhead;

  private SampleFile(
      Path file,
      SampleHeader header,
      int window,
      Arena arena,
      MemorySegment memory,
      ReadAhead readAhead) {
    this.file = file;
    this.header = header;
    this.inputColumns = header.inputShape().size();
    this.window = window;
    this.arena = arena;
    this.memory = memory;
    this.readAhead = readAhead;
  }

  /**
   * Opens a file with windows of 32 MB.
   *
   * @throws DataException if the file cannot be read, is malformed or damaged
   */
  public static SampleFile open(Path file) {
    return open(file, SampleFile::defaultWindow, true);
  }

  /**
   * Opens a file.
   *
   * @param window samples that are shuffled together, at least 1
   * @throws DataException if the file cannot be read, is malformed or damaged
   * @throws SettingException if the window is out of range
   */
  public static SampleFile open(Path file, int window) {
    requireWindow(window);
    return open(file, header -> window, true);
  }

  /**
   * Opens a file with windows of 32 MB and reads nothing of it but its header: for files of many
   * gigabytes that were checked before. Damaged samples are read as they are.
   *
   * @throws DataException if the file cannot be read, or its header is malformed or does not fit
   *     the file's length
   */
  public static SampleFile openUnchecked(Path file) {
    return open(file, SampleFile::defaultWindow, false);
  }

  /**
   * As {@link #openUnchecked(Path)}, with windows of another size.
   *
   * @param window samples that are shuffled together, at least 1
   * @throws SettingException if the window is out of range
   */
  public static SampleFile openUnchecked(Path file, int window) {
    requireWindow(window);
    return open(file, header -> window, false);
  }

  private static int defaultWindow(SampleHeader header) {
    return Math.clamp(WINDOW_BYTES / header.recordBytes(), 1, WINDOW_BYTES);
  }

  private static void requireWindow(int window) {
    if (window < 1) {
      throw new SettingException(
          "SampleFile: a window needs at least 1 sample; found " + window + ".");
    }
  }

  private static SampleFile open(
      Path file, ToIntFunction<SampleHeader> window, boolean withChecksum) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new DataException(
          file
              + ": expected a readable file of samples; found a directory, device or pipe."
              + " Name the file itself.");
    }
    try {
      return Uninterrupted.run(() -> opened(file, window, withChecksum));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** What is checked and what is mapped is one file, even if another takes its name meanwhile. */
  private static SampleFile opened(
      Path file, ToIntFunction<SampleHeader> window, boolean withChecksum) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      SampleHeader header = readHeader(file, channel, withChecksum);
      int smaller = (int) Math.min(window.applyAsInt(header), header.samples());
      return map(file, header, smaller, channel);
    } catch (IOException | DataException e) {
      channel.close();
      throw e;
    }
  }

  private static SampleHeader readHeader(Path file, FileChannel channel, boolean withChecksum)
      throws IOException {
    byte[] start = new byte[(int) Math.min(SampleHeader.BYTES, channel.size())];
    ByteBuffer buffer = ByteBuffer.wrap(start);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
    SampleHeader header = SampleHeader.decoded(file, start, channel.size());
    if (withChecksum) {
      header.requireChecksum(file, start, checksum(channel));
    }
    return header;
  }

  /** That of all that follows in the channel. */
  private static CRC32C checksum(FileChannel channel) throws IOException {
    CRC32C checksum = new CRC32C();
    int most = (int) Math.min(CHECKED_BYTES, channel.size());
    ByteBuffer buffer = ByteBuffer.allocateDirect(Math.max(1, most));
    while (channel.read(buffer) >= 0) {
      checksum.update(buffer.flip());
      buffer.clear();
    }
    return checksum;
  }

  @SuppressWarnings("MustBeClosedChecker") // The data set closes the arena.
  private static SampleFile map(Path file, SampleHeader header, int window, FileChannel channel)
      throws IOException {
    long bytes = SampleHeader.BYTES + header.samples() * header.recordBytes();
    Arena arena = Arena.ofShared();
    try {
      MemorySegment memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena);
      ReadAhead readAhead =
          new ReadAhead(channel, SampleHeader.BYTES, bytes, window * header.recordBytes());
      return new SampleFile(file, header, window, arena, memory, readAhead);
    } catch (IOException e) {
      arena.close();
      throw e;
    }
  }

  /**
   * Writes all samples of a data set to a file, in their order.
   *
   * @throws DataException if the file cannot be written
   */
  public static void write(Path file, Dataset dataset) {
    float[] inputs = new float[dataset.inputShape().size()];
    float[] targets = new float[dataset.targetColumns()];
    Matrix input = Matrix.of(inputs, 1, inputs.length);
    Matrix target = Matrix.of(targets, 1, targets.length);
    try (SampleFileWriter writer =
        SampleFileWriter.create(file, dataset.inputShape(), targets.length)) {
      for (int i = 0; i < dataset.size(); i++) {
        dataset.read(i, input, target, 0);
        writer.write(inputs, targets);
      }
      writer.finish();
    }
  }

  @Override
  public int size() {
    return (int) header.samples();
  }

  @Override
  public Shape inputShape() {
    return header.inputShape();
  }

  @Override
  public int targetColumns() {
    return header.targetColumns();
  }

  /** The samples that are shuffled together. */
  public int window() {
    return window;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IndexOutOfBoundsException if there is no such sample or row
   * @throws dev.lanewise.ShapeException if a matrix has another number of columns than the samples
   * @throws DataException if the file was cut off or its disk failed
   * @throws UsageException if this data set is closed
   */
  @Override
  public void read(int index, Matrix inputs, Matrix targets, int row) {
    long at = position(index);
    BatchRow.check("inputs", inputs, inputColumns, row);
    BatchRow.check("targets", targets, targetColumns(), row);
    try {
      readAhead.reached(index / window);
      copy(at, inputs, row);
      copy(at + (long) Float.BYTES * inputColumns, targets, row);
    } catch (IOException | InternalError e) {
      throw lost(index, e);
    } catch (IllegalStateException e) {
      throw closed();
    }
  }

  /** {@inheritDoc} */
  @Override
  public int counted(int index) {
    long first = position(index) + (long) Float.BYTES * inputColumns;
    int count = 0;
    try {
      for (int i = 0; i < targetColumns(); i++) {
        count += memory.get(FLOAT, first + (long) Float.BYTES * i) == Loss.IGNORED ? 0 : 1;
      }
    } catch (InternalError e) {
      throw lost(index, e);
    } catch (IllegalStateException e) {
      throw closed();
    }
    return count;
  }

  private void copy(long at, Matrix batch, int row) {
    MemorySegment.copy(memory, FLOAT, at, batch.data(), batch.row(row), batch.cols());
  }

  /**
   * {@inheritDoc}
   *
   * @throws IndexOutOfBoundsException if there is no such sample
   * @throws DataException if the file was cut off or its disk failed
   * @throws UsageException if this data set is closed
   */
  @Override
  public float fetch(int index) {
    long start = position(index);
    long end = start + header.recordBytes();
    float sum = 0;
    try {
      for (long at = start; at < end; at += CACHE_LINE_BYTES) {
        sum += memory.get(FLOAT, at);
      }
    } catch (InternalError e) {
      throw lost(index, e);
    } catch (IllegalStateException e) {
      throw closed();
    }
    return sum;
  }

  /** Window by window, shuffled within each. */
  @Override
  public void order(int[] order, long seed, int epoch, boolean shuffle) {
    readAhead.restart();
    if (shuffle) {
      SampleOrder.shuffledInWindows(order, window, seed, epoch);
    } else {
      SampleOrder.identity(order);
    }
  }

  private long position(int index) {
    return SampleHeader.BYTES + Objects.checkIndex(index, size()) * header.recordBytes();
  }

  /** Ends reading ahead and unmaps the file; closing twice does nothing. */
  @Override
  public void close() {
    try {
      readAhead.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  private DataException lost(int index, Throwable e) {
    return new DataException(
        ("%s, sample %s: expected the file as it was opened; found an input error (%s). "
                + "Check that nobody changes the file, and its disk.")
            .formatted(file, index, e),
        e);
  }

  private UsageException closed() {
    return new UsageException(file + ": this data set is closed; open the file again.");
  }

  private static DataException unreadable(Path file, IOException e) {
    return new DataException(
        "%s: expected a readable file of samples; found an error (%s). Check the path."
            .formatted(file, e),
        e);
  }
}
