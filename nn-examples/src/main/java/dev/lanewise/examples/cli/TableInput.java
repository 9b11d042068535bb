package dev.lanewise.examples.cli;

import dev.lanewise.tabular.CsvFormat;
import dev.lanewise.tabular.CsvTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Tables that commands read. */
final class TableInput {
  /** What stands for standard input. */
  static final String STANDARD_INPUT = "-";

  private static final String STANDARD_INPUT_NAME = "standard input";
  private static final int BUFFER = 1 << 16;

  private TableInput() {}

  /** A table that is read several times; standard input is kept in memory for that. */
  static CsvTable open(String name, CsvFormat format) {
    return name.equals(STANDARD_INPUT)
        ? CsvTable.read(System.in, STANDARD_INPUT_NAME, format)
        : open(Path.of(name), format);
  }

  /** A file that is read several times. */
  static CsvTable open(Path file, CsvFormat format) {
    Optional<ReadingProgress> progress = ReadingProgress.of(file);
    return progress.isPresent()
        ? CsvTable.open(file, format, progress.get())
        : CsvTable.open(file, format);
  }

  /**
   * A table that is read once, standard input while it comes.
   *
   * @param quiet whether lines are printed meanwhile, between which progress must not come
   */
  static CsvTable once(String name, CsvFormat format, boolean quiet) {
    if (name.equals(STANDARD_INPUT)) {
      return CsvTable.once(System.in, STANDARD_INPUT_NAME, format);
    }
    Path file = Path.of(name);
    return quiet ? CsvTable.open(file, format) : open(file, format);
  }

  /** Tells files with different content apart; nothing for standard input. */
  static Optional<String> fingerprint(String name) {
    if (name.equals(STANDARD_INPUT)) {
      return Optional.empty();
    }
    CRC32C sum = new CRC32C();
    byte[] buffer = new byte[BUFFER];
    long length = 0;
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sum.update(buffer, 0, count);
        length += count;
      }
    } catch (IOException e) {
      // Whoever reads the file next tells what is wrong.
      return Optional.empty();
    }
    return Optional.of("%s bytes, CRC %08x".formatted(length, sum.getValue()));
  }
}
