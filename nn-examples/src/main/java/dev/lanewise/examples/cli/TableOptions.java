package dev.lanewise.examples.cli;

import dev.lanewise.Printable;
import dev.lanewise.SettingException;
import dev.lanewise.tabular.CategoryRule;
import dev.lanewise.tabular.ColumnType;
import dev.lanewise.tabular.CsvFormat;
import dev.lanewise.tabular.DateNotation;
import dev.lanewise.tabular.Table;
import dev.lanewise.tabular.TableRecipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how a table is learnt from. */
final class TableOptions {
  private static final int MOST_CATEGORIES = 1000;

  /** What also says something about photos, or about series. */
  private static final Set<String> OF_PHOTOS = Set.of("--test", "--test-share", "--class-weight");

  private static final Set<String> OF_SERIES = Set.of("--test-share", "--ignore");

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description =
          "The column of a table to predict; all others are inputs. Text makes classes, and so do at"
              + " most 10 different whole numbers; other numbers make a regression. A column that"
              + " has texts and numbers is refused. Numbers are written like -1.5 or 2e-3. Of a series one"
              + " column, or several with commas between.")
  private Optional<String> target;

  @Option(
      names = "--task",
      paramLabel = "NAME",
      converter = TaskChoice.Converter.class,
      description = "${COMPLETION-CANDIDATES}: what the target is (default: as its values look).")
  private Optional<TaskChoice> task;

  @Option(
      names = "--ignore",
      paramLabel = "COLUMNS",
      description = "Columns that are no inputs, with commas between; may be repeated.")
  private List<String> ignored = new ArrayList<>();

  @Option(
      names = "--id",
      paramLabel = "COLUMNS",
      description =
          "Columns that are no inputs either, but which nn predict prints before its answers.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--categories",
      paramLabel = "COLUMNS",
      description = "Columns whose numbers are names, such as postcodes.")
  private List<String> categories = new ArrayList<>();

  @Option(
      names = "--numbers",
      paramLabel = "COLUMNS",
      description = "Columns in which every other text is a mistake.")
  private List<String> numbers = new ArrayList<>();

  @Option(
      names = "--dates",
      paramLabel = "COLUMN[=PATTERN]",
      description =
          "A column of dates like 2026-01-31, or of a pattern like dd.MM.yyyy; may be repeated. Dates"
              + " of the first kind are found by themselves.")
  private List<String> dates = new ArrayList<>();

  @Option(
      names = "--impute",
      paramLabel = "NAME",
      defaultValue = "none",
      converter = ImputeChoice.Converter.class,
      description =
          "What stands for missing inputs: ${COMPLETION-CANDIDATES}. With mean and median, missing"
              + " categories are one of their own; with none, missing values are errors (default:"
              + " ${DEFAULT-VALUE}).")
  private ImputeChoice impute;

  @Option(
      names = "--unknown",
      paramLabel = "NAME",
      defaultValue = "error",
      converter = UnknownChoice.Converter.class,
      description =
          "What categories are that the training rows did not have: ${COMPLETION-CANDIDATES}; an own"
              + " one has no effect on the prediction, frequent is the most frequent one (default:"
              + " ${DEFAULT-VALUE}).")
  private UnknownChoice unknown;

  @Option(
      names = "--most-categories",
      paramLabel = "COUNT",
      defaultValue = "" + MOST_CATEGORIES,
      converter = Numbers.Positive.class,
      description = "The most categories of a column, and classes (default: ${DEFAULT-VALUE}).")
  private int mostCategories;

  @Option(
      names = "--class-weight",
      paramLabel = "NAME",
      defaultValue = "none",
      converter = ClassWeightChoice.Converter.class,
      description =
          "${COMPLETION-CANDIDATES}: balanced gives the rows or photos of a rare class more weight, so"
              + " that all classes have the same in all (default: ${DEFAULT-VALUE}).")
  private ClassWeightChoice classWeight;

  @Option(
      names = "--test-share",
      paramLabel = "SHARE",
      converter = Numbers.Share.class,
      description =
          "Share of a table's rows or of photos, or at the end of a text or series, to test with, above 0 and below 1"
              + " (default: 0.2; of a text 0.1).")
  private Optional<Float> testShare;

  @Option(
      names = "--test",
      paramLabel = "FILE|DIR",
      description =
          "A table, or a directory of photos with folders of the same names, to test with, instead of"
              + " a share.")
  private Optional<Path> test;

  @Option(
      names = "--folds",
      paramLabel = "COUNT",
      converter = Numbers.Positive.class,
      description =
          "Test so many times, each time with another part of the rows, and tell the mean: a"
              + " cross-validation. Keeps no model.")
  private Optional<Integer> folds;

  @Mixin private CsvOptions csv;

  private static final float DEFAULT_TEST_SHARE = 0.2f;
  private static final double TEST_SHARE_OF_TEXT = 0.1;

  boolean hasTarget() {
    return target.isPresent();
  }

  String target(String data) {
    return target.orElseThrow(() ->
        new SettingException(
            "'%s' is neither mnist nor a directory; to learn from a table, name the column to predict with --target."
                .formatted(data)));
  }

  /**
   * Refuses options that say nothing about images.
   *
   * @throws SettingException if there are such
   */
  void refuseForImages(String data, DataKind kind) {
    if (target.isPresent()) {
      throw new SettingException(
          "--target belongs to a table; '%s' has images, whose classes are the target. Leave it out, or name a CSV file with --data."
              .formatted(data));
    }
    for (Map.Entry<String, Boolean> option : given().entrySet()) {
      boolean tests = option.getKey().startsWith("--test");
      boolean photos = OF_PHOTOS.contains(option.getKey());
      if (option.getValue() && !(photos && kind == DataKind.PHOTOS)) {
        throw new SettingException(
            "%1$s belongs to a table%3$s; '%2$s' has images%4$s. Leave %1$s out."
                .formatted(
                    option.getKey(),
                    data,
                    photos ? " or photos" : "",
                    tests ? " to test with" : ""));
      }
    }
  }

  /**
   * Refuses options that say nothing about texts.
   *
   * @throws SettingException if there are such
   */
  void refuseForText(String data) {
    for (Map.Entry<String, Boolean> option : given().entrySet()) {
      String name = option.getKey();
      if (option.getValue() && !name.equals("--test-share")) {
        throw new SettingException(
            "%1$s belongs to a table%3$s; '%2$s' is a text%4$s. Leave %1$s out."
                .formatted(
                    name,
                    data,
                    OF_PHOTOS.contains(name) ? " or photos" : "",
                    name.equals("--encoding") ? ", which must be UTF-8" : ""));
      }
    }
  }

  /**
   * Refuses options that say nothing about series.
   *
   * @throws SettingException if there are such
   */
  void refuseForSeries(String data) {
    for (Map.Entry<String, Boolean> option : given().entrySet()) {
      boolean known =
          OF_SERIES.contains(option.getKey()) || csv.given().containsKey(option.getKey());
      if (option.getValue() && !known) {
        throw new SettingException(
            "%1$s belongs to a table whose rows have no order; '%2$s' is a series, by --look-back. Leave one of them out."
                .formatted(option.getKey(), data));
      }
    }
  }

  /** Columns that are no inputs. */
  List<String> ignored(Table table) {
    return new Columns(ignored).in(table);
  }

  /** The share at the end of a text that is for testing. */
  double testShareOfText() {
    return testShare.isPresent() ? testShare() : TEST_SHARE_OF_TEXT;
  }

  /** Which options are there, but for the target. */
  private Map<String, Boolean> given() {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--folds", folds.isPresent());
    given.put("--test", test.isPresent());
    given.put("--test-share", testShare.isPresent());
    given.put("--task", task.isPresent());
    given.put("--ignore", !ignored.isEmpty());
    given.put("--id", !ids.isEmpty());
    given.put("--categories", !categories.isEmpty());
    given.put("--numbers", !numbers.isEmpty());
    given.put("--dates", !dates.isEmpty());
    given.put("--impute", impute != ImputeChoice.NONE);
    given.put("--unknown", unknown != UnknownChoice.ERROR);
    given.put("--most-categories", mostCategories != MOST_CATEGORIES);
    given.put("--class-weight", classWeight != ClassWeightChoice.NONE);
    given.putAll(csv.given());
    return given;
  }

  double testShare() {
    float share = testShare.orElse(DEFAULT_TEST_SHARE);
    if (share <= 0) {
      throw new SettingException("--test-share must be above 0 and below 1; found " + share + ".");
    }
    return share;
  }

  /** A table to test with, if there is one of its own. */
  Optional<Path> test() {
    if (test.isPresent() && (testShare.isPresent() || folds.isPresent())) {
      throw new SettingException(
          "--test names the rows to test with; found --test-share or --folds, too. Keep one of them.");
    }
    return test;
  }

  Optional<Integer> folds() {
    test();
    if (folds.isPresent() && (testShare.isPresent() || folds.get() < 2)) {
      throw new SettingException(
          "--folds must be at least 2, and says itself how many rows are for testing; found %s%s. Change it, or leave one out."
              .formatted(folds.get(), testShare.isPresent() ? " and --test-share" : ""));
    }
    return folds;
  }

  ClassWeightChoice classWeight() {
    return classWeight;
  }

  CsvFormat format() {
    return csv.format(Map.of());
  }

  /** The columns that predictions repeat. */
  List<String> ids(Table table) {
    return new Columns(ids).in(table);
  }

  /** What to make of the columns, as far as options say it. */
  TableRecipe recipe(Table table, String column) {
    TableRecipe recipe = TableRecipe.predicting(column);
    for (String name : new Columns(ignored).in(table)) {
      recipe = recipe.ignoring(name);
    }
    for (String name : new Columns(ids).in(table)) {
      recipe = recipe.ignoring(name);
    }
    for (String name : new Columns(categories).in(table)) {
      recipe = withType(recipe, name, ColumnType.CATEGORY);
    }
    for (String name : new Columns(numbers).in(table)) {
      recipe = withType(recipe, name, ColumnType.NUMBER);
    }
    for (String value : dates) {
      recipe = withDates(recipe, table, value);
    }
    CategoryRule rule = recipe.categories().withUnknown(unknown.rule).withLimit(mostCategories);
    recipe = recipe.withCategories(rule).withMissing(impute.ofNumbers, impute.ofCategories);
    return task.isEmpty() ? recipe : withType(recipe, column, task.get().type);
  }

  private static TableRecipe withType(TableRecipe recipe, String column, ColumnType type) {
    if (recipe.ignored().contains(column)) {
      throw new SettingException(
          "Column '%s': --ignore and --id leave it out; found --categories, --numbers or --dates, which say how to use it. Keep one of them."
              .formatted(Printable.of(column)));
    }
    ColumnType other = recipe.types().getOrDefault(column, type);
    if (other != type) {
      throw new SettingException(
          "Column '%s': --categories, --numbers, --dates and --task say different things of it (%s and %s). Keep one of them."
              .formatted(Printable.of(column), Choice.name(other), Choice.name(type)));
    }
    return recipe.withType(column, type);
  }

  private static TableRecipe withDates(TableRecipe recipe, Table table, String value) {
    int equals = table.columns().contains(value) ? -1 : value.lastIndexOf('=');
    if (equals >= 0) {
      String name = value.substring(0, equals);
      table.column(name);
      return withType(recipe, name, ColumnType.DATE)
          .withDates(name, DateNotation.of(value.substring(equals + 1)));
    }
    TableRecipe with = recipe;
    for (String name : new Columns(List.of(value)).in(table)) {
      with = withType(with, name, ColumnType.DATE);
    }
    return with;
  }
}
