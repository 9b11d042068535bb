package dev.lanewise.tabular;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small files for tests. */
final class TestFiles {

  private TestFiles() {}

  static Path write(Path directory, String text) {
    try {
      return Files.writeString(directory.resolve("table.csv"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CsvTable table(Path directory, String text) {
    return CsvTable.open(write(directory, text), CsvFormat.standard());
  }
}
