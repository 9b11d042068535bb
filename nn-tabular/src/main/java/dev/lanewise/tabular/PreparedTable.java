package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Split;
import dev.lanewise.data.Splits;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A table that is split, encoded and in memory: all that training needs.
 *
 * @param encoder fitted to the training part
 * @param split the rows of the parts
 * @param training the training part
 * @param validation the validation part, unless it is empty
 * @param test the test part, unless it is empty
 */
public record PreparedTable(
    TableEncoder encoder,
    Split split,
    ArrayDataset training,
    Optional<ArrayDataset> validation,
    Optional<ArrayDataset> test) {

  /** Of a row: its class, its place among those of its class, and its place in a part. */
  private static final long SPLITTING_BYTES = 3 * Integer.BYTES;

  /**
   * Prepares a table; the split is stratified if the target is a category.
   *
   * @param validation the share of the validation part, from 0 to 1
   * @param test the share of the test part, from 0 to 1
   * @throws SettingException if the recipe has no target, or the shares leave nothing for training
   * @throws DataException if the table does not allow it
   */
  public static PreparedTable of(
      Table table, TableRecipe recipe, double validation, double test, long seed) {
    Schema schema = recipe.schema(table);
    return of(table, recipe, schema, split(table, recipe, schema, validation, test, seed));
  }

  /**
   * Prepares a table that is split already, for example in folds.
   *
   * @param schema of the table, as {@link TableRecipe#schema} tells it
   * @throws DataException if the table does not allow it
   */
  public static PreparedTable of(Table table, TableRecipe recipe, Schema schema, Split split) {
    TableEncoder encoder = new Fitter(table, recipe, schema).fit(split.training());
    return new PreparedTable(
        encoder,
        split,
        encoder.dataset(table, split.training()),
        part(encoder, table, split.validation()),
        part(encoder, table, split.test()));
  }

  /**
   * Splits the rows of a table at random, stratified if the target is a category.
   *
   * @param schema of the table, as {@link TableRecipe#schema} tells it
   * @param validation the share of the validation part, from 0 to 1
   * @param test the share of the test part, from 0 to 1
   * @throws SettingException if the recipe has no target, or the shares leave nothing for training
   * @throws DataException if the target is missing in a row
   */
  public static Split split(
      Table table, TableRecipe recipe, Schema schema, double validation, double test, long seed) {
    return attempt(
        table,
        schema,
        () ->
            isClassified(recipe, schema)
                ? Splits.stratified(labels(table, recipe), validation, test, seed)
                : Splits.random(schema.rows(), validation, test, seed));
  }

  /**
   * Splits the rows of a table for cross-validation: each row is in the test part of one of the
   * splits. Stratified if the target is a category.
   *
   * @param schema of the table, as {@link TableRecipe#schema} tells it
   * @param folds how many, at least 2
   * @param validation the share of the other rows that is the validation part, from 0 to 1
   * @throws SettingException if the recipe has no target, or there are too few rows
   * @throws DataException if the target is missing in a row, or a class has one row only
   */
  public static List<Split> folds(
      Table table, TableRecipe recipe, Schema schema, int folds, double validation, long seed) {
    return attempt(
        table,
        schema,
        () -> {
          int[] labels =
              isClassified(recipe, schema) ? severalEach(table, recipe) : new int[schema.rows()];
          return Splits.stratifiedFolds(labels, folds, seed).stream()
              .map(fold -> fold(fold, labels, validation, seed))
              .toList();
        });
  }

  /**
   * The classes of all rows, none of which may have a single row, which would only be tested with.
   */
  private static int[] severalEach(Table table, TableRecipe recipe) {
    ClassColumn column = classes(table, recipe);
    int[] counts = new int[column.classes().size()];
    Arrays.stream(column.labels()).forEach(label -> counts[label]++);
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] == 1) {
        throw Place.error(
            "%s, column %s".formatted(table.name(), Place.quoted(recipe.requireTarget())),
            "at least two rows of each class for cross-validation",
            "one of " + Place.quoted(column.classes().name(c)),
            "Add rows of it, or remove it.");
      }
    }
    return column.labels();
  }

  /** What validates in a fold tests here, and a share of the rest validates. */
  private static Split fold(Split fold, int[] labels, double validation, long seed) {
    int[] rest = fold.training();
    int[] restLabels = Arrays.stream(rest).map(row -> labels[row]).toArray();
    Split inner = Splits.stratified(restLabels, validation, 0, seed);
    return new Split(
        Arrays.stream(inner.training()).map(row -> rest[row]).toArray(),
        Arrays.stream(inner.validation()).map(row -> rest[row]).toArray(),
        fold.validation());
  }

  private static <T> T attempt(Table table, Schema schema, Supplier<T> splitting) {
    return table.attempt(SPLITTING_BYTES * schema.rows(), splitting);
  }

  private static boolean isClassified(TableRecipe recipe, Schema schema) {
    return schema.type(recipe.requireTarget()) == ColumnType.CATEGORY;
  }

  private static int[] labels(Table table, TableRecipe recipe) {
    return classes(table, recipe).labels();
  }

  private static ClassColumn classes(Table table, TableRecipe recipe) {
    return ClassColumn.read(table, recipe.requireTarget(), recipe.categories().limit());
  }

  private static Optional<ArrayDataset> part(TableEncoder encoder, Table table, int[] rows) {
    return rows.length == 0 ? Optional.empty() : Optional.of(encoder.dataset(table, rows));
  }
}
