package dev.lanewise.tabular;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fits the encoders of all columns in one pass over the training rows, or four for medians. */
final class Fitter {

  /** Medians take 512 KB a column. */
  private static final int MOST_MEDIANS = 256;

  private final Table table;
  private final TableRecipe recipe;
  private final Schema schema;

  Fitter(Table table, TableRecipe recipe, Schema schema) {
    this.table = table;
    this.recipe = recipe;
    this.schema = schema;
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
    ColumnFit fit =
        switch (schema.type(name)) {
          case NUMBER ->
              new ColumnFit.OfNumbers(
                  column,
                  isTarget ? Imputation.REFUSE : recipe.numbers().missing(),
                  row -> row.number(column));
          case DATE -> {
            requireInput(name);
            yield new ColumnFit.OfDates(column, recipe.numbers().missing(), recipe.notation(name));
          }
          case CATEGORY -> new ColumnFit.OfCategories(column, recipe.categories(), isTarget);
        };
    return isTarget ? new ColumnFit.OfTarget(fit) : fit;
  }

  private void requireInput(String name) {
    if (isTarget(name)) {
      throw Place.error(
          "%s, column %s".formatted(table.name(), Place.quoted(name)),
          "a target of numbers or categories",
          "dates",
          "Convert them to numbers, or declare them categories (TableRecipe.withType).");
    }
  }

  private void requireFewMedians() {
    long numbers =
        schema.types().entrySet().stream()
            .filter(column -> column.getValue() != ColumnType.CATEGORY)
            .filter(column -> !recipe.ignored().contains(column.getKey()))
            .count();
    if (recipe.numbers().missing() == Imputation.MEDIAN && numbers > MOST_MEDIANS) {
      throw Place.error(
          table.name(),
          "at most %s columns of numbers for medians".formatted(MOST_MEDIANS),
          String.valueOf(numbers),
          "Replace by means (TableRecipe.withMissing).");
    }
  }

  private Feature feature(String name, ColumnFit fit) {
    return switch (fit) {
      case ColumnFit.OfNumbers numbers ->
          new NumberFeature(name, numbers.scale(recipe.numbers().scaling()), numbers.replacement());
      case ColumnFit.OfDates dates -> dates.feature(name, recipe.notation(name));
      case ColumnFit.OfCategories categories -> categories.feature(name);
      case ColumnFit.OfTarget _ -> throw new IllegalStateException(name);
    };
  }

  private Target target(String name, ColumnFit fit) {
    return switch (fit) {
      case ColumnFit.OfNumbers numbers ->
          new Target.OfNumber(name, numbers.scale(recipe.targetScaling()));
      case ColumnFit.OfCategories categories -> new Target.OfClass(name, categories.categories());
      case ColumnFit.OfTarget target -> target(name, target.fit());
      case ColumnFit.OfDates _ -> throw new IllegalStateException(name);
    };
  }
}
