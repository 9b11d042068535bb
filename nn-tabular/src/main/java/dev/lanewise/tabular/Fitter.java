package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fits the encoders of all columns in one pass over the training rows, or four for medians. */
final class Fitter {

  /** Medians take 512 KB a column. */
  private static final int MOST_MEDIANS = 256;

  private final CsvTable table;
  private final TableRecipe recipe;
  private final Schema schema;

  Fitter(CsvTable table, TableRecipe recipe, Schema schema) {
    this.table = table;
    this.recipe = recipe;
    this.schema = schema;
  }

  /** The types of a table's columns; those of ignored ones do not matter. */
  static Schema schema(CsvTable table, TableRecipe recipe) {
    recipe.target().ifPresent(table::column);
    Map<String, ColumnType> given = new HashMap<>(recipe.types());
    recipe.ignored().forEach(name -> given.put(name, ColumnType.CATEGORY));
    return Schema.infer(table, given);
  }

  TableEncoder fit(int[] rows) {
    List<ColumnFit> fits = new ArrayList<>();
    for (String name : table.columns()) {
      if (!recipe.ignored().contains(name)) {
        fits.add(start(name));
      }
    }
    requireFewMedians();
    table.forEach(rows, row -> fits.forEach(fit -> fit.add(row)));
    fits.forEach(ColumnFit::endPass);
    for (int pass = 1; pass < passes(); pass++) {
      table.forEach(rows, row -> fits.forEach(fit -> fit.addAgain(row)));
      fits.forEach(ColumnFit::endPass);
    }
    List<Feature> features = new ArrayList<>();
    Optional<Target> target = Optional.empty();
    for (ColumnFit fit : fits) {
      String name = table.columns().get(fit.column());
      if (isTarget(name)) {
        target = Optional.of(ColumnFit.named(table, fit, () -> target(name, fit)));
      } else {
        features.add(ColumnFit.named(table, fit, () -> feature(name, fit)));
      }
    }
    return new TableEncoder(features, target);
  }

  private int passes() {
    return recipe.numbers().missing() == Imputation.MEDIAN ? Median.PASSES : 1;
  }

  private boolean isTarget(String name) {
    return recipe.target().equals(Optional.of(name));
  }

  private ColumnFit start(String name) {
    int column = table.column(name);
    boolean isTarget = isTarget(name);
    return switch (schema.type(name)) {
      case NUMBER ->
          new ColumnFit.OfNumbers(
              column, isTarget ? Imputation.REFUSE : recipe.numbers().missing());
      case CATEGORY ->
          new ColumnFit.OfCategories(
              column,
              isTarget ? Imputation.REFUSE : recipe.categories().missing(),
              recipe.categories().limit());
    };
  }

  private void requireFewMedians() {
    long numbers = schema.types().values().stream().filter(ColumnType.NUMBER::equals).count();
    if (recipe.numbers().missing() == Imputation.MEDIAN && numbers > MOST_MEDIANS) {
      throw new DataException(
          "%s: expected at most %s columns of numbers for medians; found %s. Replace by means."
              .formatted(Place.name(table.file()), MOST_MEDIANS, numbers));
    }
  }

  private Feature feature(String name, ColumnFit fit) {
    return switch (fit) {
      case ColumnFit.OfNumbers numbers ->
          new NumberFeature(name, numbers.scale(recipe.numbers().scaling()), numbers.replacement());
      case ColumnFit.OfCategories categories ->
          new CategoryFeature(
              name,
              categories.categories(),
              recipe.categories().code(),
              recipe.categories().unknown(),
              categories.replacement());
    };
  }

  private Target target(String name, ColumnFit fit) {
    return switch (fit) {
      case ColumnFit.OfNumbers numbers ->
          new Target.OfNumber(name, numbers.scale(recipe.targetScaling()));
      case ColumnFit.OfCategories categories -> new Target.OfClass(name, categories.categories());
    };
  }
}
