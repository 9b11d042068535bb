package dev.lanewise.tabular;

import dev.lanewise.SettingException;

/**
 * What to make of columns of numbers.
 *
 * @param scaling how values are scaled
 * @param missing what replaces missing ones; of dates, too
 */
public record NumberRule(Scaling scaling, Imputation missing) {

  /** Checks that numbers can be replaced so. */
  public NumberRule {
    if (missing == Imputation.OWN_CATEGORY) {
      throw new SettingException(
          "Numbers: missing ones can be refused or replaced by the mean, the median or the most frequent; found "
              + missing
              + ".");
    }
  }
}
