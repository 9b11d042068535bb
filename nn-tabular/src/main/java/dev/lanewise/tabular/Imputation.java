package dev.lanewise.tabular;

/** What to do about missing values; what replaces them is computed from the training rows. */
public enum Imputation {
  /** Missing values are errors. */
  REFUSE,
  /** The mean; numbers only. */
  MEAN,
  /** The median; numbers only. */
  MEDIAN,
  /** The most frequent value; the smallest of them if there are several. */
  MOST_FREQUENT
}
