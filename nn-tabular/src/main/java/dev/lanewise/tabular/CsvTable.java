package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.Heap;
import dev.lanewise.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * A table as text: a CSV file, or a stream of one. The rows stay where they are and are read from
 * there each time, so that a file of any length needs little memory. Immutable and thread-safe.
 */
public final class CsvTable extends Table {

  /** Bytes of a stream while it is copied into one array. */
  private static final int COPIES = 2;

  private static final String CANDIDATES = ",;\t|";

  private static final String NO_HEADER =
      "say that there is no header (CsvFormat.withoutHeader), which calls them column1, column2 and so on";

  private final CsvSource source;
  private final CsvFormat format;

  private CsvTable(String name, CsvSource source, CsvFormat format, List<String> columns) {
    super(name, columns);
    this.source = source;
    this.format = format;
  }

  /**
   * Opens a file and reads its first row.
   *
   * @throws DataException if the file cannot be read, is a pipe or device, which could be read only
   *     once, is empty or malformed, or columns have no name or the same
   */
  public static CsvTable open(Path file, CsvFormat format) {
    requireRegular(file);
    return open(Place.name(file), CsvSource.of(file), format);
  }

  /**
   * Opens a file, and tells how far it is read.
   *
   * @param progress gets the bytes that were read since the rows were begun, each time some more
   *     are
   * @throws DataException as {@link #open(Path, CsvFormat)}
   */
  public static CsvTable open(Path file, CsvFormat format, LongConsumer progress) {
    requireRegular(file);
    return open(Place.name(file), CsvSource.of(file).watched(progress), format);
  }

  /**
   * Reads a stream to its end and keeps its bytes, so that the rows can be read as often as wanted.
   * Closes it.
   *
   * @param name what messages call it, such as {@code standard input}
   * @throws DataException if the stream cannot be read or its bytes do not fit into memory, and as
   *     {@link #open(Path, CsvFormat)}
   */
  public static CsvTable read(InputStream stream, String name, CsvFormat format) {
    String shown = Printable.of(name);
    try (stream) {
      byte[] bytes =
          Heap.attempt(
              (long) COPIES * stream.available(),
              (expected, found, remedy) -> Place.error(shown, expected, found, remedy),
              () -> allBytes(shown, stream));
      return open(shown, CsvSource.of(bytes), format);
    } catch (IOException e) {
      throw unreadable(shown, e);
    }
  }

  private static byte[] allBytes(String name, InputStream stream) {
    try {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * A stream whose rows are read while they come, and can be read once: a second {@link #rows} is
   * an error. For predictions row by row.
   *
   * @param stream is closed with the rows
   * @param name what messages call it, such as {@code standard input}
   * @throws DataException as {@link #open(Path, CsvFormat)}
   */
  public static CsvTable once(InputStream stream, String name, CsvFormat format) {
    String shown = Printable.of(name);
    return open(shown, CsvSource.once(shown, stream), format);
  }

  private static CsvTable open(String name, CsvSource source, CsvFormat format) {
    try (CsvRows rows = CsvRows.open(new CsvTable(name, source, format, List.of()))) {
      if (!rows.nextRecord()) {
        throw Place.error(name, "at least one row", "an empty file", "Check the path.");
      }
      RecordHandler first = rows.record();
      List<String> names =
          IntStream.range(0, first.count())
              .mapToObj(i -> format.header() ? first.field(i) : "column" + (i + 1))
              .toList();
      requireNames(Place.line(name, first.line()), names);
      return new CsvTable(name, source, format, names);
    }
  }

  /** Also keeps from waiting for the other end of a pipe. */
  private static void requireRegular(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw Place.error(
          Place.name(file),
          "a readable file that can be read several times",
          Files.isDirectory(file) ? "a directory" : "a pipe or device",
          "Save the table to a file, and name that, or read it as a stream (CsvTable.read).");
    }
  }

  private static void requireNames(String place, List<String> names) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Integer before = seen.putIfAbsent(names.get(i), i);
      if (names.get(i).isEmpty() || before != null) {
        throw Place.error(
            place,
            "a header with a different name for each column",
            before == null
                ? "no name of column " + (i + 1)
                : "%s for columns %s and %s"
                    .formatted(Place.quoted(names.get(i)), before + 1, i + 1),
            (names.get(i).isEmpty() && i > 0 && i == names.size() - 1
                    ? "Remove the separators at the ends of lines, name the column, or %s."
                    : "Name the columns, or %s.")
                .formatted(NO_HEADER));
      }
    }
  }

  static DataException unreadable(String name, Exception e) {
    return new DataException(
        Place.error(
                name,
                "a readable file",
                e instanceof NoSuchFileException
                    ? "nothing of that name"
                    : "an error (%s)".formatted(e),
                "Check the path and the permissions.")
            .getMessage(),
        e);
  }

  /** How the table is written. */
  public CsvFormat format() {
    return format;
  }

  CsvSource source() {
    return source;
  }

  /** A header in one piece was probably separated by something else. */
  @Override
  String columnRemedy() {
    boolean other =
        columns().size() == 1
            && columns().getFirst().chars().anyMatch(c -> CANDIDATES.indexOf(c) >= 0);
    if (other) {
      return "Set the separator that the header has (CsvFormat.withSeparator).";
    }
    return format.header()
        ? "Check the names of the columns, or %s.".formatted(NO_HEADER)
        : super.columnRemedy();
  }

  @Override
  public Rows rows() {
    CsvRows rows = CsvRows.open(this);
    if (format.header()) {
      try {
        rows.nextRecord();
      } catch (RuntimeException e) {
        rows.close();
        throw e;
      }
    }
    return rows;
  }
}
