package dev.lanewise.files;

import dev.lanewise.FileException;
import dev.lanewise.Replacement;
import dev.lanewise.Uninterrupted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a file completely or not at all: beside its target, forced to disk, then renamed. A reader
 * sees the old file or the new one, even after a crash.
 */
final class AtomicFile {

  private AtomicFile() {}

  /** What is written. */
  interface Content {
    /** Writes it; again from its start if an interrupt came in between. */
    void write(Storage.Output out) throws IOException;
  }

  /**
   * Writes or replaces a file. If the target is a symbolic link, it stays one.
   *
   * @throws FileException if that fails; then an old file is untouched
   */
  static void write(Path target, Storage storage, Content content) {
    Where where = Where.file(target);
    requireFile(target, where);
    try {
      Uninterrupted.run(() -> replace(target, storage, content));
    } catch (IOException e) {
      throw failure(where, e);
    }
  }

  /**
   * Finds out whether a file could be written now, and leaves everything as it is.
   *
   * @throws FileException if it could not
   */
  static void requireWritable(Path target) {
    Where where = Where.file(target);
    requireFile(target, where);
    try {
      Replacement.begin(target).close();
    } catch (IOException e) {
      throw failure(where, e);
    }
  }

  private static void requireFile(Path target, Where where) {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw where.refuse(
          "a file to write", "a directory, device or pipe", "Name a file, existing or new.");
    }
  }

  private static Path replace(Path target, Storage storage, Content content) throws IOException {
    try (Replacement replacement = Replacement.begin(target)) {
      try (Storage.Output out = storage.create(replacement.temporary())) {
        content.write(out);
        out.force();
      }
      replacement.commit();
    }
    return target;
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
