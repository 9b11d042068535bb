package dev.lanewise.tabular;

/**
 * Gaps in the times of a series whose rows are nearly all equally far apart. Windows and seasons
 * count rows, so that they reach across gaps as if there were none.
 *
 * @param count how many there are
 * @param row the one behind the first gap, counted from 0
 * @param after the time of the row before it; empty if dates are not written as in ISO 8601
 * @param missing how many rows the first gap has room for
 */
public record SeriesGaps(int count, int row, String after, double missing) {}
