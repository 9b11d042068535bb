package dev.lanewise.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Something that a file may do to a reader.
 *
 * @param family what the case belongs to
 * @param name which one it is
 * @param action does it, in a directory of its own
 * @param expected how it must end
 */
record HostileCase(String family, String name, Action action, Expected expected) {

  /** How a case must end. */
  enum Expected {
    /** With one of the library's errors. */
    REFUSED,
    /** With a result. */
    ACCEPTED,
    /** With either, because the file cannot be told from a good one. */
    EITHER
  }

  /** What is tried. */
  interface Action {
    void run(Path directory) throws IOException;
  }

  /** Writes a file. */
  interface Content {
    void write(Path file) throws IOException;
  }

  static HostileCase of(
      String family, String name, byte[] bytes, Consumer<Path> loader, Expected expected) {
    return of(family, name, file -> Files.write(file, bytes), loader, expected);
  }

  static HostileCase of(
      String family, String name, Content content, Consumer<Path> loader, Expected expected) {
    return new HostileCase(
        family,
        name,
        directory -> {
          Path file = directory.resolve("case.safetensors");
          content.write(file);
          loader.accept(file);
        },
        expected);
  }
}
