package dev.lanewise.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.train.ChangingDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubsetTest extends DatasetContract {

  private static final ArrayDataset WHOLE =
      ArrayDataset.of(new float[][] {{0, 1}, {2, 3}, {4, 5}, {6, 7}}, new int[] {0, 1, 2, 3});

  @Override
  Dataset dataset() {
    return Subset.of(WHOLE, 3, 1, 3);
  }

  @Override
  float[][] expectedInputs() {
    return new float[][] {{6, 7}, {2, 3}, {6, 7}};
  }

  @Override
  float[][] expectedTargets() {
    return new float[][] {{3}, {1}, {3}};
  }

  @Override
  Shape expectedShape() {
    return Shape.of(2);
  }

  @Test
  void takesTheFirstSamples() {
    assertHolds(Subset.first(WHOLE, 2), 0, 1);
    assertHolds(Subset.first(WHOLE, 4), 0, 1, 2, 3);
  }

  @Test
  void takesARange() {
    assertHolds(Subset.range(WHOLE, 1, 3), 1, 2);
    assertHolds(Subset.range(WHOLE, 3, 4), 3);
  }

  @Test
  void takesASubsetOfASubset() {
    assertHolds(Subset.first(Subset.range(WHOLE, 1, 4), 2), 1, 2);
  }

  @Test
  void anEpochOfItIsAShuffleOfItsPositions() {
    int[] order = new int[3];
    int[] expected = new int[3];
    for (int epoch = 0; epoch < 5; epoch++) {
      Subset.of(WHOLE, 3, 1, 3).order(order, 8, epoch, true);
      SampleOrder.shuffled(expected, 8, epoch);
      assertArrayEquals(expected, order);
    }
    Subset.of(WHOLE, 3, 1, 3).order(order, 8, 0, false);
    assertArrayEquals(new int[] {0, 1, 2}, order);
  }

  @Test
  void inAnEpochItHasTheSamplesOfThatEpoch() {
    Dataset changing = new ChangingDataset(WHOLE);
    Dataset whole = changing.inEpoch(8, 2);
    Dataset subset = Subset.of(changing, 3, 1, 3).inEpoch(8, 2);
    Matrix expected = Matrix.allocate(1, 2);
    Matrix found = Matrix.allocate(1, 2);
    Matrix targets = Matrix.allocate(1, 1);
    int[] indices = {3, 1, 3};
    for (int i = 0; i < indices.length; i++) {
      whole.read(indices[i], expected, targets, 0);
      subset.read(i, found, targets, 0);
      assertEquals(indices[i], targets.get(0, 0));
      assertArrayEquals(expected.data(), found.data());
    }
  }

  @Test
  void copiesItsIndices() {
    int[] indices = {1, 2};
    Subset subset = Subset.of(WHOLE, indices);
    indices[0] = 3;
    assertHolds(subset, 1, 2);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "2, 2", "3, 2", "-1, 2", "0, 5", "4, 5", "-2147483648, 2147483647"})
  void refusesARangeThatIsEmptyOrOutside(int from, int to) {
    DataException error = assertThrows(DataException.class, () -> Subset.range(WHOLE, from, to));
    assertTrue(
        error
            .getMessage()
            .contains("within 0 to 4 (exclusive); found %d to %d".formatted(from, to)),
        error::getMessage);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "5"})
  void refusesACountThatTheDataSetDoesNotHave(int count) {
    assertThrows(DataException.class, () -> Subset.first(WHOLE, count));
  }

  @ParameterizedTest
  @CsvSource({"-1", "4", "2147483647"})
  void refusesAnIndexOutsideOfTheDataSet(int index) {
    DataException error = assertThrows(DataException.class, () -> Subset.of(WHOLE, 0, index));
    assertTrue(
        error.getMessage().contains("Index 1 of the subset: expected a sample from 0 to 3; found "),
        error::getMessage);
  }

  @Test
  void refusesToBeEmpty() {
    assertThrows(DataException.class, () -> Subset.of(WHOLE));
  }

  private static void assertHolds(Subset subset, int... labels) {
    assertEquals(labels.length, subset.size());
    Matrix inputs = Matrix.allocate(1, 2);
    Matrix targets = Matrix.allocate(1, 1);
    for (int i = 0; i < labels.length; i++) {
      subset.read(i, inputs, targets, 0);
      assertEquals(labels[i], targets.get(0, 0));
      assertEquals(2 * labels[i], inputs.get(0, 0));
    }
  }
}
