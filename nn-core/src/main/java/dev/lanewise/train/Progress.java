package dev.lanewise.train;

/**
 * How far an epoch is. A live view that the trainer reuses: it is valid only during the call of a
 * listener.
 */
public interface Progress {

  /** The epoch, counted from 1 over the trainer's whole life. */
  int epoch();

  /** Samples of this epoch that are done. */
  int done();

  /** Samples of the whole epoch. */
  int total();

  /** Finished steps over the trainer's whole life. */
  long finishedSteps();

  /**
   * The learning rate of the last step: {@link Trainer#learningRate()} times the schedule's factor
   * and the plateau's.
   */
  double learningRate();

  /** The mean loss of the last batch's samples, or positions. */
  double batchLoss();

  /** The mean loss of the samples, or positions, that are done. */
  double loss();

  /**
   * The share of the samples, or positions, that are done whose class was right; NaN for
   * regressions.
   */
  double accuracy();
}
