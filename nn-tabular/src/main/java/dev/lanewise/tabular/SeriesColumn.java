package dev.lanewise.tabular;

/**
 * An input of a series.
 *
 * @param name the name of the column
 * @param scale mean and standard deviation of the training rows
 */
public record SeriesColumn(String name, NumberScale.Standard scale) {}
