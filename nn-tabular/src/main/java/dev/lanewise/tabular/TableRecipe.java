package dev.lanewise.tabular;

import dev.lanewise.SettingException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to make of the columns of a table, before any value is known.
 *
 * @param target the column to predict, if any; a category is classified, a number regressed
 * @param ignored columns that are no inputs, such as an identifier
 * @param types the types of columns; those of others are inferred from their values
 * @param numbers what to make of columns of numbers
 * @param categories what to make of columns of categories
 * @param targetScaling how a target number is scaled
 */
public record TableRecipe(
    Optional<String> target,
    Set<String> ignored,
    Map<String, ColumnType> types,
    NumberRule numbers,
    CategoryRule categories,
    Scaling targetScaling) {
  private static final int CATEGORY_LIMIT = 1000;

  /** Copies the collections and checks that the target is not ignored. */
  public TableRecipe {
    ignored = Set.copyOf(ignored);
    types = Map.copyOf(types);
    if (target.isPresent() && ignored.contains(target.get())) {
      throw new SettingException(
          "Table: the target %s must not be ignored.".formatted(Place.quoted(target.get())));
    }
  }

  /** No target: every column is an input. Otherwise as {@link #predicting}. */
  public static TableRecipe inputs() {
    return new TableRecipe(
        Optional.empty(),
        Set.of(),
        Map.of(),
        new NumberRule(Scaling.STANDARD, Imputation.REFUSE),
        new CategoryRule(
            CategoryCode.ONE_HOT, Imputation.REFUSE, UnknownCategory.REFUSE, CATEGORY_LIMIT),
        Scaling.STANDARD);
  }

  /**
   * Every other column is an input: numbers in standard scale, categories in one-hot code, at most
   * 1000 a column; missing values and unknown categories are errors.
   */
  public static TableRecipe predicting(String target) {
    return inputs().withTarget(Optional.of(target));
  }

  private TableRecipe withTarget(Optional<String> column) {
    return new TableRecipe(column, ignored, types, numbers, categories, targetScaling);
  }

  /** The same without a column. */
  public TableRecipe ignoring(String column) {
    Set<String> more = new HashSet<>(ignored);
    more.add(column);
    return new TableRecipe(target, more, types, numbers, categories, targetScaling);
  }

  /** The same with the type of a column. */
  public TableRecipe withType(String column, ColumnType type) {
    Map<String, ColumnType> more = new HashMap<>(types);
    more.put(column, type);
    return new TableRecipe(target, ignored, more, numbers, categories, targetScaling);
  }

  /** The same with another rule for numbers. */
  public TableRecipe withNumbers(Scaling scaling, Imputation missing) {
    NumberRule rule = new NumberRule(scaling, missing);
    return new TableRecipe(target, ignored, types, rule, categories, targetScaling);
  }

  /** The same with another rule for categories. */
  public TableRecipe withCategories(CategoryRule rule) {
    return new TableRecipe(target, ignored, types, numbers, rule, targetScaling);
  }

  /** The same with another scale of a target number. */
  public TableRecipe withTargetScaling(Scaling scaling) {
    return new TableRecipe(target, ignored, types, numbers, categories, scaling);
  }
}
