package dev.lanewise.data;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import java.util.List;
import java.util.OptionalInt;

/**
 * A data set for networks with several inputs or outputs: each row of another data set is cut into
 * the values of the inputs, one behind the other, and its targets into those of the outputs.
 *
 * <pre>{@code
 * Dataset parted = PartedDataset.of(data, List.of(Shape.of(28, 28, 1), Shape.of(5)), List.of(1, 3));
 * }</pre>
 *
 * @param data the rows
 * @param inputShapes the shapes of the inputs; their sizes add up to that of the data's samples
 * @param targetWidths targets of each output; they add up to those of the data
 */
public record PartedDataset(Dataset data, List<Shape> inputShapes, List<Integer> targetWidths)
    implements Dataset {

  /** Copies the lists and checks that they add up. */
  public PartedDataset {
    inputShapes = List.copyOf(inputShapes);
    targetWidths = List.copyOf(targetWidths);
    long values = inputShapes.stream().mapToLong(Shape::size).sum();
    if (values != data.inputShape().size()) {
      throw new ShapeException(
          "Inputs of shapes %s have %s values together; the data have %s a sample."
              .formatted(inputShapes, values, data.inputShape().size()));
    }
    long targets = targetWidths.stream().mapToLong(Integer::longValue).sum();
    if (targets != data.targetColumns() || targetWidths.stream().anyMatch(width -> width < 1)) {
      throw new ShapeException(
          "Targets for the outputs must be at least 1 each and %s together, as many as the data have; found %s."
              .formatted(data.targetColumns(), targetWidths));
    }
  }

  /** The rows of a data set, cut. */
  public static PartedDataset of(
      Dataset data, List<Shape> inputShapes, List<Integer> targetWidths) {
    return new PartedDataset(data, inputShapes, targetWidths);
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
  public int counted(int index) {
    return data.counted(index);
  }

  @Override
  public OptionalInt batch() {
    return data.batch();
  }

  @Override
  public void read(int index, Matrix inputs, Matrix targets, int row) {
    data.read(index, inputs, targets, row);
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
    return new PartedDataset(data.inEpoch(seed, epoch), inputShapes, targetWidths);
  }
}
