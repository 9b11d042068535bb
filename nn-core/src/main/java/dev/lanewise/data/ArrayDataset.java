package dev.lanewise.data;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.loss.Loss;
import java.util.Objects;

/**
 * Samples held in memory as floats.
 *
 * <p>The factories copy what they are given, so that a data set is immutable and safe to share
 * between threads. Values are not interpreted: NaN and infinities are stored as they are. Reading a
 * sample copies one row and allocates nothing.
 */
public final class ArrayDataset implements Dataset {

  /** Floats of a cache line. */
  private static final int CACHE_LINE = 16;

  /** Java arrays of more elements than this cannot be relied on. */
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final float[] inputs;
  private final float[] targets;
  private final int size;
  private final Shape inputShape;
  private final int inputColumns;
  private final int targetColumns;

  /** Takes over arrays that nobody else holds, of {@code size} rows each. */
  private ArrayDataset(
      float[] inputs, Shape inputShape, float[] targets, int targetColumns, int size) {
    this.inputs = inputs;
    this.inputShape = inputShape;
    this.inputColumns = inputShape.size();
    this.targets = targets;
    this.targetColumns = targetColumns;
    this.size = size;
  }

  /**
   * Samples with several target values each, such as regression values.
   *
   * @param inputs {@code samples x input values}; the input shape is the length of a row
   * @param targets {@code samples x target values}
   * @throws DataException if there are no samples, the rows of an array differ in length or are
   *     empty, or the arrays differ in length
   */
  public static ArrayDataset of(float[][] inputs, float[][] targets) {
    int size = samples(inputs.length);
    requireSameCount(size, targets.length);
    float[] flatInputs = flat("Input", inputs);
    float[] flatTargets = flat("Target", targets);
    Shape shape = Shape.of(flatInputs.length / size);
    return new ArrayDataset(flatInputs, shape, flatTargets, flatTargets.length / size, size);
  }

  /**
   * Samples with a class each; the class index is the only target value.
   *
   * @param inputs {@code samples x input values}; the input shape is the length of a row
   * @param labels the class index of each sample, from 0 to 2^24 - 1
   * @throws DataException if there are no samples, the rows differ in length or are empty, there is
   *     not one label for each sample, or a label is out of range
   */
  public static ArrayDataset of(float[][] inputs, int[] labels) {
    int size = samples(inputs.length);
    float[] flatInputs = flat("Input", inputs);
    Shape shape = Shape.of(flatInputs.length / size);
    return new ArrayDataset(flatInputs, shape, floats(labels, size), 1, size);
  }

  /**
   * Samples that lie one after the other, with one or more target values each.
   *
   * @param inputs {@code samples * inputShape.size()} values
   * @param inputShape the shape of one input
   * @param targets {@code samples * targetColumns} values
   * @param targetColumns the number of target values of one sample; at least 1
   * @throws DataException if there are no samples, or an array does not hold whole rows, or not as
   *     many as the other
   */
  public static ArrayDataset of(
      float[] inputs, Shape inputShape, float[] targets, int targetColumns) {
    int size = rows("Inputs", inputs.length, inputShape.size());
    requireSameCount(size, rows("Targets", targets.length, targetColumns));
    return new ArrayDataset(inputs.clone(), inputShape, targets.clone(), targetColumns, size);
  }

  /**
   * Samples that lie one after the other, with a class each.
   *
   * @param inputs {@code samples * inputShape.size()} values
   * @param inputShape the shape of one input
   * @param labels the class index of each sample, from 0 to 2^24 - 1
   * @throws DataException if there are no samples, the inputs are not whole rows, there is not one
   *     label for each sample, or a label is out of range
   */
  public static ArrayDataset of(float[] inputs, Shape inputShape, int[] labels) {
    int size = rows("Inputs", inputs.length, inputShape.size());
    return new ArrayDataset(inputs.clone(), inputShape, floats(labels, size), 1, size);
  }

  /**
   * Samples that are the rows of matrices, with one or more target values each.
   *
   * @param inputs {@code samples x input values}; the input shape is the number of columns
   * @param targets {@code samples x target values}
   * @throws DataException if a matrix is empty, or they differ in their number of rows
   */
  public static ArrayDataset of(Matrix inputs, Matrix targets) {
    int size = samples(inputs.rows());
    requireSameCount(size, targets.rows());
    float[] flatInputs = flat("Input", inputs);
    float[] flatTargets = flat("Target", targets);
    return new ArrayDataset(flatInputs, Shape.of(inputs.cols()), flatTargets, targets.cols(), size);
  }

