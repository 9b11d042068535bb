package dev.lanewise.engine;

import dev.lanewise.Matrix;
import dev.lanewise.data.Dataset;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.RowPass;

/** Reads the samples of a batch: inputs and targets, one behind the other if there are several. */
final class Reading implements RowPass {
  private final Batch batch;
  private final Entry entry;
  private final Scoring scoring;

  Reading(Batch batch, Entry entry, Scoring scoring) {
    this.batch = batch;
    this.entry = entry;
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
      scoring.checkTargets(row, sample);
    }
  }
}
