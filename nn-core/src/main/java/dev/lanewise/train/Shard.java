package dev.lanewise.train;

import dev.lanewise.SettingException;

/**
 * The part of a training step's samples whose gradient is computed at once.
 *
 * <p>With a loss of positions, the mean is over those that count, of which a sample has as many as
 * the data set's samples on average: all workers of a step need the same data set.
 *
 * @param samples their indices in the data set; at least one
 * @param ofStep the samples of the whole step, over which the mean is taken; at least as many
 * @param number counts the shards of a whole training from 1: random masks depend on it. Shard
 *     {@code i} of step {@code t}, both from 0, of {@code S} shards a step is number {@code t * S +
 *     i + 1}
 */
public record Shard(int[] samples, int ofStep, long number) {

  /** Copies and checks the numbers. */
  public Shard {
    samples = samples.clone();
    if (samples.length < 1 || ofStep < samples.length || number < 1) {
      throw new SettingException(
          "Shard: needs at least 1 sample, no more than the step's, and a number from 1; found %s samples of %s, number %s."
              .formatted(samples.length, ofStep, number));
    }
  }
}
