package dev.lanewise.engine;

import java.util.Arrays;

/** What the batches of an epoch, or of an evaluation, add up to. Confined to one thread. */
public final class EpochSums {
  private final double[] losses;
  private final long[] correct;
  private final double[] positions;
  private int samples;

  /** Sums of no sample, for a number of outputs. */
  public EpochSums(int outputs) {
    losses = new double[outputs];
    correct = new long[outputs];
    positions = ones(outputs);
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Sums that were taken before, which are copied. */
  public EpochSums(double[] losses, long[] correct, int samples) {
    this.losses = losses.clone();
    this.correct = correct.clone();
    this.samples = samples;
    positions = ones(losses.length);
  }

  /**
   * Adds an output's sums over a batch.
   *
   * @param ofSample how many positions of a sample count, on average
   */
  void add(int output, double loss, int right, double ofSample) {
    losses[output] += loss;
    correct[output] += right;
    positions[output] = ofSample;
  }

  void addSamples(int count) {
    samples += count;
  }

  /** The samples so far. */
  public int samples() {
    return samples;
  }

  /** The sum of an output's losses, without the weight of the output. */
  public double loss(int output) {
    return losses[output];
  }

  /** The share of samples, or of positions that count, of which an output named the class. */
  public double accuracy(int output) {
    return correct[output] / (samples * positions[output]);
  }

  /** The samples, or positions, of which an output named the right class. */
  public long correct(int output) {
    return correct[output];
  }

  /** A copy of the sums of the losses. */
  public double[] losses() {
    return losses.clone();
  }

  /** A copy of the counts of right classes. */
  public long[] correct() {
    return correct.clone();
  }
}
