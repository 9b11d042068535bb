package dev.lanewise.examples.cli;

import dev.lanewise.data.Idx;
import dev.lanewise.data.ImageDataset;
import dev.lanewise.examples.MnistData;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What to learn and what to test with.
 *
 * @param name how the data were asked for
 * @param train to learn from
 * @param test to test with
 */
record TrainingData(String name, ImageDataset train, ImageDataset test) {
  /** The name of the data set that comes with the program. */
  static final String MNIST = "mnist";

  /** Reads MNIST, or the IDX files in a directory. */
  static TrainingData read(String name) {
    if (name.equals(MNIST)) {
      return new TrainingData(name, MnistData.training(), MnistData.test());
    }
    Path directory = Path.of(name);
    return new TrainingData(name, Idx.training(directory), Idx.test(directory));
  }

  int classes() {
    return Math.max(train.classes(), test.classes());
  }

  /** One line for people. */
  String describe() {
    return String.format(
        Locale.ROOT,
        "%s, %,d training and %,d test images of %d x %d pixels, %d classes",
        name,
        train.size(),
        test.size(),
        train.rows(),
        train.columns(),
        classes());
  }
}
