package dev.lanewise.examples.cli;

import dev.lanewise.DataException;
import dev.lanewise.Printable;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Split;
import dev.lanewise.data.Splits;
import dev.lanewise.data.Subset;
import dev.lanewise.files.Metadata;
import dev.lanewise.images.ImageFolder;
import dev.lanewise.images.ImageSettings;
import dev.lanewise.images.Normalization;
import dev.lanewise.images.PhotoDataset;
import dev.lanewise.loss.Loss;
import dev.lanewise.team.Team;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A directory of photos, and what to learn from it.
 *
 * @param name as the command line has it
 * @param folder its files
 * @param test another directory to test with, if there is one
 * @param testShare else the share of the files
 * @param settings how to read them
 * @param weighing how much each class counts
 */
record PhotoTask(
    String name,
    ImageFolder folder,
    Optional<ImageFolder> test,
    double testShare,
    ImageSettings settings,
    ClassWeightChoice weighing) {

  /** The property of a model file that holds the settings. */
  static final String SETTINGS = "images";

  private static final Set<String> PARTS = Set.of("test", "train", "training", "val", "validation");

  static PhotoTask open(String name, TableOptions learning, ImageOptions options) {
    ImageFolder folder = ImageFolder.open(Path.of(name));
    Optional<ImageFolder> test =
        learning.test().map(directory -> ImageFolder.open(directory, folder.classes()));
    double share = test.isPresent() ? 0 : learning.testShare();
    return new PhotoTask(name, folder, test, share, options.settings(), learning.classWeight());
  }

  /** What people ought to know about it, a line each. */
  List<String> notes() {
    boolean parts =
        folder.classes().stream().allMatch(label -> PARTS.contains(label.toLowerCase(Locale.ROOT)));
    return parts
        ? List.of(
            "the folders %s are taken as classes; if they are parts of the data, name them with --data and --test"
                .formatted(String.join(" and ", folder.classes())))
        : List.of();
  }

  /**
   * The data of a training.
   *
   * @param validation the share of the files that tells when to stop
   */
  TrainingData training(double validation, long seed, int threads) {
    Split split = Splits.stratified(folder.labels(), validation * (1 - testShare), testShare, seed);
    requireParts(split, validation);
    try (Team team = Team.of(threads)) {
      PhotoDataset photos = normalised(folder.read(settings, team), split);
      Dataset tested =
          test.isPresent()
              ? test.get().read(photos.settings(), team)
              : Subset.of(photos, split.test());
      return training(photos, tested, split);
    }
  }

  /** With values as networks like them, of which the test photos tell nothing. */
  private static PhotoDataset normalised(PhotoDataset photos, Split split) {
    return photos.withNormalization(Normalization.measured(Subset.of(photos, split.training())));
  }

  private int[] labels(int[] photos) {
    int[] labels = folder.labels();
    return Arrays.stream(photos).map(photo -> labels[photo]).toArray();
  }

  private void requireParts(Split split, double validation) {
    if (test.isEmpty() && split.test().length == 0) {
      throw new DataException(
          "%s: expected photos to test with; found none, since %s of %s is none once each class has kept one to learn from. Add photos, name a directory to test with (--test), or raise --test-share."
              .formatted(Printable.of(name), (float) testShare, folder.size()));
    }
    if (validation > 0 && split.validation().length == 0) {
      throw new DataException(
          "%s: expected photos that tell when to stop; found none, since %s of %s is none. Add photos, raise --validation-share, or leave --early-stopping out."
              .formatted(
                  Printable.of(name), (float) validation, folder.size() - split.test().length));
    }
  }

  private TrainingData training(PhotoDataset photos, Dataset tested, Split split) {
    List<String> classes = folder.classes();
    Map<String, String> properties = new HashMap<>();
    properties.put(SETTINGS, photos.settings().text());
    properties.putAll(KeptSplit.properties(PhotoInput.fingerprint(folder, Path.of(name)), split));
    String description =
        String.format(
            Locale.ROOT,
            "%s, %,d training and %,d test photos as %d x %d pixels%s, %d classes",
            Printable.of(name),
            split.training().length + split.validation().length,
            tested.size(),
            settings.height(),
            settings.width(),
            settings.channels().count() == 1 ? " in grey" : "",
            classes.size());
    return new TrainingData(
        description,
        Subset.of(photos, split.training()),
        split.validation().length == 0
            ? Optional.empty()
            : Optional.of(Subset.of(photos, split.validation())),
        Optional.empty(),
        tested,
        classes.size(),
        Loss.softmaxCrossEntropy(),
        weighing.weights(() -> labels(split.training()), classes.size()),
        new Quality(Optional.empty()),
        new Metadata(properties, classes));
  }
}
