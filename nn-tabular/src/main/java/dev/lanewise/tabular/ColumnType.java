package dev.lanewise.tabular;

/** What the values of a column mean. */
public enum ColumnType {
  /** Decimal numbers, of which sums and distances make sense. */
  NUMBER,
  /** Names, which are equal or different and no more; also numbers that serve as names. */
  CATEGORY,
  /** Days, with or without a time; inputs only. */
  DATE
}
