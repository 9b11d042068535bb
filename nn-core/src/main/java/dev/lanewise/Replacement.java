package dev.lanewise;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file that is written beside another one and then takes its place: for writers of files that
 * shall be whole or not be there. Belongs to one thread at a time; any number of writers may
 * replace the same file, and the last one to commit stays.
 *
 * <p>The new file has a name that nobody can foresee, is created and not opened, and gets the
 * permissions, the group and the owner of the old one as far as the system allows it. If the target
 * is a symbolic link, it stays one, even if what it leads to does not exist yet. What killed
 * processes have left is deleted first.
 */
public final class Replacement implements AutoCloseable {
  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  private final Path target;
  private final Path temporary;
  private final Optional<FileAccess> access;

  private Replacement(Path target, Path temporary, Optional<FileAccess> access) {
    this.target = target;
    this.temporary = temporary;
    this.access = access;
  }

  /**
   * Creates the new file, empty.
   *
   * @param target the file to replace, which need not exist
   * @throws IOException if it cannot be created
   */
  public static Replacement begin(Path target) throws IOException {
    Path real = real(target);
    TemporaryName name = TemporaryName.of(real);
    name.deleteAbandoned();
    Optional<FileAccess> access = FileAccess.of(real);
    Path temporary = name.next();
    Files.createFile(temporary, access.map(FileAccess::whileWritten).orElseGet(FileAccess::usual));
    access.ifPresent(old -> old.takeOver(temporary));
    return new Replacement(real, temporary, access);
  }

  /** What links lead to, which need not exist. */
  private static Path real(Path target) throws IOException {
    if (Files.exists(target)) {
      return target.toRealPath();
    }
    Path file = target.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(file); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(target.toString());
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    return file;
  }

  /** The new file, for its writer to open. */
  public Path temporary() {
    return temporary;
  }

  /**
   * Gives the new file, which must be on the disk already, the name of the old one.
   *
   * @throws IOException if that fails; then the old one is still there
   */
  public void commit() throws IOException {
    if (access.isPresent()) {
      access.get().set(temporary);
    }
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceParent(target);
  }

  /**
   * Deletes the new file unless it has taken the place of the old one.
   *
   * @throws IOException if that fails
   */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(temporary);
  }

  /**
   * Whether a file name is that of a new file whose target's name begins like that.
   *
   * @param name a file name
   * @param targetPrefix the beginning of the target's name
   */
  public static boolean isTemporary(String name, String targetPrefix) {
    return TemporaryName.is(name, targetPrefix);
  }

  /**
   * Creates a directory and those that it lies in, and makes their names durable.
   *
   * @throws IOException if one of them cannot be created
   */
  public static void createDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path absolute = directory.toAbsolutePath();
    Path parent = absolute.getParent();
    if (parent != null) {
      createDirectories(parent);
    }
    try {
      Files.createDirectory(absolute);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(absolute)) {
        throw e;
      }
    }
    forceParent(absolute);
  }

  /** Makes a new name durable where directories can be opened, which Windows does not allow. */
  private static void forceParent(Path file) {
    Path directory = file.getParent();
    if (directory == null) {
      return;
    }
    try {
      Uninterrupted.run(() -> {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
          channel.force(true);
        }
        return directory;
      });
    } catch (IOException e) {
      // The file itself is on the disk; its name will follow when the system likes.
    }
  }
}
