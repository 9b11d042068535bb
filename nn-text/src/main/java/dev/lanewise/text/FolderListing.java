package dev.lanewise.text;

import dev.lanewise.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks for the classes and the texts of a directory, in an order that depends on names alone. */
final class FolderListing {
  /** What file managers leave behind; files whose names begin with a dot are theirs, too. */
  private static final Set<String> LITTER = Set.of("Thumbs.db", "desktop.ini", "__MACOSX");

  private static final String LAYOUT =
      "Make a folder for each class in it, named like the class, and put the texts there.";

  private FolderListing() {}

  /** The names of the folders, sorted. */
  static List<String> classes(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw refuse(
          directory,
          "a directory of texts",
          Files.exists(directory) ? "a file" : "nothing of that name",
          "Check the path.");
    }
    try (Stream<Path> all = Files.list(directory)) {
      List<String> classes =
          all.filter(entry -> !isLitter(entry))
              .filter(Files::isDirectory)
              .map(FolderListing::name)
              .sorted()
              .toList();
      if (classes.isEmpty()) {
        throw refuse(directory, "a folder for each class", "no folder", LAYOUT);
      }
      return classes;
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(directory, e);
    }
  }

  /**
   * The texts of a class, in the folder and those below it.
   *
   * @throws DataException if there is none
   */
  static List<Path> texts(Path folder) {
    try (Stream<Path> all =
        Files.find(
            folder,
            Integer.MAX_VALUE,
            (file, attributes) -> !attributes.isDirectory(),
            FileVisitOption.FOLLOW_LINKS)) {
      List<Path> texts =
          all.filter(file -> !hasLitter(folder.relativize(file)))
              .sorted(Comparator.comparing(file -> within(folder, file)))
              .toList();
      if (texts.isEmpty()) {
        throw refuse(
            folder, "at least 1 text of the class", "none", "Add texts, or remove the folder.");
      }
      return texts;
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(folder, e);
    }
  }

  /** A path as it is on all systems. */
  private static String within(Path folder, Path file) {
    String separator = folder.getFileSystem().getSeparator();
    return folder.relativize(file).toString().replace(separator, "/");
  }

  private static boolean hasLitter(Path file) {
    for (Path part : file) {
      if (isLitter(part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLitter(Path entry) {
    return name(entry).startsWith(".") || LITTER.contains(name(entry));
  }

  private static String name(Path entry) {
    Path last = entry.getFileName();
    return last == null ? "" : last.toString();
  }

  private static DataException refuse(Path path, String expected, String found, String remedy) {
    return Messages.error(Messages.name(path), expected, found, remedy);
  }

  private static DataException unreadable(Path path, Exception e) {
    return Messages.error(Messages.name(path), "a readable directory", e, "Check the path.");
  }
}
