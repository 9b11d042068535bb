package dev.lanewise.data;

import dev.lanewise.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The two files of a training or test set in a directory.
 *
 * @param images the file of images
 * @param labels the file of their labels
 */
record IdxFiles(Path images, Path labels) {

  /** How the files of a set are called: MNIST's test files say "t10k", EMNIST's say "test". */
  enum Role {
    TRAINING("train", "train"),
    TEST("t10k|test", "{t10k,test}");

    private final String pattern;
    private final String shown;

    Role(String pattern, String shown) {
      this.pattern = pattern;
      this.shown = shown;
    }
  }

  /** The most file names that an error lists. */
  private static final int MOST_LISTED = 10;

  /**
   * Finds the files by their published names. Something may precede a name, as in {@code
   * emnist-digits-train-images-idx3-ubyte.gz}, but then the same for images and labels. Hidden
   * files and directories are passed over.
   *
   * @throws DataException if there is not exactly one file of images and one of labels
   */
  static IdxFiles find(Path directory, Role role) {
    List<String> names = list(directory);
    Wanted wantedImages = new Wanted(".*", "*", role, "images", 3);
    String images = wantedImages.only(directory, names);
    String prefix = wantedImages.prefix(images);
    Wanted wantedLabels = new Wanted(Pattern.quote(prefix), prefix, role, "labels", 1);
    String labels = wantedLabels.only(directory, names);
    return new IdxFiles(directory.resolve(images), directory.resolve(labels));
  }

  private static List<String> list(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new DataException(
          ("%s: expected a directory with IDX files; "
                  + "found %s. Pass the directory that holds the files.")
              .formatted(directory, Files.exists(directory) ? "a file" : "nothing of that name"));
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .map(file -> directory.relativize(file).toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(
          "%s: expected a readable directory; found an error (%s). Check its permissions."
              .formatted(directory, e),
          e);
    }
  }

  private static String listed(List<String> names) {
    if (names.isEmpty()) {
      return "no files";
    }
    String text = names.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
    return names.size() > MOST_LISTED ? text + ", ... (%s files)".formatted(names.size()) : text;
  }

  /** What the name of one file must look like; its prefix as a pattern, and as errors show it. */
  private record Wanted(
      String prefixPattern, String shownPrefix, Role role, String kind, int dimensions) {

    String only(Path directory, List<String> names) {
      List<String> found = names.stream().filter(name -> matcher(name).matches()).toList();
      if (found.size() == 1) {
        return found.getFirst();
      }
      String description =
          "%s%s-%s-idx%s-ubyte, or the same with '.idx' or '.gz'"
              .formatted(shownPrefix, role.shown, kind, String.valueOf(dimensions));
      throw new DataException(
          found.isEmpty()
              ? ("%s: expected a file named %s; found %s. "
                      + "Put the file there, or name the files to Idx.dataset.")
                  .formatted(directory, description, listed(names))
              : ("%s: expected one file named %s; found several: %s. "
                      + "Remove all but one, or name the files to Idx.dataset.")
                  .formatted(directory, description, listed(found)));
    }

    String prefix(String name) {
      Matcher matcher = matcher(name);
      return matcher.matches() ? matcher.group(1) : "";
    }

    private Matcher matcher(String name) {
      return Pattern.compile(
              // With %d the default locale would choose the digit.
              "(%s)(?:%s)-%s[-.]idx%s-ubyte(?:\\.gz)?"
                  .formatted(prefixPattern, role.pattern, kind, String.valueOf(dimensions)))
          .matcher(name);
    }
  }
}
