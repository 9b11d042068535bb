package dev.lanewise.engine;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.data.Dataset;

/** Stands for the data before there are any. */
record NoData() implements Dataset {

  @Override
  public int size() {
    return 0;
  }

  @Override
  public Shape inputShape() {
    return Shape.of(1);
  }

  @Override
  public int targetColumns() {
    return 1;
  }

  @Override
  public void read(int index, Matrix inputs, Matrix targets, int row) {
    throw new IndexOutOfBoundsException(index);
  }
}
