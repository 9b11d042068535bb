package dev.lanewise.hostile;

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
public record HostileCase(String family, String name, Action action, Expected expected) {

  /** How a case must end. */
  public enum Expected {
    /** With one of the library's errors. */
    REFUSED,
    /** With a result. */
    ACCEPTED,
    /** With either, because the file cannot be told from a good one. */
    EITHER
  }

  /** What is tried. */
  public interface Action {
    /** Does it in that directory. */
    void run(Path directory) throws IOException;
  }

  /** Writes a file. */
  public interface Content {
    /** Writes to that file. */
    void write(Path file) throws IOException;
  }

  /** A file of these bytes. */
  public static HostileCase of(
      String family, String name, byte[] bytes, Consumer<Path> loader, Expected expected) {
    return of(family, name, file -> Files.write(file, bytes), loader, expected);
  }

  /** A file of this content; readers go by that, so all files have one name. */
  public static HostileCase of(
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
