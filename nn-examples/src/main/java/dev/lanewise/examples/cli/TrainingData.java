package dev.lanewise.examples.cli;

import dev.lanewise.DataException;
import dev.lanewise.Printable;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Idx;
import dev.lanewise.data.ImageDataset;
import dev.lanewise.data.Split;
import dev.lanewise.data.Splits;
import dev.lanewise.data.Subset;
import dev.lanewise.examples.MnistData;
import dev.lanewise.files.Metadata;
import dev.lanewise.images.AugmentedDataset;
import dev.lanewise.images.OneHotDataset;
import dev.lanewise.loss.Loss;
import dev.lanewise.metrics.ConfusionMatrix;
import dev.lanewise.metrics.Metrics;
import dev.lanewise.nn.Model;
import dev.lanewise.tabular.SeriesPredictor;
import dev.lanewise.tabular.TablePredictor;
import dev.lanewise.text.Tokenizer;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.History;
import dev.lanewise.train.Monitor;
import dev.lanewise.train.Trainer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What to learn and what to test with.
 *
 * @param description one line for people
 * @param train to learn from
 * @param validation to find out with when to stop, if training is to stop early
 * @param whole both, if there are so few rows that they are missed
 * @param test to test with
 * @param outputs what the network needs: one for each class, or 1 for a number
 * @param loss what to minimise
 * @param classWeights a factor on the loss of each class, if they do not all count the same
 * @param quality how people are told how good a model is
 * @param metadata what a model file keeps beside the model
 */
record TrainingData(
    String description,
    Dataset train,
    Optional<Dataset> validation,
    Optional<Dataset> whole,
    Dataset test,
    int outputs,
    Loss loss,
    Optional<float[]> classWeights,
    Quality quality,
    Metadata metadata) {
  /** The name of the data set that comes with the program. */
  static final String MNIST = "mnist";

  /** The property that tells how images varied in training, if they did. */
  static final String AUGMENTED = "augment";

  /** Of more classes it takes long to tell which are never found. */
  private static final int HINTED = 100;

  /** Where it comes from. */
  DataKind kind() {
    if (isTable()) {
      return DataKind.TABLE;
    }
    if (SeriesPredictor.isIn(metadata)) {
      return DataKind.SERIES;
    }
    if (isPhotos()) {
      return DataKind.PHOTOS;
    }
    return Tokenizer.isIn(metadata) ? DataKind.TEXT : DataKind.IDX;
  }

  /** Whether it comes from a table. */
  boolean isTable() {
    return TablePredictor.isIn(metadata);
  }

  /** Whether it comes from a directory of photos. */
  boolean isPhotos() {
    return metadata.properties().containsKey(PhotoTask.SETTINGS);
  }

  /** Reads MNIST, or the IDX files in a directory. */
  static TrainingData images(String name) {
    Path path = Path.of(name);
    return name.equals(MNIST)
        ? images(name, MnistData.training(), MnistData.test())
        : images(name, Idx.training(path), Idx.test(path));
  }

  private static TrainingData images(String name, ImageDataset train, ImageDataset test) {
    int classes = Math.max(train.classes(), test.classes());
    if (classes < 2) {
      throw new DataException(
          "%s: expected images of at least 2 classes; found the label 0 only. Add images of others, or name other data with --data."
              .formatted(Printable.of(name)));
    }
    String description =
        String.format(
            Locale.ROOT,
            "%s, %,d training and %,d test images of %d x %d pixels, %d classes",
            Printable.of(name),
            train.size(),
            test.size(),
            train.rows(),
            train.columns(),
            classes);
    List<String> labels = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    return new TrainingData(
        description,
        train,
        Optional.empty(),
        Optional.empty(),
        test,
        classes,
        Loss.softmaxCrossEntropy(),
        Optional.empty(),
        new Quality(Optional.empty()),
        new Metadata(Map.of(), labels));
  }

  /** The same with a share of the training data for early stopping; all of it if that is 0. */
  TrainingData settingAside(double share, long seed) {
    if (share == 0) {
      return this;
    }
    Split split = Splits.stratified(Splits.labels(train), share, 0, seed);
    return with(
        Subset.of(train, split.training()), Optional.of(Subset.of(train, split.validation())));
  }

  /** The same with images to learn from that vary. */
  TrainingData augmented(AugmentChoice changes) {
    if (changes.isNone()) {
      return this;
    }
    Map<String, String> properties = new HashMap<>(metadata.properties());
    properties.put(AUGMENTED, changes.toString());
    boolean mixes = changes.mixes();
    return new TrainingData(
        description + ", augmented by " + changes,
        AugmentedDataset.of(targets(train, mixes), changes.of(train.inputShape())),
        validation.map(data -> targets(data, mixes)),
        whole,
        targets(test, mixes),
        outputs,
        loss,
        classWeights,
        quality,
        new Metadata(properties, metadata.labels()));
  }

  /** Samples with a target for each class, if they are mixed, or compared with those that are. */
  private Dataset targets(Dataset data, boolean mixes) {
    return mixes ? OneHotDataset.of(data, outputs) : data;
  }

  /** The same with all rows to learn from, until the end. */
  TrainingData untilTheEnd() {
    return with(whole.orElse(train), Optional.empty());
  }

  /** The same with other data to learn from and to stop by. */
  private TrainingData with(Dataset training, Optional<Dataset> stopping) {
    return new TrainingData(
        description,
        training,
        stopping,
        Optional.empty(),
        test,
        outputs,
        loss,
        classWeights,
        quality,
        metadata);
  }

  /** An epoch with what the test data say of it, whatever it is validated with. */
  EpochResult tested(EpochResult result, Trainer trainer) {
    return validation.isEmpty()
        ? result
        : new EpochResult(
            result.epoch(),
            result.training(),
            Optional.of(trainer.evaluate(test)),
            result.seconds());
  }

  /** The epoch whose model early stopping has brought back. */
  Optional<Integer> best(History history) {
    return validation.isEmpty()
        ? Optional.empty()
        : history.epochs().stream()
            .filter(epoch -> Double.isFinite(Monitor.VALIDATION_LOSS.of(epoch)))
            .min(Comparator.comparingDouble(Monitor.VALIDATION_LOSS::of))
            .map(EpochResult::epoch);
  }

  /** What may help a model that never finds a class of a table, or photos, rarer than others. */
  Optional<String> hint(Model model) {
    boolean weighs = isTable() || isPhotos();
    if (!weighs || metadata.labels().isEmpty() || classWeights.isPresent() || outputs > HINTED) {
      return Optional.empty();
    }
    ConfusionMatrix confusion = Metrics.classification(model, test).confusion();
    return IntStream.range(0, outputs)
        .filter(c -> confusion.support(c) > 0 && confusion.count(c, c) == 0)
        .filter(c -> confusion.support(c) * outputs < confusion.samples())
        .mapToObj(c ->
            "none of the %s test %s of class %s was found (recall 0); --class-weight balanced gives rare classes more weight"
                .formatted(
                    confusion.support(c),
                    isTable() ? "rows" : "photos",
                    Printable.of(metadata.labels().get(c), 40)))
        .findFirst();
  }
}
