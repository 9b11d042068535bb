package dev.lanewise.images;

import dev.lanewise.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks for the classes and the images of a directory, in an order that depends on names alone. */
final class FolderListing {
  /** What file managers leave behind; files whose names begin with a dot are theirs, too. */
  private static final Set<String> LITTER = Set.of("Thumbs.db", "desktop.ini", "__MACOSX");

  private static final String LAYOUT =
      "Make a folder for each class in it, named like the class, and put the images there.";

  private FolderListing() {}

  /** The names of the folders, sorted. */
  static List<String> classes(Path directory) {
    List<String> classes = new ArrayList<>();
    for (Path entry : entries(directory)) {
      if (Files.isDirectory(entry)) {
        classes.add(name(entry));
      } else if (ImageFormat.isName(name(entry))) {
        throw refuse(entry, "a folder", "an image beside the folders of classes", LAYOUT);
      }
    }
    if (classes.isEmpty()) {
      throw refuse(directory, "a folder for each class", "no folder", LAYOUT);
    }
    return List.copyOf(classes);
  }

  private static List<Path> entries(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw refuse(
          directory,
          "a directory of images",
          Files.exists(directory) ? "a file" : "nothing of that name",
          "Check the path.");
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(entry -> !isLitter(entry))
          .sorted(Comparator.comparing(FolderListing::name))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw PhotoReader.unreadable(ImageName.of(directory), e);
    }
  }

  /**
   * The images of a class, in the folder and those below it.
   *
   * @throws DataException if there is none, or something else
   */
  static List<Path> images(Path folder) {
    List<Path> images = new ArrayList<>();
    try (Stream<Path> all =
        Files.find(
            folder,
            Integer.MAX_VALUE,
            (file, attributes) -> !attributes.isDirectory(),
            FileVisitOption.FOLLOW_LINKS)) {
      all.filter(file -> !hasLitter(folder.relativize(file)))
          .sorted(Comparator.comparing(file -> within(folder, file)))
          .forEach(images::add);
    } catch (IOException | UncheckedIOException e) {
      throw PhotoReader.unreadable(ImageName.of(folder), e);
    }
    for (Path image : images) {
      if (!ImageFormat.isName(name(image))) {
        throw refuse(
            image,
            "the name of a PNG, JPEG, GIF or BMP image",
            "another one",
            "Convert the image, or remove the file.");
      }
    }
    if (images.isEmpty()) {
      throw refuse(
          folder, "at least 1 image of the class", "none", "Add images, or remove the folder.");
    }
    return images;
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

  static String name(Path entry) {
    Path last = entry.getFileName();
    return last == null ? "" : last.toString();
  }

  private static DataException refuse(Path path, String expected, String found, String remedy) {
    return ImageName.of(path).refuse(expected, found, remedy);
  }
}
