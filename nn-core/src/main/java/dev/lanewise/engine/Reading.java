package dev.lanewise.engine;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.data.Dataset;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.RowPass;

/** Reads the samples of a batch: inputs and targets, one behind the other if there are several. */
final class Reading implements RowPass {
  private final Batch batch;
  private final Entry entry;
  private final InputChecks checks;
  private final Scoring scoring;

  Reading(Batch batch, TrainingPlan plan, Scoring scoring) {
    this.batch = batch;
    this.entry = plan.entry();
    this.checks = plan.checks();
    this.scoring = scoring;
  }

  @Override
  public void run(int from, int to, Scratch scratch) {
    Dataset data = batch.data();
    Matrix inputs = entry.read();
    for (int row = from; row < to; row++) {
      // What is fetched has to go somewhere; reading overwrites it.
      inputs.data()[inputs.row(row)] = data.fetch(batch.sample(row));
    }
    for (int row = from; row < to; row++) {
      int sample = batch.sample(row);
      data.read(sample, inputs, scoring.targets(), row);
      entry.deal(row);
      check(row, sample);
    }
  }

  /** Refuses what a row cannot mean, and names the sample. */
  private void check(int row, int sample) {
    try {
      checks.check(row);
      scoring.checkTargets(row, batch.data().counted(sample));
    } catch (DataException e) {
      throw new DataException("Sample %s of the data set: %s".formatted(sample, e.getMessage()), e);
    }
  }
}
