package dev.lanewise.tabular;

/** How a number is scaled for a network; see {@link NumberScale}. */
public enum Scaling {
  /** To mean 0 and standard deviation 1. */
  STANDARD,
  /** To the range from 0 to 1. */
  MIN_MAX,
  /** Not at all. */
  NONE
}
