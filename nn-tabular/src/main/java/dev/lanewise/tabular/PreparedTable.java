package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Split;
import dev.lanewise.data.Splits;
import java.util.Optional;

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
      CsvTable table, TableRecipe recipe, double validation, double test, long seed) {
    String target =
        recipe
            .target()
            .orElseThrow(() ->
                new SettingException("Table: a recipe for training needs a target; found none."));
    Schema schema = Fitter.schema(table, recipe);
    Split split =
        table.attempt(
            SPLITTING_BYTES * schema.rows(),
            () ->
                switch (schema.type(target)) {
                  case NUMBER -> Splits.random(schema.rows(), validation, test, seed);
                  case CATEGORY ->
                      Splits.stratified(
                          ClassColumn.read(table, target, recipe.categories().limit()).labels(),
                          validation,
                          test,
                          seed);
                });
    TableEncoder encoder = new Fitter(table, recipe, schema).fit(split.training());
    return new PreparedTable(
        encoder,
        split,
        encoder.dataset(table, split.training()),
        part(encoder, table, split.validation()),
        part(encoder, table, split.test()));
  }

  private static Optional<ArrayDataset> part(TableEncoder encoder, CsvTable table, int[] rows) {
    return rows.length == 0 ? Optional.empty() : Optional.of(encoder.dataset(table, rows));
  }
}
