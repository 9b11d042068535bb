package dev.lanewise.examples.cli;

import dev.lanewise.DataException;
import dev.lanewise.Printable;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Idx;
import dev.lanewise.data.ImageDataset;
import dev.lanewise.examples.MnistData;
import dev.lanewise.files.Metadata;
import dev.lanewise.loss.Loss;
import dev.lanewise.tabular.CsvFormat;
import dev.lanewise.tabular.CsvTable;
import dev.lanewise.tabular.PreparedTable;
import dev.lanewise.tabular.TableRecipe;
import dev.lanewise.tabular.Target;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * @param test to test with
 * @param outputs what the network needs: one for each class, or 1 for a number
 * @param loss what to minimise
 * @param quality how people are told how good a model is
 * @param metadata what a model file keeps beside the model
 */
record TrainingData(
    String description,
    Dataset train,
    Dataset test,
    int outputs,
    Loss loss,
    Quality quality,
    Metadata metadata) {
  /** The name of the data set that comes with the program. */
  static final String MNIST = "mnist";

  /** The property of a model file that holds the encoder of a table. */
  static final String TABLE = "table";

  /** Reads MNIST, the IDX files in a directory, or a table. */
  static TrainingData read(String name, TableOptions options, long seed) {
    Path path = Path.of(name);
    if (name.equals(MNIST)) {
      options.refuseTarget(name);
      return images(name, MnistData.training(), MnistData.test());
    }
    boolean table = Files.exists(path) || options.hasTarget();
    if (Files.isDirectory(path) || !table) {
      options.refuseTarget(name);
      return images(name, Idx.training(path), Idx.test(path));
    }
    return table(path, options.target(name), options.testShare(), seed);
  }

  private static TrainingData images(String name, ImageDataset train, ImageDataset test) {
    int classes = Math.max(train.classes(), test.classes());
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
        test,
        classes,
        Loss.softmaxCrossEntropy(),
        new Quality(Optional.empty()),
        new Metadata(Map.of(), labels));
  }

  private static TrainingData table(Path file, String target, double testShare, long seed) {
    CsvTable table = CsvTable.open(file, CsvFormat.standard());
    PreparedTable prepared =
        PreparedTable.of(table, TableRecipe.predicting(target), 0, testShare, seed);
    Target column = prepared.encoder().target().orElseThrow();
    boolean classes = column instanceof Target.OfClass;
    requireSeveralClasses(file, column);
    Dataset test = prepared.test().orElseThrow(() -> nothingToTestWith(file, prepared, testShare));
    String name = Printable.of(target);
    String description =
        String.format(
            Locale.ROOT,
            "%s, %,d training and %,d test rows, %d inputs, %s",
            Printable.of(file.toString()),
            prepared.training().size(),
            test.size(),
            prepared.encoder().width(),
            classes ? column.outputs() + " classes of " + name : "the number " + name);
    return new TrainingData(
        description,
        prepared.training(),
        test,
        column.outputs(),
        classes ? Loss.softmaxCrossEntropy() : Loss.meanSquaredError(),
        new Quality(
            Optional.of(column)
                .filter(Target.OfNumber.class::isInstance)
                .map(Target.OfNumber.class::cast)),
        new Metadata(Map.of(TABLE, prepared.encoder().toJson()), labels(column)));
  }

  private static void requireSeveralClasses(Path file, Target target) {
    if (target instanceof Target.OfClass classes && classes.outputs() == 1) {
      throw new DataException(
          "%s: expected at least two classes of column '%s'; found '%s' only. Add rows of other classes, or set another --target."
              .formatted(file, target.column(), Printable.of(classes.classes().name(0), 40)));
    }
  }

  private static DataException nothingToTestWith(
      Path file, PreparedTable prepared, double testShare) {
    return new DataException(
        "%s: expected rows to test with; found none, since %s of %s rows is none once each class has kept a row to learn from. Add rows, at least two of a class, or raise --test-share."
            .formatted(file, (float) testShare, prepared.training().size()));
  }

  private static List<String> labels(Target target) {
    return target instanceof Target.OfClass classes ? classes.classes().names() : List.of();
  }
}
