package dev.lanewise.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArrayDatasetTest {

  private static final int LARGEST_LABEL = (1 << 24) - 1;

  private static final float[][] INPUTS = {
    {0, -0f, 1.5f, 2, Float.MIN_VALUE, 4}, {1, 2, 3, 4, 5, 6}, {7, 8, 9, Float.NaN, 1e30f, -1}
  };
  private static final float[][] TARGETS = {{1, 0}, {0.5f, 0.25f}, {-1, 3}};
  private static final int[] LABELS = {2, 0, LARGEST_LABEL};
  private static final float[][] LABEL_TARGETS = {{2}, {0}, {LARGEST_LABEL}};

  @Nested
  class OfRowsAndTargets extends Contract {
    OfRowsAndTargets() {
      super(ArrayDataset.of(INPUTS, TARGETS), TARGETS, Shape.of(6));
    }
  }

  @Nested
  class OfRowsAndLabels extends Contract {
    OfRowsAndLabels() {
      super(ArrayDataset.of(INPUTS, LABELS), LABEL_TARGETS, Shape.of(6));
    }
  }

  @Nested
  class OfFlatArrays extends Contract {
    OfFlatArrays() {
      super(
          ArrayDataset.of(flat(INPUTS), Shape.of(2, 3), flat(TARGETS), 2), TARGETS, Shape.of(2, 3));
    }
  }

  @Nested
  class OfFlatArrayAndLabels extends Contract {
    OfFlatArrayAndLabels() {
      super(
          ArrayDataset.of(flat(INPUTS), Shape.of(3, 2, 1), LABELS),
          LABEL_TARGETS,
          Shape.of(3, 2, 1));
    }
  }

  @Nested
  class OfMatrices extends Contract {
    OfMatrices() {
      super(ArrayDataset.of(matrix(INPUTS), matrix(TARGETS)), TARGETS, Shape.of(6));
    }
  }

  @Nested
  class OfMatrixAndLabels extends Contract {
    OfMatrixAndLabels() {
      super(ArrayDataset.of(matrix(INPUTS), LABELS), LABEL_TARGETS, Shape.of(6));
    }
  }

  @Nested
  class WithAnotherShape extends Contract {
    WithAnotherShape() {
      super(
          ArrayDataset.of(INPUTS, TARGETS).withInputShape(Shape.of(1, 6)), TARGETS, Shape.of(1, 6));
    }
  }

  @Test
  void isNotChangedThroughTheArraysItWasMadeFrom() {
    float[][] inputs = {{1, 2}};
    float[] targets = {3};
    ArrayDataset ofRows = ArrayDataset.of(inputs, new float[][] {targets});
    ArrayDataset ofFlat = ArrayDataset.of(inputs[0], Shape.of(2), targets, 1);
    ArrayDataset ofMatrices = ArrayDataset.of(matrix(inputs), Matrix.of(targets, 1, 1));
    inputs[0][0] = 9;
    targets[0] = 9;
    for (ArrayDataset dataset : new ArrayDataset[] {ofRows, ofFlat, ofMatrices}) {
      Matrix readInputs = Matrix.allocate(1, 2);
      Matrix readTargets = Matrix.allocate(1, 1);
      dataset.read(0, readInputs, readTargets, 0);
      assertEquals(1, readInputs.get(0, 0));
      assertEquals(3, readTargets.get(0, 0));
    }
  }

  static Stream<Arguments> malformed() {
    float[][] one = {{1, 2}};
    float[][] none = {};
    float[][] empty = {{}};
    float[][] ragged = {{1, 2}, {3, 4}, {5}};
    float[][] three = {{1}, {2}, {3}};
    return Stream.of(
        refusal("at least 1 sample; found none", () -> ArrayDataset.of(none, none)),
        refusal("at least 1 sample; found none", () -> ArrayDataset.of(none, new int[0])),
        refusal("Input row 0: expected at least 1 value", () -> ArrayDataset.of(empty, one)),
        refusal("Target row 0: expected at least 1 value", () -> ArrayDataset.of(one, empty)),
        refusal(
            "Input row 2: expected 2 values, as in row 0; found 1",
            () -> ArrayDataset.of(ragged, three)),
        refusal(
            "Target row 2: expected 2 values, as in row 0; found 1",
            () -> ArrayDataset.of(three, ragged)),
        refusal("as of inputs, 1; found 3", () -> ArrayDataset.of(one, three)),
        refusal("each of 1 samples; found 2", () -> ArrayDataset.of(one, new int[2])),
        refusal("each of 1 samples; found 0", () -> ArrayDataset.of(one, new int[0])),
        refusal(
            "Label of row 1: expected a class index from 0 to 16777215; found -1",
            () -> ArrayDataset.of(three, new int[] {0, -1, 0})),
        refusal(
            "Label of row 2: expected a class index from 0 to 16777215; found 16777216",
            () -> ArrayDataset.of(three, new int[] {0, 0, LARGEST_LABEL + 1})),
        refusal(
            "whole rows of 2 values; found 3 values, of which the last 1 (row 1)",
            () -> ArrayDataset.of(new float[3], Shape.of(2), new int[1])),
        refusal(
            "at least 1 sample; found none",
            () -> ArrayDataset.of(new float[0], Shape.of(2), new int[0])),
        refusal(
            "at least 1 value a sample; found 0",
            () -> ArrayDataset.of(new float[2], Shape.of(2), new float[0], 0)),
        refusal(
            "as of inputs, 1; found 2",
            () -> ArrayDataset.of(new float[2], Shape.of(2), new float[2], 1)),
        refusal(
            "at least 1 sample; found none",
            () -> ArrayDataset.of(Matrix.allocate(0, 2), new int[0])),
        refusal(
            "Input row 0: expected at least 1 value",
            () -> ArrayDataset.of(Matrix.allocate(2, 0), new int[2])),
        refusal(
            "as of inputs, 2; found 3",
            () -> ArrayDataset.of(Matrix.allocate(2, 1), Matrix.allocate(3, 1))));
  }

  @ParameterizedTest
  @MethodSource
  void malformed(String message, Executable factory) {
    DataException error = assertThrows(DataException.class, factory);
    assertTrue(error.getMessage().contains(message), error::getMessage);
  }

  @Test
  void refusesRowsThatNoArrayHolds() {
    float[][] rows = new float[1 << 15][];
    Arrays.fill(rows, new float[1 << 16]);
    DataException error =
        assertThrows(DataException.class, () -> ArrayDataset.of(rows, new int[rows.length]));
    assertTrue(error.getMessage().contains("32768 rows of 65536"), error::getMessage);
  }

  @Test
  void refusesAShapeOfAnotherSize() {
    ArrayDataset dataset = ArrayDataset.of(INPUTS, LABELS);
    ShapeException error =
        assertThrows(ShapeException.class, () -> dataset.withInputShape(Shape.of(2, 2)));
    assertTrue(error.getMessage().contains("(2, 2) has 4 values"), error::getMessage);
  }

  private static Arguments refusal(String message, Executable factory) {
    return Arguments.of(message, factory);
  }

  private static float[] flat(float[][] rows) {
    int width = rows[0].length;
    float[] flat = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * width, width);
    }
    return flat;
  }

  private static Matrix matrix(float[][] rows) {
    Matrix matrix = Matrix.allocate(rows.length, rows[0].length);
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, matrix.data(), matrix.row(i), matrix.cols());
    }
    return matrix;
  }

  /** The contract for a data set with {@link #INPUTS}. */
  private abstract static class Contract extends DatasetContract {

    private final Dataset dataset;
    private final float[][] targets;
    private final Shape shape;

    Contract(Dataset dataset, float[][] targets, Shape shape) {
      this.dataset = dataset;
      this.targets = targets;
      this.shape = shape;
    }

    @Override
    Dataset dataset() {
      return dataset;
    }

    @Override
    float[][] expectedInputs() {
      return INPUTS;
    }

    @Override
    float[][] expectedTargets() {
      return targets;
    }

    @Override
    Shape expectedShape() {
      return shape;
    }
  }
}
