package dev.lanewise.tabular;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Where the bytes of a table come from, each time from the first one. */
@FunctionalInterface
interface CsvSource {

  /** Opens the bytes. */
  InputStream open() throws IOException;

  /** A file. */
  static CsvSource of(Path file) {
    return () -> Files.newInputStream(file);
  }

  /** Bytes in memory. */
  static CsvSource of(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
  }

  /**
   * A stream that is read while it comes. It can be opened twice: first to look at the first
   * record, for which what is read then is kept, and then to read all.
   */
  static CsvSource once(String name, InputStream stream) {
    return new Once(name, stream);
  }

  /** The same, telling how many bytes were read. */
  default CsvSource watched(LongConsumer progress) {
    return () -> new Watched(open(), progress);
  }

  /** Counts the bytes that are read in pieces, as readers of text do. */
  final class Watched extends FilterInputStream {
    private final LongConsumer progress;
    private long total;

    private Watched(InputStream stream, LongConsumer progress) {
      super(stream);
      this.progress = progress;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      if (count > 0) {
        total += count;
        progress.accept(total);
      }
      return count;
    }
  }

  /** A stream that is read while it comes. */
  final class Once implements CsvSource {
    private final String name;
    private final InputStream stream;
    private final ByteArrayOutputStream start = new ByteArrayOutputStream();
    private int opened;

    private Once(String name, InputStream stream) {
      this.name = name;
      this.stream = stream;
    }

    @Override
    public InputStream open() throws IOException {
      opened++;
      return switch (opened) {
        case 1 -> new Recording();
        case 2 -> new SequenceInputStream(new ByteArrayInputStream(start.toByteArray()), stream);
        default ->
            throw Place.error(
                name,
                "a stream whose rows are read once",
                "one whose rows were read before",
                "Keep it in memory, with CsvTable.read instead of once.");
      };
    }

    /** Keeps what is read, and leaves the stream open. */
    private final class Recording extends FilterInputStream {
      private Recording() {
        super(stream);
      }

      @Override
      public int read() throws IOException {
        int value = stream.read();
        if (value >= 0) {
          start.write(value);
        }
        return value;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = stream.read(bytes, offset, length);
        if (count > 0) {
          start.write(bytes, offset, count);
        }
        return count;
      }

      @Override
      public void close() {}
    }
  }
}
