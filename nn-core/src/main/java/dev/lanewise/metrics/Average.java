package dev.lanewise.metrics;

/** How the figures of single classes become one, as scikit-learn's {@code average}. */
public enum Average {
  /** From the sums of all classes' counts; for one label a sample it equals the accuracy. */
  MICRO,
  /** The plain mean of all classes that occur, be it as target or as prediction. */
  MACRO,
  /** The mean of all classes, each weighted with its number of targets. */
  WEIGHTED
}
