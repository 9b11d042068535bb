package dev.lanewise.train;

import java.util.OptionalDouble;

/**
 * How well a model does on a data set.
 *
 * @param loss the mean loss of a sample
 * @param accuracy the share of samples whose class is right; empty for regressions
 * @param samples the number of samples
 */
public record Evaluation(double loss, OptionalDouble accuracy, int samples) {}
