package dev.lanewise.engine;

/** What the batches of an epoch, or of an evaluation, add up to. Confined to one thread. */
public final class EpochSums {
  private final double[] losses;
  private final int[] correct;
  private int samples;

  /** Sums of no sample, for a number of outputs. */
  public EpochSums(int outputs) {
    losses = new double[outputs];
    correct = new int[outputs];
  }

  /** Sums that were taken before, which are copied. */
  public EpochSums(double[] losses, int[] correct, int samples) {
    this.losses = losses.clone();
    this.correct = correct.clone();
    this.samples = samples;
  }

  void add(int output, double loss, int right) {
    losses[output] += loss;
    correct[output] += right;
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

  /** The samples of which an output named the right class. */
  public int correct(int output) {
    return correct[output];
  }

  /** A copy of the sums of the losses. */
  public double[] losses() {
    return losses.clone();
  }

  /** A copy of the counts of right classes. */
  public int[] correct() {
    return correct.clone();
  }
}
