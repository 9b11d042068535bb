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
  /** A category of its own, if the training rows have missing ones; categories only. */
  OWN_CATEGORY
}
