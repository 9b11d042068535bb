package dev.lanewise.examples.cli;

import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Idx;
import dev.lanewise.examples.MnistData;
import dev.lanewise.metrics.ClassificationReport;
import dev.lanewise.metrics.Metrics;
import dev.lanewise.metrics.RegressionReport;
import dev.lanewise.tabular.CsvTable;
import dev.lanewise.tabular.TableEncoder;
import dev.lanewise.tabular.TablePredictor;
import dev.lanewise.tabular.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** How good a model is on data with known answers. */
sealed interface Score {

  /** What was scored, one line for people. */
  String scored();

  /** A classifier. */
  record OfClasses(String scored, List<String> labels, ClassificationReport report)
      implements Score {}

  /** A regression, in the unit of the column. */
  record OfNumbers(String scored, String column, RegressionReport report) implements Score {}

  /** Scores a model on images, or the rows of a table. */
  static Score of(SavedModel saved, String data, CsvOptions csv, boolean heldOut) {
    return saved.table().isPresent()
        ? table(saved, saved.table().get(), data, csv, heldOut)
        : images(saved, data, heldOut);
  }

  private static Score images(SavedModel saved, String data, boolean heldOut) {
    if (heldOut) {
      throw new SettingException(
          "--held-out belongs to a table; %s was trained on images, of which the test images are scored. Leave it out."
              .formatted(saved.path()));
    }
    Dataset known = data.equals(TrainingData.MNIST) ? MnistData.test() : Idx.test(Path.of(data));
    ClassificationReport report = Metrics.classification(saved.model(), known);
    List<String> labels = saved.file().metadata().labels();
    return new OfClasses(
        "%s test images of %s".formatted(known.size(), data),
        labels.isEmpty()
            ? IntStream.range(0, report.confusion().classes()).mapToObj(String::valueOf).toList()
            : labels,
        report);
  }

  private static Score table(
      SavedModel saved, TablePredictor predictor, String data, CsvOptions csv, boolean heldOut) {
    Path path = Path.of(data);
    if (data.equals(TrainingData.MNIST) && Files.notExists(path)) {
      throw new SettingException(
          "%s was trained on a table. Name a CSV file with its columns with --data."
              .formatted(saved.path()));
    }
    CsvTable table = TableInput.open(data, csv.format(saved.properties()));
    Target target = predictor.target();
    table.column(target.column());
    TableEncoder encoder = predictor.encoder();
    Dataset known =
        heldOut
            ? encoder.dataset(table, saved.heldOut(data, table.name()))
            : encoder.dataset(table);
    String scored = scored(saved, data, table.name(), known.size(), heldOut);
    return switch (target) {
      case Target.OfClass classes ->
          new OfClasses(
              scored, classes.classes().names(), Metrics.classification(saved.model(), known));
      case Target.OfNumber number ->
          new OfNumbers(
              scored, number.column(), number.unscaled(Metrics.regression(saved.model(), known)));
    };
  }

  private static String scored(
      SavedModel saved, String data, String name, int rows, boolean heldOut) {
    if (heldOut) {
      return "the %s rows of %s that training held out".formatted(rows, name);
    }
    String all = "all %s rows of %s".formatted(rows, name);
    int unseen = saved.seen(data).map(kept -> kept.heldOut().cardinality()).orElse(-1);
    return switch (unseen) {
      case -1 -> all;
      case 0 -> all + ", which training used";
      default ->
          "%s, of which training used %s (--held-out scores the others)"
              .formatted(all, rows - unseen);
    };
  }
}
