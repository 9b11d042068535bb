package dev.lanewise.train;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.data.Dataset;

/** A data set that is another one but for what it overrides. */
public interface WrappedDataset extends Dataset {

  /** The other one. */
  Dataset data();

  @Override
  default int size() {
    return data().size();
  }

  @Override
  default Shape inputShape() {
    return data().inputShape();
  }

  @Override
  default int targetColumns() {
    return data().targetColumns();
  }

  @Override
  default void read(int index, Matrix inputs, Matrix targets, int row) {
    data().read(index, inputs, targets, row);
  }
}
