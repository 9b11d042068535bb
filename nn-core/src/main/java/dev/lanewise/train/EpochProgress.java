package dev.lanewise.train;

import dev.lanewise.engine.EpochSums;
import dev.lanewise.engine.TrainingSteps;
import dev.lanewise.loss.WeightedLosses.Term;
import java.util.List;

/** How far an epoch is: a view of what its steps add up to. */
final class EpochProgress implements Progress {
  private final TrainingSteps steps;
  private final EpochSums sums;
  private final int epoch;
  private final int total;
  private double rate;

  EpochProgress(TrainingSteps steps, EpochSums sums, int epoch, int total) {
    this.steps = steps;
    this.sums = sums;
    this.epoch = epoch;
    this.total = total;
  }

  /** Notes the rate of the last step. */
  void stepped(double ofStep) {
    rate = ofStep;
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public int done() {
    return sums.samples();
  }

  @Override
  public int total() {
    return total;
  }

  @Override
  public long finishedSteps() {
    return steps.finishedSteps();
  }

  @Override
  public double learningRate() {
    return rate;
  }

  @Override
  public double batchLoss() {
    return steps.batchLoss();
  }

  @Override
  public double loss() {
    List<Term> terms = steps.terms();
    double loss = 0;
    for (int i = 0; i < terms.size(); i++) {
      loss += terms.get(i).weight() * sums.loss(i);
    }
    return loss / sums.samples();
  }

  @Override
  public double accuracy() {
    boolean single = steps.terms().size() == 1;
    return single && steps.terms().getFirst().loss().classifies() ? sums.accuracy(0) : Double.NaN;
  }
}
