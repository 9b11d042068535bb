package dev.lanewise.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MedianTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 100, 1001, 20_000})
  void isTheMiddleOfTheSortedValues(int count) {
    SplittableRandom random = new SplittableRandom(count);
    assertMedian(random.doubles(count, -5, 5).map(x -> (float) x).toArray());
    assertMedian(random.ints(count, -2, 3).mapToDouble(i -> i).toArray());
    assertMedian(random.doubles(count, -30, 30).map(x -> (float) Math.pow(10, x)).toArray());
  }

  private static void assertMedian(double[] values) {
    double[] sorted = DoubleStream.of(values).sorted().toArray();
    double expected = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    Median median = new Median();
    Arrays.stream(values).forEach(median::count);
    Median.Selection selection = median.select();
    Arrays.stream(values).forEach(selection::add);
    assertEquals(expected, selection.median() + 0.0);
  }
}
