package dev.lanewise.images;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.data.Dataset;
import java.util.List;

/**
 * Images as they are changed in an epoch.
 *
 * @param data the images
 * @param columns values of an image
 * @param augmentation how they are changed
 * @param key decides the random numbers of the epoch
 * @param darkrooms where it is done
 */
record AugmentedEpoch(
    Dataset data, int columns, Augmentation augmentation, long key, Spares<Darkroom> darkrooms)
    implements Dataset {

  @Override
  public int counted(int index) {
    return data.counted(index);
  }

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public Shape inputShape() {
    return data.inputShape();
  }

  @Override
  public int targetColumns() {
    return data.targetColumns();
  }

  @Override
  public List<Integer> targetWidths() {
    return data.targetWidths();
  }

  @Override
  public void read(int index, Matrix inputs, Matrix targets, int row) {
    BatchRow.check("inputs", inputs, columns, row);
    BatchRow.check("targets", targets, data.targetColumns(), row);
    Darkroom darkroom = darkrooms.take();
    darkroom.develop(this, index, inputs, targets, row);
    darkrooms.give(darkroom);
  }

  @Override
  public float fetch(int index) {
    return data.fetch(index);
  }

  @Override
  public void order(int[] order, long seed, int epoch, boolean shuffle) {
    data.order(order, seed, epoch, shuffle);
  }
}
