package dev.lanewise.examples.cli;

import dev.lanewise.FileException;
import dev.lanewise.files.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes sure, before the work is done, that its result can be saved. */
final class Destination {

  private Destination() {}

  /**
   * Saves a file beside its place, and deletes it again.
   *
   * @throws FileException if it cannot be saved in its place
   */
  static void require(ModelFile content, Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileException(
          file.toString(),
          "file",
          "",
          "the name of a file to write",
          Files.isDirectory(file) ? "a directory" : "a device or pipe",
          "Name a file, existing or new.");
    }
    try {
      tryOut(content, file);
    } catch (FileException e) {
      FileException error =
          new FileException(
              file.toString(), e.section(), e.name(), e.expected(), e.found(), e.remedy());
      error.initCause(e);
      throw error;
    }
  }

  private static void tryOut(ModelFile content, Path file) {
    Path probe = probe(file);
    try {
      content.save(probe);
    } finally {
      delete(probe);
    }
  }

  private static Path probe(Path file) {
    Path real = file.toAbsolutePath();
    try {
      real = Files.exists(file) ? file.toRealPath() : real;
    } catch (IOException e) {
      // Saving will tell what is wrong.
    }
    return real.resolveSibling("." + real.getFileName() + "." + ProcessHandle.current().pid());
  }

  private static void delete(Path probe) {
    try {
      Files.deleteIfExists(probe);
    } catch (IOException e) {
      // It is small and hidden; the training is worth more.
    }
  }
}
