package dev.lanewise.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every data set must do; a subclass names one and what it must hold. */
abstract class DatasetContract {

  private static final int OFFSET = 3;
  private static final int PADDING = 5;
  private static final int BATCH = 4;

  /** The data set under test. */
  abstract Dataset dataset();

  /** What the data set must hold, sample by sample. */
  abstract float[][] expectedInputs();

  /** The targets it must hold, sample by sample. */
  abstract float[][] expectedTargets();

  /** The input shape it must report. */
  abstract Shape expectedShape();

  @Test
  void reportsItsSizeAndShape() {
    Dataset dataset = dataset();
    assertEquals(expectedInputs().length, dataset.size());
    assertEquals(expectedShape(), dataset.inputShape());
    assertEquals(expectedTargets()[0].length, dataset.targetColumns());
  }

  @Test
  void writesExactlyItsRow() {
    Dataset dataset = dataset();
    for (int index = 0; index < dataset.size(); index++) {
      for (int row = 0; row < BATCH; row++) {
        Matrix inputs = poisoned(dataset.inputShape().size());
        Matrix targets = poisoned(dataset.targetColumns());
        dataset.read(index, inputs, targets, row);
        assertOnlyRow(inputs, row, expectedInputs()[index]);
        assertOnlyRow(targets, row, expectedTargets()[index]);
      }
    }
  }

  @Test
  void readsTheSameBitsEachTime() {
    Dataset dataset = dataset();
    for (int index = 0; index < dataset.size(); index++) {
      assertArrayEquals(bits(dataset, index), bits(dataset, index));
    }
  }

  @Test
  void fetchingChangesNothing() {
    Dataset dataset = dataset();
    List<int[]> before = allBits(dataset);
    for (int index = 0; index < dataset.size(); index++) {
      assertEquals(dataset.fetch(index), dataset.fetch(index));
    }
    List<int[]> after = allBits(dataset);
    for (int index = 0; index < dataset.size(); index++) {
      assertArrayEquals(before.get(index), after.get(index));
    }
  }

  @Test
  void refusesToFetchAnIndexOutOfBounds() {
    Dataset dataset = dataset();
    assertThrows(IndexOutOfBoundsException.class, () -> dataset.fetch(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> dataset.fetch(dataset.size()));
  }

  @Test
  void concurrentReadsEqualSequentialOnes() throws Exception {
    Dataset dataset = dataset();
    List<int[]> expected = allBits(dataset);
    try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
      Callable<List<int[]>> readAll = () -> repeatedly(dataset, 50);
      for (Future<List<int[]>> result :
          workers.invokeAll(List.of(readAll, readAll, readAll, readAll))) {
        List<int[]> actual = result.get();
        for (int i = 0; i < actual.size(); i++) {
          assertArrayEquals(expected.get(i % expected.size()), actual.get(i));
        }
      }
    }
  }

  @Test
  void refusesAnIndexOutOfBoundsAndWritesNothing() {
    Dataset dataset = dataset();
    for (int index : new int[] {-1, dataset.size(), Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      assertRefused(
          IndexOutOfBoundsException.class,
          index,
          poisoned(dataset.inputShape().size()),
          poisoned(dataset.targetColumns()),
          0);
    }
  }

  @Test
  void refusesARowOutOfBoundsAndWritesNothing() {
    Dataset dataset = dataset();
    for (int row : new int[] {-1, BATCH, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      assertRefused(
          IndexOutOfBoundsException.class,
          0,
          poisoned(dataset.inputShape().size()),
          poisoned(dataset.targetColumns()),
          row);
    }
  }

  @Test
  void refusesARowThatOnlyTheInputsHave() {
    Dataset dataset = dataset();
    Matrix targets = poisoned(dataset.targetColumns());
    Matrix fewer =
        new Matrix(targets.data(), targets.offset(), BATCH - 1, targets.cols(), targets.stride());
    assertRefused(
        IndexOutOfBoundsException.class,
        0,
        poisoned(dataset.inputShape().size()),
        fewer,
        BATCH - 1);
  }

  @Test
  void refusesMatricesOfAnotherWidthAndWritesNothing() {
    Dataset dataset = dataset();
    int inputColumns = dataset.inputShape().size();
    int targetColumns = dataset.targetColumns();
    for (int difference : new int[] {-1, 1}) {
      assertRefused(
          ShapeException.class, 0, poisoned(inputColumns + difference), poisoned(targetColumns), 0);
      assertRefused(
          ShapeException.class, 0, poisoned(inputColumns), poisoned(targetColumns + difference), 0);
    }
  }

  private void assertRefused(
      Class<? extends Exception> error, int index, Matrix inputs, Matrix targets, int row) {
    assertThrows(error, () -> dataset().read(index, inputs, targets, row));
    assertPoisoned(inputs.data());
    assertPoisoned(targets.data());
  }

  private static void assertPoisoned(float[] values) {
    float[] expected = new float[values.length];
    Arrays.fill(expected, Float.NaN);
    assertArrayEquals(expected, values);
  }

  private static void assertOnlyRow(Matrix matrix, int row, float[] values) {
    float[] expected = new float[matrix.data().length];
    Arrays.fill(expected, Float.NaN);
    System.arraycopy(values, 0, expected, matrix.row(row), values.length);
    assertArrayEquals(rawBits(expected), rawBits(matrix.data()));
  }

  /** A batch of NaN that lies in the middle of its array, with gaps between its rows. */
  private static Matrix poisoned(int columns) {
    int stride = columns + PADDING;
    float[] data = new float[OFFSET + BATCH * stride + PADDING];
    Arrays.fill(data, Float.NaN);
    return new Matrix(data, OFFSET, BATCH, columns, stride);
  }

  private static List<int[]> repeatedly(Dataset dataset, int times) {
    List<int[]> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.addAll(allBits(dataset));
    }
    return all;
  }

  private static List<int[]> allBits(Dataset dataset) {
    List<int[]> all = new ArrayList<>();
    for (int index = 0; index < dataset.size(); index++) {
      all.add(bits(dataset, index));
    }
    return all;
  }

  /** The bits of a sample's inputs, then of its targets. */
  private static int[] bits(Dataset dataset, int index) {
    int inputColumns = dataset.inputShape().size();
    float[] sample = new float[inputColumns + dataset.targetColumns()];
    dataset.read(
        index,
        new Matrix(sample, 0, 1, inputColumns, inputColumns),
        new Matrix(sample, inputColumns, 1, dataset.targetColumns(), dataset.targetColumns()),
        0);
    return rawBits(sample);
  }

  private static int[] rawBits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
