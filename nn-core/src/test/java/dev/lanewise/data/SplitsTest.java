package dev.lanewise.data;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitsTest {

  /** 60 samples of class 0, 30 of class 1, 9 of class 2 and 1 of class 3, mixed. */
  private static final int[] LABELS =
      IntStream.range(0, 100)
          .map(i -> (i * 37) % 100)
          .map(i -> i < 60 ? 0 : i < 90 ? 1 : i < 99 ? 2 : 3)
          .toArray();

  @Test
  void aRandomSplitHasTheSharesAndEachSampleOnce() {
    Split split = Splits.random(1001, 0.2, 0.1, 5);
    assertEquals(200, split.validation().length);
    assertEquals(100, split.test().length);
    assertEquals(701, split.training().length);
    assertPartition(1001, split);
  }

  @Test
  void aStratifiedSplitHasTheClassesInTheirShares() {
    Split split = Splits.stratified(LABELS, 0.2, 0.1, 5);
    assertPartition(100, split);
    assertArrayEquals(new int[] {12, 6, 2, 0}, counts(split.validation()));
    assertArrayEquals(new int[] {6, 3, 1, 0}, counts(split.test()));
    assertArrayEquals(new int[] {42, 21, 6, 1}, counts(split.training()));
  }

  @Test
  void eachClassKeepsASampleForTraining() {
    Split split = Splits.stratified(new int[] {0, 0, 1, 1, 2}, 0.45, 0.45, 1);
    assertEquals(
        List.of(0, 1, 2),
        Arrays.stream(split.training()).map(i -> i == 4 ? 2 : i / 2).sorted().boxed().toList());
    assertPartition(5, split);
  }

  @Test
  void partsMayBeEmpty() {
    Split split = Splits.random(3, 0, 0, 5);
    assertArrayEquals(new int[] {0, 1, 2}, split.training());
    assertEquals(0, split.validation().length + split.test().length);
  }

  @Test
  void seedsDecide() {
    assertSame(Splits.random(100, 0.3, 0, 1), Splits.random(100, 0.3, 0, 1));
    assertFalse(
        Arrays.equals(
            Splits.random(100, 0.3, 0, 1).validation(),
            Splits.random(100, 0.3, 0, 2).validation()));
  }

  @ParameterizedTest
  @CsvSource({"100, 10", "101, 10", "7, 7", "2, 2", "50, 3"})
  void eachSampleValidatesInOneFold(int size, int folds) {
    int[] seen = new int[size];
    for (Split fold : Splits.folds(size, folds, 4)) {
      assertPartition(size, fold);
      assertEquals(size / (double) folds, fold.validation().length, 0.999);
      Arrays.stream(fold.validation()).forEach(i -> seen[i]++);
    }
    assertTrue(Arrays.stream(seen).allMatch(count -> count == 1));
  }

  @Test
  void stratifiedFoldsHaveTheClassesInTheirShares() {
    List<Split> folds = Splits.stratifiedFolds(LABELS, 5, 3);
    int[] whole = {60, 30, 9, 1};
    for (Split fold : folds) {
      assertPartition(100, fold);
      assertEquals(20, fold.validation().length);
      int[] counts = counts(fold.validation());
      for (int c = 0; c < counts.length; c++) {
        assertEquals(whole[c] / 5.0, counts[c], 0.999);
      }
    }
  }

  @Test
  void readsTheLabelsOfADataSet() {
    ArrayDataset data = ArrayDataset.of(new float[][] {{1}, {2}, {3}}, new int[] {2, 0, 1});
    assertArrayEquals(new int[] {2, 0, 1}, Splits.labels(data));
  }

  @Test
  void refusesTargetsThatAreNoClasses() {
    float[][] inputs = {{1}, {2}};
    Dataset two = ArrayDataset.of(inputs, new float[][] {{1, 2}, {3, 4}});
    assertError(DataException.class, () -> Splits.labels(two), "1 target", "found 2");
    for (float bad : new float[] {0.5f, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      Dataset regression = ArrayDataset.of(inputs, new float[][] {{0}, {bad}});
      assertError(DataException.class, () -> Splits.labels(regression), "found " + bad);
    }
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 0", "0, 1", "0.5, 0.5", "NaN, 0", "0, 7"})
  void refusesSharesThatLeaveNothing(double validation, double test) {
    assertError(SettingException.class, () -> Splits.random(10, validation, test, 1), "Split: ");
  }

  @Test
  void refusesImpossibleFoldsAndLabels() {
    assertError(SettingException.class, () -> Splits.folds(10, 1, 1), "found 1");
    assertError(SettingException.class, () -> Splits.folds(10, 11, 1), "found 11");
    assertError(DataException.class, () -> Splits.folds(0, 2, 1), "at least 1 sample");
    assertError(
        DataException.class, () -> Splits.stratified(new int[] {0, -1}, 0, 0, 1), "found -1");
  }

  private static void assertSame(Split a, Split b) {
    assertArrayEquals(a.training(), b.training());
    assertArrayEquals(a.validation(), b.validation());
    assertArrayEquals(a.test(), b.test());
  }

  private static void assertPartition(int size, Split split) {
    int[] all = concatenated(split);
    assertArrayEquals(IntStream.range(0, size).toArray(), all);
    for (int[] part : List.of(split.training(), split.validation(), split.test())) {
      for (int i = 1; i < part.length; i++) {
        assertTrue(part[i - 1] < part[i]);
      }
    }
  }

  private static int[] concatenated(Split split) {
    return IntStream.concat(
            Arrays.stream(split.training()),
            IntStream.concat(Arrays.stream(split.validation()), Arrays.stream(split.test())))
        .sorted()
        .toArray();
  }

  private static int[] counts(int[] part) {
    int[] counts = new int[4];
    Arrays.stream(part).forEach(i -> counts[LABELS[i]]++);
    return counts;
  }
}