  /**
   * Samples that are the rows of a matrix, with a class each.
   *
   * @param inputs {@code samples x input values}; the input shape is the number of columns
   * @param labels the class index of each sample, from 0 to 2^24 - 1
   * @throws DataException if the matrix is empty, there is not one label for each row, or a label
   *     is out of range
   */
  public static ArrayDataset of(Matrix inputs, int[] labels) {
    int size = samples(inputs.rows());
    float[] flatInputs = flat("Input", inputs);
    return new ArrayDataset(flatInputs, Shape.of(inputs.cols()), floats(labels, size), 1, size);
  }

  /**
   * The same samples under another input shape; the values are shared, not copied.
   *
   * @throws ShapeException if the shape has another number of elements
   */
  public ArrayDataset withInputShape(Shape shape) {
    if (shape.size() != inputColumns) {
      throw new ShapeException(
          ("Input shape %s has %s values; the samples have %s. "
                  + "Choose dimensions whose product is %s.")
              .formatted(shape, shape.size(), inputColumns, inputColumns));
    }
    return new ArrayDataset(inputs, shape, targets, targetColumns, size);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Shape inputShape() {
    return inputShape;
  }

  @Override
  public int targetColumns() {
    return targetColumns;
  }

  /** {@inheritDoc} */
  @Override
  public int counted(int index) {
    int count = 0;
    for (int i = index * targetColumns; i < (index + 1) * targetColumns; i++) {
      count += targets[i] == Loss.IGNORED ? 0 : 1;
    }
    return count;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IndexOutOfBoundsException if there is no such sample or row
   * @throws ShapeException if a matrix has another number of columns than the samples
   */
  @Override
  public void read(int index, Matrix inputs, Matrix targets, int row) {
    Objects.checkIndex(index, size);
    BatchRow.check("inputs", inputs, inputColumns, row);
    BatchRow.check("targets", targets, targetColumns, row);
    copyRow(this.inputs, index, inputs, row);
    copyRow(this.targets, index, targets, row);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  @Override
  public float fetch(int index) {
    int start = Objects.checkIndex(index, size) * inputColumns;
    float sum = 0;
    for (int i = 0; i < inputColumns; i += CACHE_LINE) {
      sum += inputs[start + i];
    }
    return sum;
  }

  private static void copyRow(float[] source, int index, Matrix batch, int row) {
    int width = batch.cols();
    System.arraycopy(source, index * width, batch.data(), batch.row(row), width);
  }

  private static int samples(int count) {
    if (count == 0) {
      throw new DataException(
          "Expected at least 1 sample; found none. Check that the source of the data is not"
              + " empty.");
    }
    return count;
  }

  private static void requireSameCount(int inputs, int targets) {
    if (inputs != targets) {
      throw new DataException(
          ("Expected as many rows of targets as of inputs, %s; "
                  + "found %s. Pass the targets of exactly these samples.")
              .formatted(inputs, targets));
    }
  }

  /** The number of whole rows in a flat array. */
  private static int rows(String role, int length, int width) {
    if (width < 1) {
      throw new DataException(
          "%s: expected at least 1 value a sample; found %s. Check the number of columns."
              .formatted(role, width));
    }
    if (length % width != 0) {
      throw new DataException(
          ("%s: expected whole rows of %s values; "
                  + "found %s values, of which the last %s (row %s) are no whole row. "
                  + "Check the shape, or complete the row.")
              .formatted(role, width, length, length % width, length / width));
    }
    return samples(length / width);
  }

  private static float[] flat(String role, float[][] rows) {
    int width = rows[0].length;
    float[] flat = allocate(role, rows.length, width);
    for (int i = 0; i < rows.length; i++) {
      float[] row = rows[i];
      if (row.length != width) {
        throw new DataException(
            "%s row %s: expected %s values, as in row 0; found %s. Give all rows the same length."
                .formatted(role, i, width, row.length));
      }
      System.arraycopy(row, 0, flat, i * width, width);
    }
    return flat;
  }

  private static float[] flat(String role, Matrix matrix) {
    float[] flat = allocate(role, matrix.rows(), matrix.cols());
    for (int i = 0; i < matrix.rows(); i++) {
      System.arraycopy(matrix.data(), matrix.row(i), flat, i * matrix.cols(), matrix.cols());
    }
    return flat;
  }

  private static float[] allocate(String role, int rows, int width) {
    if (width == 0) {
      throw new DataException(
          "%s row 0: expected at least 1 value; found none. Check the source of the data."
              .formatted(role));
    }
    long length = (long) rows * width;
    if (length > LONGEST_ARRAY) {
      throw new DataException(
          "%s rows: expected at most %s values in all; found %s rows of %s. Split the data set."
              .formatted(role, LONGEST_ARRAY, rows, width));
    }
    return new float[(int) length];
  }

  private static float[] floats(int[] labels, int size) {
    int[] checked = Labels.checked(labels, size);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = checked[i];
    }
    return values;
  }
}
