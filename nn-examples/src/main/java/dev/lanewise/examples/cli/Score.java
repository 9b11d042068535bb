package dev.lanewise.examples.cli;

import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Idx;
import dev.lanewise.data.Subset;
import dev.lanewise.examples.MnistData;
import dev.lanewise.images.ImageFolder;
import dev.lanewise.images.ImageSettings;
import dev.lanewise.images.PhotoDataset;
import dev.lanewise.loss.Loss;
import dev.lanewise.metrics.ClassificationReport;
import dev.lanewise.metrics.Metrics;
import dev.lanewise.metrics.RegressionReport;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.tabular.CsvTable;
import dev.lanewise.tabular.SeriesPredictor;
import dev.lanewise.tabular.SeriesReport;
import dev.lanewise.tabular.SeriesWindows;
import dev.lanewise.tabular.TableEncoder;
import dev.lanewise.tabular.TablePredictor;
import dev.lanewise.tabular.Target;
import dev.lanewise.text.TextWindows;
import dev.lanewise.text.Tokenizer;
import dev.lanewise.train.Evaluation;
import dev.lanewise.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How good a model is on data with known answers. */
sealed interface Score {

  /** Windows of a text that are scored at once. */
  int ROWS = 32;

  /** What was scored, one line for people. */
  String scored();

  /** What people ought to know about it. */
  default Optional<String> note() {
    return Optional.empty();
  }

  /** A classifier. */
  record OfClasses(String scored, List<String> labels, ClassificationReport report)
      implements Score {}

  /** A regression, in the unit of the column. */
  record OfNumbers(String scored, String column, RegressionReport report) implements Score {}

  /** A model of the next token. */
  record OfTokens(String scored, Evaluation evaluation, Quality quality) implements Score {}

  /** A model of a series, in the units of its columns. */
  record OfSeries(String scored, SeriesReport report, Optional<String> note) implements Score {}

  /** Scores a model on images, photos, or the rows of a table. */
  static Score of(SavedModel saved, String data, CsvOptions csv, boolean heldOut) {
    if (Tokenizer.isIn(saved.file().metadata())) {
      csv.refuse(saved.path(), "a text");
      return text(saved, data, heldOut);
    }
    if (saved.series().isPresent()) {
      return series(saved, saved.series().get(), data, csv, heldOut);
    }
    if (saved.table().isPresent()) {
      return table(saved, saved.table().get(), data, csv, heldOut);
    }
    csv.refuse(saved.path(), saved.photos().isPresent() ? "photos" : "images");
    return saved.photos().isPresent()
        ? photos(saved, saved.photos().get(), data, heldOut)
        : images(saved, data, heldOut);
  }

  private static Score photos(
      SavedModel saved, ImageSettings settings, String data, boolean heldOut) {
    requireNamed(saved, data, "photos", "a directory with folders of its classes");
    List<String> labels = saved.file().metadata().labels();
    ImageFolder folder = ImageFolder.open(Path.of(data), labels);
    Optional<String> print = PhotoInput.fingerprint(folder, Path.of(data));
    int[] unseen = heldOut ? saved.heldOut(print, data) : new int[0];
    PhotoDataset photos = folder.read(settings);
    Dataset known = heldOut ? Subset.of(photos, unseen) : photos;
    return new OfClasses(
        scored(saved, print, known.size() + " photos of " + data, known.size(), heldOut),
        labels,
        Metrics.classification(saved.model(), known));
  }

  /** Of the very series of training only what it held out, as all else is known to the model. */
  private static Score series(
      SavedModel saved, SeriesPredictor predictor, String data, CsvOptions csv, boolean heldOut) {
    requireNamed(saved, data, "a series", "a CSV file with its columns");
    CsvTable table = TableInput.open(data, csv.format(saved.properties()));
    Optional<String> print = TableInput.fingerprint(data);
    boolean known = heldOut || saved.seen(print).isPresent();
    int first = known ? saved.heldOut(print, table.name())[0] : 0;
    SeriesWindows windows = predictor.encoder().windows(table, first);
    return new OfSeries(
        (known ? "the %s windows of %s that training held out" : "all %s windows of %s")
            .formatted(windows.size(), table.name()),
        SeriesReport.of(saved.model(), windows),
        SeriesText.note(windows));
  }

  private static Score text(SavedModel saved, String data, boolean heldOut) {
    requireNamed(saved, data, "a text", "a text");
    if (heldOut) {
      throw new SettingException(
          "--held-out belongs to a table or photos; %s was trained on a text, whose end was held out. Name that end as a file of its own with --data."
              .formatted(saved.path()));
    }
    Tokenizer tokenizer = Tokenizer.of(saved.file().metadata(), saved.path());
    int context = saved.model().network().input().size();
    try (TextTask task = TextTask.read(data, tokenizer, context);
        Trainer trainer =
            Trainer.builder(saved.model(), Loss.softmaxCrossEntropy(), Optimizer.sgd(1))
                .batchSize(ROWS)
                .build()) {
      TextWindows windows = task.windows();
      Evaluation evaluation = trainer.evaluate(windows);
      return new OfTokens(
          "%s of %s tokens of %s"
              .formatted((long) windows.size() * context, task.tokens().size(), data),
          evaluation,
          Quality.ofText(context, task.charactersPerToken(windows)));
    }
  }

  private static void requireNamed(SavedModel saved, String data, String what, String expected) {
    if (data.equals(TrainingData.MNIST) && Files.notExists(Path.of(data))) {
      throw new SettingException(
          "%s was trained on %s. Name %s with --data.".formatted(saved.path(), what, expected));
    }
  }

  private static Score images(SavedModel saved, String data, boolean heldOut) {
    if (heldOut) {
      throw new SettingException(
          "--held-out belongs to a table or photos; %s was trained on images, of which the test images are scored. Leave it out."
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
    requireNamed(saved, data, "a table", "a CSV file with its columns");
    CsvTable table = TableInput.open(data, csv.format(saved.properties()));
    Target target = predictor.target();
    table.column(target.column());
    TableEncoder encoder = predictor.encoder();
    Optional<String> print = TableInput.fingerprint(data);
    Dataset known =
        heldOut
            ? encoder.dataset(table, saved.heldOut(print, table.name()))
            : encoder.dataset(table);
    String rows = "%s rows of %s".formatted(known.size(), table.name());
    String scored = scored(saved, print, rows, known.size(), heldOut);
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
      SavedModel saved, Optional<String> print, String what, int count, boolean heldOut) {
    if (heldOut) {
      return "the %s that training held out".formatted(what);
    }
    String all = "all " + what;
    int unseen = saved.seen(print).map(kept -> kept.heldOut().cardinality()).orElse(-1);
    return switch (unseen) {
      case -1 -> all;
      case 0 -> all + ", which training used";
      default ->
          "%s, of which training used %s (--held-out scores the others)"
              .formatted(all, count - unseen);
    };
  }
}
