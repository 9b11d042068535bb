package dev.lanewise.text;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A directory of texts with a folder for each class:
 *
 * <pre>{@code
 * reviews/bad/1.txt
 * reviews/good/1.txt
 * reviews/good/2.txt
 *
 * TextFolder folder = TextFolder.open(Path.of("reviews"));
 * Split split = Splits.stratified(folder.labels(), 0.1, 0.1, 42);
 * Tokenizer tokenizer = WordTokenizer.train(folder.source(split.training()), 10_000);
 * TextClassification data = TextClassification.read(folder, tokenizer, 200, KeptEnd.FIRST);
 * Dataset training = data.subset(split.training()).bucketed(32);
 * }</pre>
 *
 * <p>Classes are numbered in the order of their folders' names, texts follow class by class in the
 * order of their paths; names are compared character by character, whatever the locale. A text may
 * lie in a folder within that of its class. Every file within the folders is a text of UTF-8; those
 * beside the folders are not looked at. Files and folders whose names begin with a dot, and what
 * file managers leave behind ({@code Thumbs.db}, {@code desktop.ini}, {@code __MACOSX}), do not
 * count.
 *
 * <p>Opening only lists the files. The list is immutable and safe to share between threads.
 */
public final class TextFolder {
  private final List<String> classes;
  private final List<Path> files;
  private final int[] labels;

  private TextFolder(List<String> classes, List<Path> files, int[] labels) {
    this.classes = classes;
    this.files = files;
    this.labels = labels;
  }

  /**
   * Lists a directory whose folders are the classes.
   *
   * @throws DataException if the directory cannot be read, there are fewer than two folders, or a
   *     folder has no text
   */
  public static TextFolder open(Path directory) {
    List<String> classes = FolderListing.classes(directory);
    if (classes.size() < 2) {
      throw Messages.error(
          Messages.name(directory),
          "folders of at least 2 classes",
          "one, " + Messages.quoted(classes.getFirst()),
          "Check the path, or add a class.");
    }
    return list(directory, classes, classes);
  }

  /**
   * Lists a directory with the classes of a model, such as one of texts for a test: their numbers
   * are those of the model. A class may be missing.
   *
   * @param classes the names of the classes in their order
   * @throws DataException as {@link #open(Path)} does, or if there is a folder of another class
   */
  public static TextFolder open(Path directory, List<String> classes) {
    if (classes.stream().distinct().count() < classes.size() || classes.isEmpty()) {
      throw new SettingException(
          "TextFolder: expected at least 1 class, each with a name of its own; found %s."
              .formatted(Messages.shown(classes.toString())));
    }
    List<String> present = FolderListing.classes(directory);
    for (String name : present) {
      if (!classes.contains(name)) {
        throw Messages.error(
            Messages.name(directory.resolve(name)),
            "the folder of one of the classes " + Messages.shown(classes.toString()),
            "another one",
            "Rename or remove the folder.");
      }
    }
    return list(directory, List.copyOf(classes), present);
  }

  private static TextFolder list(Path directory, List<String> classes, List<String> present) {
    List<Path> files = new ArrayList<>();
    TokenList labels = new TokenList();
    for (int label = 0; label < classes.size(); label++) {
      if (present.contains(classes.get(label))) {
        for (Path file : FolderListing.texts(directory.resolve(classes.get(label)))) {
          files.add(file);
          labels.add(label);
        }
      }
    }
    return new TextFolder(classes, List.copyOf(files), labels.toArray());
  }

  /** The number of texts. */
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

  /** The class of each text, as a copy. */
  public int[] labels() {
    return labels.clone();
  }

  /** All texts, to train a tokenizer on. */
  public TextSource source() {
    return TextSource.files(files);
  }

  /**
   * Some of the texts, such as those of the training.
   *
   * @param indices their numbers
   * @throws IndexOutOfBoundsException if there is no text of such a number
   */
  public TextSource source(int[] indices) {
    return TextSource.files(Arrays.stream(indices).mapToObj(files::get).toList());
  }
}
