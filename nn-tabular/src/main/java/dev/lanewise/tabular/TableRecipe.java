package dev.lanewise.tabular;

import dev.lanewise.DataException;
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
 * @param dates how dates are written in columns; in others as in ISO 8601
 * @param numbers what to make of columns of numbers
 * @param categories what to make of columns of categories
 * @param targetScaling how a target number is scaled
 */
public record TableRecipe(
    Optional<String> target,
    Set<String> ignored,
    Map<String, ColumnType> types,
    Map<String, DateNotation> dates,
    NumberRule numbers,
    CategoryRule categories,
    Scaling targetScaling) {

  /**
   * Copies the collections and checks that the target can be one.
   *
   * @throws SettingException if it is ignored or a date, or a column of dates has another type
   */
  public TableRecipe {
    ignored = Set.copyOf(ignored);
    types = Map.copyOf(types);
    dates = Map.copyOf(dates);
    if (target.isPresent() && ignored.contains(target.get())) {
      throw new SettingException(
          "Table: the target %s must not be ignored. Ignore other columns, or predict another one."
              .formatted(Place.quoted(target.get())));
    }
    if (target.isPresent() && types.get(target.get()) == ColumnType.DATE) {
      throw new SettingException(
          "Table: the target must be a number or a category; %s is a date. Convert it to a number, or declare it a category (TableRecipe.withType)."
              .formatted(Place.quoted(target.get())));
    }
    for (String column : dates.keySet()) {
      if (types.getOrDefault(column, ColumnType.DATE) != ColumnType.DATE) {
        throw new SettingException(
            "Table: column %s has a pattern of dates and the type %s. Keep one of them."
                .formatted(Place.quoted(column), types.get(column)));
      }
    }
  }

  /** How dates are written in a column. */
  DateNotation notation(String column) {
    return dates.getOrDefault(column, DateNotation.ISO);
  }

  String requireTarget() {
    return target.orElseThrow(
        () -> new SettingException("Table: a recipe for training needs a target; found none."));
  }

  /**
   * The types of a table's columns: those given here, and those that their values tell. Reads the
   * table once.
   *
   * @throws DataException if the table is malformed, has no rows, lacks a column, or a type is not
   *     clear
   */
  public Schema schema(Table table) {
    target.ifPresent(table::column);
    Map<String, ColumnType> given = new HashMap<>(types);
    ignored.forEach(name -> given.put(name, ColumnType.CATEGORY));
    return Schema.infer(table, given);
  }

  /** No target: every column is an input. Otherwise as {@link #predicting}. */
  public static TableRecipe inputs() {
    return new TableRecipe(
        Optional.empty(),
        Set.of(),
        Map.of(),
        Map.of(),
        new NumberRule(Scaling.STANDARD, Imputation.REFUSE),
        CategoryRule.standard(),
        Scaling.STANDARD);
  }

  /**
   * Every other column is an input: numbers and dates in standard scale, categories in one-hot
   * code, at most 1000 a column; missing values and unknown categories are errors.
   */
  public static TableRecipe predicting(String target) {
    return inputs().withTarget(Optional.of(target));
  }

  private TableRecipe withTarget(Optional<String> column) {
    return new TableRecipe(column, ignored, types, dates, numbers, categories, targetScaling);
  }

  /** The same without a column. */
  public TableRecipe ignoring(String column) {
    Set<String> more = new HashSet<>(ignored);
    more.add(column);
    return new TableRecipe(target, more, types, dates, numbers, categories, targetScaling);
  }

  /** The same with the type of a column. */
  public TableRecipe withType(String column, ColumnType type) {
    Map<String, ColumnType> more = new HashMap<>(types);
    more.put(column, type);
    return new TableRecipe(target, ignored, more, dates, numbers, categories, targetScaling);
  }

  /** The same with a column of dates that are written otherwise than in ISO 8601. */
  public TableRecipe withDates(String column, DateNotation notation) {
    Map<String, DateNotation> more = new HashMap<>(dates);
    more.put(column, notation);
    return new TableRecipe(target, ignored, types, more, numbers, categories, targetScaling)
        .withType(column, ColumnType.DATE);
  }

  /** The same with another rule for numbers. */
  public TableRecipe withNumbers(Scaling scaling, Imputation missing) {
    NumberRule rule = new NumberRule(scaling, missing);
    return new TableRecipe(target, ignored, types, dates, rule, categories, targetScaling);
  }

  /** The same with another rule for categories. */
  public TableRecipe withCategories(CategoryRule rule) {
    return new TableRecipe(target, ignored, types, dates, numbers, rule, targetScaling);
  }

  /** The same with other replacements of missing inputs. */
  public TableRecipe withMissing(Imputation ofNumbers, Imputation ofCategories) {
    return withNumbers(numbers.scaling(), ofNumbers)
        .withCategories(categories.withMissing(ofCategories));
  }

  /** The same with another scale of a target number. */
  public TableRecipe withTargetScaling(Scaling scaling) {
    return new TableRecipe(target, ignored, types, dates, numbers, categories, scaling);
  }
}
