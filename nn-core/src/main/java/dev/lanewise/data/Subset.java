package dev.lanewise.data;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Chosen samples of another data set, in a chosen order; an index may occur more than once. The
 * samples are not copied, so that a subset reads as its data set does and is as thread-safe.
 */
public final class Subset implements Dataset {

  private final Dataset dataset;
  private final int[] indices;

  private Subset(Dataset dataset, int[] indices) {
    this.dataset = dataset;
    this.indices = indices;
  }

  /**
   * The samples with the given indices, which are copied.
   *
   * @throws DataException if there are no indices, or one of them is not a sample of the data set
   */
  public static Subset of(Dataset dataset, int... indices) {
    int[] copy = indices.clone();
    if (copy.length == 0) {
      throw new DataException("Expected at least 1 index for a subset; found none.");
    }
    int size = dataset.size();
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] < 0 || copy[i] >= size) {
        throw new DataException(
            ("Index %s of the subset: expected a sample from 0 to %s; "
                    + "found %s. Choose samples of the data set.")
                .formatted(i, size - 1, copy[i]));
      }
    }
    return new Subset(dataset, copy);
  }

  /**
   * The first samples of a data set.
   *
   * @param count how many, from 1 to {@code dataset.size()}
   * @throws DataException if the data set has fewer samples, or the count is not positive
   */
  public static Subset first(Dataset dataset, int count) {
    return range(dataset, 0, count);
  }

  /**
   * The samples from {@code from}, inclusive, to {@code to}, exclusive.
   *
   * @throws DataException if the range is empty or not within the data set
   */
  public static Subset range(Dataset dataset, int from, int to) {
    if (from < 0 || to <= from || to > dataset.size()) {
      throw new DataException(
          ("Expected a range of at least 1 sample within 0 to %s (exclusive); "
                  + "found %s to %s. Choose samples of the data set.")
              .formatted(dataset.size(), from, to));
    }
    return new Subset(dataset, IntStream.range(from, to).toArray());
  }

  @Override
  public int counted(int index) {
    return dataset.counted(indices[index]);
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public Shape inputShape() {
    return dataset.inputShape();
  }

  @Override
  public List<Shape> inputShapes() {
    return dataset.inputShapes();
  }

  @Override
  public List<Integer> targetWidths() {
    return dataset.targetWidths();
  }

  @Override
  public int targetColumns() {
    return dataset.targetColumns();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IndexOutOfBoundsException if the subset has no such sample, or the batch no such row
   */
  @Override
  public void read(int index, Matrix inputs, Matrix targets, int row) {
    dataset.read(indices[Objects.checkIndex(index, indices.length)], inputs, targets, row);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IndexOutOfBoundsException if the subset has no such sample
   */
  @Override
  public float fetch(int index) {
    return dataset.fetch(indices[Objects.checkIndex(index, indices.length)]);
  }

  /** The order of the data set, applied to the positions of the subset. */
  @Override
  public void order(int[] order, long seed, int epoch, boolean shuffle) {
    dataset.order(order, seed, epoch, shuffle);
  }

  /** The same samples of the data set in that epoch. */
  @Override
  public Dataset inEpoch(long seed, int epoch) {
    return new Subset(dataset.inEpoch(seed, epoch), indices);
  }
}
