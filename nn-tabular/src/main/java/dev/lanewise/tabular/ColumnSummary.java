package dev.lanewise.tabular;

import java.util.OptionalInt;

/**
 * What the values of a column look like.
 *
 * @param type what they mean
 * @param missing how many are missing
 * @param wholeNumbers how many different numbers there are, if all values are whole numbers and no
 *     more than {@link #FEW} differ: they may be names of classes. Not counted if the type was
 *     given
 */
public record ColumnSummary(ColumnType type, int missing, OptionalInt wholeNumbers) {
  /** The most different whole numbers that are counted. */
  public static final int FEW = 10;
}
