package dev.lanewise.images;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.team.Team;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory of images with a folder for each class:
 *
 * <pre>{@code
 * photos/cat/tom.jpg
 * photos/cat/kitty.png
 * photos/dog/rex.jpg
 *
 * ImageFolder folder = ImageFolder.open(Path.of("photos"));
 * Split split = Splits.stratified(folder.labels(), 0.2, 0, 42);
 * PhotoDataset data = folder.read(ImageSettings.rgb(64, 64).cropped());
 * Dataset training = Subset.of(data, split.training());
 * }</pre>
 *
 * <p>Classes are numbered in the order of their folders' names, images follow class by class in the
 * order of their paths; names are compared character by character, whatever the locale. An image
 * may lie in a folder within that of its class. Files beside the folders are not looked at unless
 * their names are those of images, which would be an error; so is anything else than an image
 * within the folders. Files and folders whose names begin with a dot, and what file managers leave
 * behind ({@code Thumbs.db}, {@code desktop.ini}, {@code __MACOSX}), do not count.
 *
 * <p>Opening only lists the files. The list is immutable and safe to share between threads.
 */
public final class ImageFolder {
  private final List<String> classes;
  private final List<Path> files;
  private final int[] labels;

  private ImageFolder(List<String> classes, List<Path> files, int[] labels) {
    this.classes = classes;
    this.files = files;
    this.labels = labels;
  }

  /**
   * Lists a directory whose folders are the classes.
   *
   * @throws DataException if the directory cannot be read, there are fewer than two folders, a
   *     folder has no image, or there is a file that should not be there
   */
  public static ImageFolder open(Path directory) {
    List<String> classes = FolderListing.classes(directory);
    if (classes.size() < 2) {
      throw ImageName.of(directory)
          .refuse(
              "folders of at least 2 classes",
              "one, " + ImageName.of(classes.getFirst()).text(),
              "Check the path, or add a class.");
    }
    return list(directory, classes, classes);
  }

  /**
   * Lists a directory with the classes of a model, such as one of images for a test: their numbers
   * are those of the model. A class may be missing.
   *
   * @param classes the names of the classes in their order
   * @throws DataException as {@link #open(Path)} does, or if there is a folder of another class
   */
  public static ImageFolder open(Path directory, List<String> classes) {
    if (classes.stream().distinct().count() < classes.size() || classes.isEmpty()) {
      throw new SettingException(
          "ImageFolder: expected at least 1 class, each with a name of its own; found %s."
              .formatted(ImageName.of(classes.toString()).text()));
    }
    List<String> present = FolderListing.classes(directory);
    for (String name : present) {
      if (!classes.contains(name)) {
        throw ImageName.of(directory.resolve(name))
            .refuse(
                "the folder of one of the classes %s"
                    .formatted(ImageName.of(classes.toString()).text()),
                "another one",
                "Rename or remove the folder.");
      }
    }
    return list(directory, List.copyOf(classes), present);
  }

  private static ImageFolder list(Path directory, List<String> classes, List<String> present) {
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      if (present.contains(classes.get(label))) {
        for (Path file : FolderListing.images(directory.resolve(classes.get(label)))) {
          files.add(file);
          labels.add(label);
        }
      }
    }
    return new ImageFolder(
        classes, List.copyOf(files), labels.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The number of images. */
  public int size() {
    return files.size();
  }

  /** The names of the classes, in the order of their numbers. */
  public List<String> classes() {
    return classes;
  }

  /** The files, in the order of the samples. */
  public List<Path> files() {
    return files;
  }

  /** The class of each image, as a copy. */
  public int[] labels() {
    return labels.clone();
  }

  /**
   * Reads the images with as many threads as there are processors.
   *
   * @throws DataException as {@link #read(ImageSettings, Team)} does
   */
  public PhotoDataset read(ImageSettings settings) {
    try (Team team = Team.ofProcessors()) {
      return read(settings, team);
    }
  }

  /**
   * Reads the images. If their pixels, a byte a value, take at most half of the largest heap and
   * are to be had, they are decoded now, by the whole team, and kept. Else each is decoded whenever
   * it is read, and now only the beginnings of the files are looked at.
   *
   * @throws DataException if a file is not as {@link PhotoReader#read(Path)} wants it; if several
   *     are not, the error is that of the first
   */
  public PhotoDataset read(ImageSettings settings, Team team) {
    return PhotoDataset.read(this, settings, team, Runtime.getRuntime().maxMemory() / 2);
  }
}
