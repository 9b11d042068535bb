package dev.lanewise.tabular;

/** What to do about missing values; what replaces them is computed from the training rows. */
public enum Imputation {
  /** Missing values are errors. */
  REFUSE,
  /** The mean; numbers and dates only. */
  MEAN,
  /** The median; numbers and dates only. */
  MEDIAN,
  /** The most frequent value; the smallest of them if there are several. */
  MOST_FREQUENT,
  /**
   * A category of its own; if the training rows have none missing, an unknown category, or the most
   * frequent one if unknown ones are errors. Categories only.
   */
  OWN_CATEGORY
}
