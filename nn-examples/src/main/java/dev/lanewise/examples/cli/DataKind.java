package dev.lanewise.examples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What kinds of data there are. */
enum DataKind {
  /** Rows of a CSV file. */
  TABLE,
  /** MNIST, or the IDX files in a directory. */
  IDX,
  /** A directory of photos with a folder for each class. */
  PHOTOS,
  /** A text, of which the next token is to be told. */
  TEXT,
  /** Rows of a CSV file that follow each other in time. */
  SERIES;

  private static final Pattern IDX_FILE = Pattern.compile(".*[-.]idx\\d-ubyte.*");
  private static final Pattern TEXT_FILE = Pattern.compile("(?i).*\\.(txt|text|md)");
  private static final Pattern PHOTO = Pattern.compile("(?i).*\\.(png|jpe?g|jpe|jfif|gif|bmp|dib)");

  /**
   * What a name stands for.
   *
   * @param target whether options name a column to predict
   * @param text whether options name a network for texts
   */
  static DataKind of(String name, boolean target, boolean text) {
    Path path = Path.of(name);
    boolean file = Files.exists(path) && !Files.isDirectory(path);
    if (!target && (text || (file && TEXT_FILE.matcher(name).matches()))) {
      return TEXT;
    }
    if (name.equals(TrainingData.MNIST)) {
      return IDX;
    }
    if (Files.isDirectory(path)) {
      return holdsPhotos(path) ? PHOTOS : IDX;
    }
    boolean table = name.equals(TableInput.STANDARD_INPUT) || Files.exists(path) || target;
    return table ? TABLE : IDX;
  }

  /** The options that say how data of this kind are read, split and cut. */
  List<String> options() {
    List<String> ofFile =
        List.of("--separator", "--decimal", "--missing", "--encoding", "--no-header");
    return switch (this) {
      case TABLE ->
          joined(
              List.of(
                  "--target",
                  "--task",
                  "--ignore",
                  "--id",
                  "--categories",
                  "--numbers",
                  "--dates",
                  "--impute",
                  "--unknown",
                  "--most-categories",
                  "--test-share",
                  "--test"),
              ofFile);
      case SERIES ->
          joined(
              List.of(
                  "--target",
                  "--look-back",
                  "--horizon",
                  "--time",
                  "--season",
                  "--fill",
                  "--ignore",
                  "--test-share"),
              ofFile);
      case TEXT -> List.of("--tokens", "--vocabulary", "--context", "--test-share");
      case PHOTOS -> List.of("--size", "--grey", "--augment", "--test-share", "--test");
      case IDX -> List.of("--augment");
    };
  }

  private static List<String> joined(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static boolean holdsPhotos(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all = files.filter(file -> !name(file).startsWith(".")).toList();
      return all.stream().noneMatch(file -> IDX_FILE.matcher(name(file)).matches())
          && all.stream()
              .anyMatch(file -> Files.isDirectory(file) || PHOTO.matcher(name(file)).matches());
    } catch (IOException | UncheckedIOException e) {
      // Whoever reads the directory next tells what is wrong.
      return false;
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
