package dev.lanewise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what with a file, on systems that know POSIX's permissions.
 *
 * @param old the attributes of the file
 */
record FileAccess(PosixFileAttributes old) {

  /** That of a file; empty if there is no such file or the system has other rules. */
  static Optional<FileAccess> of(Path file) throws IOException {
    Optional<PosixFileAttributeView> view = view(file);
    return view.isPresent() && Files.exists(file)
        ? Optional.of(new FileAccess(view.get().readAttributes()))
        : Optional.empty();
  }

  private static Optional<PosixFileAttributeView> view(Path file) {
    return Optional.ofNullable(
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
  }

  /** What new files get anyway. */
  static FileAttribute<?>[] usual() {
    return new FileAttribute<?>[0];
  }

  /** The permissions, and for the owner those that writing needs. */
  FileAttribute<?>[] whileWritten() {
    Set<PosixFilePermission> permissions = EnumSet.of(PosixFilePermission.OWNER_WRITE);
    permissions.addAll(old.permissions());
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  /** Gives another file the group and the owner; users other than root may fail to. */
  void takeOver(Path file) {
    PosixFileAttributeView view = view(file).orElseThrow();
    try {
      view.setGroup(old.group());
      view.setOwner(old.owner());
    } catch (IOException e) {
      // Then it belongs to who writes it.
    }
  }

  /** Gives another file the permissions, and nothing that the system's defaults would take away. */
  void set(Path file) throws IOException {
    view(file).orElseThrow().setPermissions(old.permissions());
  }
}
