package dev.lanewise.files;

import dev.lanewise.FileException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file completely or not at all: beside its target, forced to disk, then renamed. A reader
 * sees the old file or the new one, even after a crash.
 */
final class AtomicFile {
  private static final String TEMPORARY = ".tmp";

  private AtomicFile() {}

  /** What is written. */
  interface Content {
    /** Writes it. */
    void write(Storage.Output out) throws IOException;
  }

  /**
   * Writes or replaces a file. If the target is a symbolic link, it stays one.
   *
   * @throws FileException if that fails; then an old file is untouched
   */
  static void write(Path target, Storage storage, Content content) {
    Where where = Where.file(target);
    try {
      Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
      requireFile(real, where);
      Path temporary =
          real.resolveSibling(
              ".%s.%s%s".formatted(real.getFileName(), UUID.randomUUID(), TEMPORARY));
      try {
        writeTemporary(temporary, storage, content);
        Files.move(
            temporary, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
      forceDirectory(real);
    } catch (IOException e) {
      throw failure(where, e);
    }
  }

  /** Whether a file name is that of a temporary file for a target whose name begins like that. */
  static boolean isTemporary(String name, String targetPrefix) {
    return name.startsWith("." + targetPrefix) && name.endsWith(TEMPORARY);
  }

  private static void requireFile(Path target, Where where) {
    if (Files.isDirectory(target)) {
      throw where.refuse("a file to write", "a directory", "Name a file in it.");
    }
  }

  private static void writeTemporary(Path temporary, Storage storage, Content content)
      throws IOException {
    try (Storage.Output out = storage.create(temporary)) {
      content.write(out);
      out.force();
    }
  }

  /** Makes the new name durable where directories can be opened, which Windows does not allow. */
  private static void forceDirectory(Path file) {
    Path directory = file.getParent();
    if (directory == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The file itself is on the disk; its name will follow when the system likes.
    }
  }

  private static FileException failure(Where where, IOException cause) {
    FileException error =
        where.refuse(
            "to write the file",
            "an error (" + Text.clipped(cause.toString()) + "); an old file of that name is intact",
            "Check the disk's free space, the directory and its permissions.");
    error.initCause(cause);
    return error;
  }
}
