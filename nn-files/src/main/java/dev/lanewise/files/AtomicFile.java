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
      writeTemporary(temporary(real), real, storage, content);
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
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw where.refuse(
          "a file to write", "a directory, device or pipe", "Name a file, existing or new.");
    }
  }

  private static Path temporary(Path target) {
    String random = UUID.randomUUID().toString().substring(0, Integer.BYTES * 2);
    return target.resolveSibling("." + target.getFileName() + "." + random + TEMPORARY);
  }

  private static void writeTemporary(Path temporary, Path target, Storage storage, Content content)
      throws IOException {
    try {
      try (Storage.Output out = storage.create(temporary)) {
        content.write(out);
        out.force();
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException | Error e) {
      deleteAfter(e, temporary);
      throw e;
    }
  }

  private static void deleteAfter(Throwable failure, Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
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
            "an error (" + Text.cause(cause) + "); an old file of that name is intact",
            "Check the disk's free space, the directory and its permissions.");
    error.initCause(cause);
    return error;
  }
}
