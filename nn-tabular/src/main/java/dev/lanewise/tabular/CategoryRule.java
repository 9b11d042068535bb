package dev.lanewise.tabular;

import dev.lanewise.SettingException;

/**
 * What to make of columns of categories.
 *
 * @param code how a category becomes floats
 * @param missing what replaces missing ones
 * @param unknown what to do about those that the training rows did not have
 * @param limit the most categories of a column, and classes of a target
 */
public record CategoryRule(
    CategoryCode code, Imputation missing, UnknownCategory unknown, int limit) {
  private static final int LIMIT = 1000;

  /** One-hot code, missing and unknown ones refused, at most 1000. */
  public static CategoryRule standard() {
    return new CategoryRule(CategoryCode.ONE_HOT, Imputation.REFUSE, UnknownCategory.REFUSE, LIMIT);
  }

  /** The same with something else for missing ones. */
  public CategoryRule withMissing(Imputation other) {
    return new CategoryRule(code, other, unknown, limit);
  }

  /** The same with something else for unknown ones. */
  public CategoryRule withUnknown(UnknownCategory other) {
    return new CategoryRule(code, missing, other, limit);
  }

  /** The same with another limit. */
  public CategoryRule withLimit(int most) {
    return new CategoryRule(code, missing, unknown, most);
  }

  /** Checks that the settings go together. */
  public CategoryRule {
    if (missing == Imputation.MEAN || missing == Imputation.MEDIAN) {
      throw new SettingException(
          "Categories: missing ones can be refused, replaced by the most frequent, or be one of their own; found "
              + missing
              + ".");
    }
    if (unknown == UnknownCategory.ZEROS && code != CategoryCode.ONE_HOT) {
      throw new SettingException(
          "Categories: unknown ones can be zeros with ONE_HOT only; found " + code + ".");
    }
    if (limit < 1 || limit > Categories.MOST) {
      throw new SettingException(
          "Categories: their limit must be from 1 to %s; found %s."
              .formatted(Categories.MOST, limit));
    }
  }
}
