package dev.lanewise.tabular;

/** How a category becomes floats. */
public enum CategoryCode {
  /** One float for each category, 1 for the one that it is and 0 for the others. */
  ONE_HOT,
  /** The same without the first category, which is all zeros. */
  ONE_HOT_DROP_FIRST,
  /** One float, the index of the category. */
  ORDINAL;

  /** The number of floats. */
  int width(int categories) {
    return switch (this) {
      case ONE_HOT -> categories;
      case ONE_HOT_DROP_FIRST -> categories - 1;
      case ORDINAL -> 1;
    };
  }
}
