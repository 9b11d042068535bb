package dev.lanewise.examples.cli;

import dev.lanewise.DataException;
import dev.lanewise.Printable;
import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Split;
import dev.lanewise.data.Splits;
import dev.lanewise.files.Metadata;
import dev.lanewise.loss.Loss;
import dev.lanewise.tabular.ColumnType;
import dev.lanewise.tabular.CsvTable;
import dev.lanewise.tabular.Imputation;
import dev.lanewise.tabular.PreparedTable;
import dev.lanewise.tabular.Schema;
import dev.lanewise.tabular.TablePredictor;
import dev.lanewise.tabular.TableRecipe;
import dev.lanewise.tabular.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A table, and what to learn from it.
 *
 * @param name as the command line has it
 * @param table its rows
 * @param recipe what to make of its columns
 * @param schema their types
 * @param options how to learn from it
 * @param notes what people ought to know about that, a line each
 */
record TableTask(
    String name,
    CsvTable table,
    TableRecipe recipe,
    Schema schema,
    TableOptions options,
    List<String> notes) {

  /** So many rows of each different number make it a class rather than a measure. */
  private static final int ROWS_OF_A_CLASS = 5;

  /** Of more rows, those that early stopping sets aside are not missed. */
  private static final int FEW_ROWS = 10_000;

  static TableTask read(String name, TableOptions options) {
    String target = options.target(name);
    CsvTable table = TableInput.open(name, options.format());
    TableRecipe recipe = options.recipe(table, target);
    Schema schema = recipe.schema(table);
    List<String> notes = new ArrayList<>();
    if (!recipe.types().containsKey(target) && looksLikeClasses(schema, target)) {
      recipe = recipe.withType(target, ColumnType.CATEGORY);
      schema = schema.withType(target, ColumnType.CATEGORY);
      notes.add(
          "%s has %s different whole numbers, taken as classes; --task regression takes them as numbers"
              .formatted(Printable.of(target), schema.column(target).wholeNumbers().orElseThrow()));
    }
    addMissing(notes, schema, recipe);
    return new TableTask(name, table, recipe, schema, options, notes);
  }

  private static boolean looksLikeClasses(Schema schema, String target) {
    OptionalInt different = schema.column(target).wholeNumbers();
    return schema.type(target) == ColumnType.NUMBER
        && different.isPresent()
        && schema.rows() >= ROWS_OF_A_CLASS * different.getAsInt();
  }

  private static void addMissing(List<String> notes, Schema schema, TableRecipe recipe) {
    if (recipe.numbers().missing() == Imputation.REFUSE) {
      return;
    }
    List<String> columns =
        schema.columns().entrySet().stream()
            .filter(column -> column.getValue().missing() > 0)
            .filter(column -> !recipe.ignored().contains(column.getKey()))
            .filter(column -> !recipe.target().equals(Optional.of(column.getKey())))
            .map(column ->
                "%s (%s)".formatted(Printable.of(column.getKey()), column.getValue().missing()))
            .toList();
    if (!columns.isEmpty()) {
      notes.add("missing values are replaced: " + String.join(", ", columns));
    }
  }

  private String target() {
    return recipe.target().orElseThrow();
  }

  /**
   * The data of a training.
   *
   * @param validation the share of the rows that tells when to stop
   */
  TrainingData training(double validation, long seed) {
    Optional<Path> testFile = options.test();
    double testShare = testFile.isPresent() ? 0 : options.testShare();
    Split split =
        PreparedTable.split(table, recipe, schema, validation * (1 - testShare), testShare, seed);
    PreparedTable prepared = PreparedTable.of(table, recipe, schema, split);
    if (testFile.isPresent()) {
      CsvTable test = TableInput.open(testFile.get(), table.format());
      test.column(target());
      return training(prepared, prepared.encoder().dataset(test), keptSplit(split));
    }
    Dataset test = prepared.test().orElseThrow(() -> nothingToTestWith(prepared, testShare));
    return training(prepared, test, keptSplit(split));
  }

  /** The data of each training of a cross-validation. */
  List<Split> folds(int folds, double validation, long seed) {
    return PreparedTable.folds(table, recipe, schema, folds, validation, seed);
  }

  /** The data of one training of a cross-validation. */
  TrainingData training(Split fold) {
    PreparedTable prepared = PreparedTable.of(table, recipe, schema, fold);
    return training(prepared, prepared.test().orElseThrow(), Map.of());
  }

  private TrainingData training(PreparedTable prepared, Dataset test, Map<String, String> kept) {
    Target column = prepared.encoder().target().orElseThrow();
    requireSeveralClasses(column);
    boolean classes = column instanceof Target.OfClass;
    Metadata encoder = TablePredictor.metadata(prepared.encoder());
    Map<String, String> properties = new HashMap<>(encoder.properties());
    properties.putAll(kept);
    int forStopping = prepared.validation().map(Dataset::size).orElse(0);
    String description =
        String.format(
            Locale.ROOT,
            "%s, %,d training and %,d test rows, %d inputs, %s",
            table.name(),
            prepared.training().size() + forStopping,
            test.size(),
            prepared.encoder().width(),
            (classes ? column.outputs() + " classes of " : "the number ") + Printable.of(target()));
    return new TrainingData(
        description,
        prepared.training(),
        prepared.validation().map(part -> part),
        whole(prepared),
        test,
        column.outputs(),
        classes ? Loss.softmaxCrossEntropy() : Loss.meanSquaredError(),
        classWeights(column, prepared.training()),
        new Quality(
            Optional.of(column)
                .filter(Target.OfNumber.class::isInstance)
                .map(Target.OfNumber.class::cast)),
        new Metadata(properties, encoder.labels()));
  }

  private Optional<Dataset> whole(PreparedTable prepared) {
    int[] training = prepared.split().training();
    int[] validation = prepared.split().validation();
    int[] rows =
        IntStream.concat(Arrays.stream(training), Arrays.stream(validation)).sorted().toArray();
    return validation.length == 0 || rows.length > FEW_ROWS
        ? Optional.empty()
        : Optional.of(prepared.encoder().dataset(table, rows));
  }

  private Optional<float[]> classWeights(Target column, Dataset training) {
    if (column instanceof Target.OfNumber && options.classWeight() != ClassWeightChoice.NONE) {
      throw new SettingException(
          "--class-weight belongs to classes; %s is a number. Leave it out, or set --task classes."
              .formatted(Printable.of(target())));
    }
    return options.classWeight().weights(() -> Splits.labels(training), column.outputs());
  }

  /** What a model keeps of the table beside the encoder. */
  private Map<String, String> keptSplit(Split split) {
    Map<String, String> kept = new HashMap<>(CsvOptions.kept(table.format()));
    List<String> ids = options.ids(table);
    if (!ids.isEmpty()) {
      kept.put(KeptSplit.IDS, String.join("\n", ids));
    }
    kept.putAll(KeptSplit.properties(TableInput.fingerprint(name), split));
    return kept;
  }

  private void requireSeveralClasses(Target target) {
    if (target instanceof Target.OfClass classes && classes.outputs() == 1) {
      throw new DataException(
          "%s: expected at least two classes of column '%s'; found '%s' only. Add rows of other classes, or set another --target."
              .formatted(
                  table.name(),
                  Printable.of(target.column()),
                  Printable.of(classes.classes().name(0), 40)));
    }
  }

  private DataException nothingToTestWith(PreparedTable prepared, double testShare) {
    return new DataException(
        "%s: expected rows to test with; found none, since %s of %s rows is none once each class has kept a row to learn from. Add rows, at least two of a class, name a table to test with (--test), or, if classes have rows to spare, raise --test-share."
            .formatted(table.name(), (float) testShare, prepared.training().size()));
  }
}
