package dev.lanewise.images;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.data.Dataset;
import java.util.List;

/**
 * Another data set whose class indices become a target for each class, 1 for that of the sample and
 * 0 for the others: what mix-up needs, in training and in the data that validate it. As thread-safe
 * as the other data set; allocates nothing for a sample.
 */
public final class OneHotDataset implements Dataset {
  private final Dataset data;
  private final int classes;
  private final Spares<Label> spares;

  /** Where the other data set writes the class of a sample. */
  private static final class Label {
    private Matrix target = Matrix.allocate(1, 1);

    /** With a row of that number, since inputs and targets of a sample have the same. */
    Matrix withRow(int row, int rows) {
      if (target.rows() <= row) {
        target = Matrix.allocate(rows, 1);
      }
      return target;
    }
  }

  private OneHotDataset(Dataset data, int classes, Spares<Label> spares) {
    this.data = data;
    this.classes = classes;
    this.spares = spares;
  }

  /**
   * The samples of a data set.
   *
   * @param data samples with a class index as their only target
   * @param classes how many classes there are, at least 2
   */
  public static OneHotDataset of(Dataset data, int classes) {
    if (data.targetColumns() != 1 || classes < 2) {
      throw new ShapeException(
          "OneHotDataset: expected 1 target a sample, a class index, and at least 2 classes; found %s targets and %s classes."
              .formatted(data.targetColumns(), classes));
    }
    return new OneHotDataset(data, classes, new Spares<>(Label::new));
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
  public List<Shape> inputShapes() {
    return data.inputShapes();
  }

  @Override
  public int targetColumns() {
    return classes;
  }

  /**
   * {@inheritDoc}
   *
   * @throws DataException if a target is no index of a class
   * @throws IndexOutOfBoundsException if there is no such sample or row
   * @throws ShapeException if a matrix has another number of columns than the samples
   */
  @Override
  public void read(int index, Matrix inputs, Matrix targets, int row) {
    BatchRow.check("targets", targets, classes, row);
    Label spare = spares.take();
    Matrix label = spare.withRow(row, targets.rows());
    data.read(index, inputs, label, row);
    oneHot(index, label.data()[label.row(row)], targets.data(), targets.row(row));
    spares.give(spare);
  }

  private void oneHot(int index, float label, float[] targets, int at) {
    if (!(label >= 0 && label < classes) || label != (int) label) {
      throw new DataException(
          "Target of sample %s: expected a class from 0 to %s; found %s. Say how many classes there are."
              .formatted(index, classes - 1, label));
    }
    for (int c = 0; c < classes; c++) {
      targets[at + c] = c == label ? 1 : 0;
    }
  }

  @Override
  public float fetch(int index) {
    return data.fetch(index);
  }

  @Override
  public void order(int[] order, long seed, int epoch, boolean shuffle) {
    data.order(order, seed, epoch, shuffle);
  }

  @Override
  public Dataset inEpoch(long seed, int epoch) {
    return new OneHotDataset(data.inEpoch(seed, epoch), classes, spares);
  }
}
