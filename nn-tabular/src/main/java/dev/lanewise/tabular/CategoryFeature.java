package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A category as zeros and a one, or as its index.
 *
 * @param column the name of the column
 * @param categories those of the training rows
 * @param code how they become floats
 * @param unknown what to do about others
 * @param replacement what stands for a missing value; if empty, missing values are unknown
 *     categories, or errors if those are. A text that is one of the categories is not missing, such
 *     as {@code NA} for Namibia
 * @param substitute what stands for an unknown category, if it counts as the most frequent one
 */
public record CategoryFeature(
    String column,
    Categories categories,
    CategoryCode code,
    UnknownCategory unknown,
    Optional<String> replacement,
    Optional<String> substitute)
    implements Feature {

  /** Checks that the code can tell unknown categories and knows the replacement. */
  public CategoryFeature {
    if (unknown == UnknownCategory.ZEROS && code != CategoryCode.ONE_HOT) {
      throw error(column, "unknown categories as zeros with one-hot code only", code.name());
    }
    if (replacement.isPresent() && categories.index(replacement.get()).isEmpty()) {
      throw error(column, "a known category for missing values", Place.quoted(replacement.get()));
    }
    boolean known = substitute.filter(name -> categories.index(name).isPresent()).isPresent();
    if (known != (unknown == UnknownCategory.MOST_FREQUENT) || known != substitute.isPresent()) {
      throw error(
          column,
          "a known category for unknown ones if they count as the most frequent",
          Place.quoted(substitute.orElse("")));
    }
  }

  private static DataException error(String column, String expected, String found) {
    return new DataException(
        "Column %s: expected %s; found %s. Fit again."
            .formatted(Place.quoted(column), expected, found));
  }

  @Override
  public int width() {
    return code.width(categories.size());
  }

  @Override
  public List<String> names() {
    return switch (code) {
      case ORDINAL -> List.of(column);
      case ONE_HOT, ONE_HOT_DROP_FIRST ->
          categories.names().stream()
              .skip(categories.size() - width())
              .map(category -> column + "=" + category)
              .toList();
    };
  }

  @Override
  public void encode(Row row, int index, float[] inputs, int at) {
    OptionalInt category = category(row, index);
    if (code == CategoryCode.ORDINAL) {
      inputs[at] = category.orElseThrow();
    } else {
      Arrays.fill(inputs, at, at + width(), 0);
      int one = category.orElse(-1) - (categories.size() - width());
      if (one >= 0) {
        inputs[at + one] = 1;
      }
    }
  }

  /** The category; empty if it is unknown and all zeros. */
  private OptionalInt category(Row row, int index) {
    String text = row.text(index);
    OptionalInt named = row.category(index, categories);
    if (named.isPresent() && !text.isEmpty()) {
      // Even if it is missing: the table that was fitted may have had another idea of that.
      return named;
    }
    boolean missing = row.isMissing(index);
    if (missing && replacement.isEmpty() && unknown == UnknownCategory.REFUSE) {
      throw row.missingError(index);
    }
    OptionalInt category = missing ? categories.index(replacement.orElse("")) : named;
    if (category.isPresent()) {
      return category;
    }
    return switch (unknown) {
      case ZEROS -> category;
      case MOST_FREQUENT -> categories.index(substitute.orElseThrow());
      case REFUSE ->
          throw row.error(
              index,
              "one of the %s categories of the training rows".formatted(categories.size()),
              Place.quoted(text),
              "Correct the value, or train with rows that have it, without the column"
                  + " (TableRecipe.ignoring), "
                  + (DateNotation.looksLikeDate(text)
                      ? "with the pattern of its dates (TableRecipe.withDates), "
                      : "")
                  + "or with a rule for unknown categories (CategoryRule.withUnknown).");
    };
  }
}
