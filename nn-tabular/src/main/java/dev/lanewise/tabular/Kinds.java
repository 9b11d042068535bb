package dev.lanewise.tabular;

/** The kinds of encoders as JSON names them. */
final class Kinds {
  static final String STANDARD = "standard";
  static final String MIN_MAX = "min-max";
  static final String NUMBER = "number";
  static final String DATE = "date";
  static final String ONE_HOT = "one-hot";
  static final String ONE_HOT_DROP_FIRST = "one-hot-drop-first";
  static final String ORDINAL = "ordinal";
  static final String CLASS = "class";

  private Kinds() {}

  static String of(CategoryCode code) {
    return switch (code) {
      case ONE_HOT -> ONE_HOT;
      case ONE_HOT_DROP_FIRST -> ONE_HOT_DROP_FIRST;
      case ORDINAL -> ORDINAL;
    };
  }
}
