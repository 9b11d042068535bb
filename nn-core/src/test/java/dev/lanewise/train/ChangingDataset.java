package dev.lanewise.train;

import dev.lanewise.Matrix;
import dev.lanewise.data.Dataset;
import dev.lanewise.random.Seeds;

/** Samples whose first value is another one in each epoch. */
public record ChangingDataset(Dataset data) implements WrappedDataset {

  @Override
  public Dataset inEpoch(long seed, int epoch) {
    return new Epoch(data, Seeds.mix(seed, epoch));
  }

  /** The samples in an epoch. */
  record Epoch(Dataset data, long key) implements WrappedDataset {

    @Override
    public void read(int index, Matrix inputs, Matrix targets, int row) {
      data.read(index, inputs, targets, row);
      inputs.data()[inputs.row(row)] = (Seeds.mix(key, index) >>> 40) * 0x1p-24f;
    }
  }
}
