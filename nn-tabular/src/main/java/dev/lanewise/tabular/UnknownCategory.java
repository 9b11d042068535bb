package dev.lanewise.tabular;

/** What to do about a category that the training rows did not have. */
public enum UnknownCategory {
  /** It is an error. */
  REFUSE,
  /** All zeros; with {@link CategoryCode#ONE_HOT} only. */
  ZEROS,
  /** It counts as the one that is most frequent in the training rows. */
  MOST_FREQUENT
}
