package dev.lanewise.tabular;

/**
 * What to make of columns of numbers.
 *
 * @param scaling how values are scaled
 * @param missing what replaces missing ones
 */
public record NumberRule(Scaling scaling, Imputation missing) {}
