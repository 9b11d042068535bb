package dev.lanewise.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MedianTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 100, 1001, 20_000})
  void isTheMiddleOfTheSortedValues(int count) {
    SplittableRandom random = new SplittableRandom(count);
    assertMedian(random.doubles(count, -5, 5).toArray());
    assertMedian(random.ints(count, -2, 3).mapToDouble(i -> i).toArray());
    assertMedian(random.doubles(count, -30, 30).map(x -> Math.pow(10, x)).toArray());
  }

  @Test
  void isExactForLargeNumbers() {
    assertMedian(new double[] {1700000001, 1700000003, 1700000002});
    assertMedian(new double[] {1e300, -1e300, 1e-300, 9007199254740992.0, 9007199254740991.0});
    Median median = new Median();
    for (int pass = 0; pass < Median.PASSES; pass++) {
      median.add(Double.MAX_VALUE);
      median.add(Double.MAX_VALUE);
      median.endPass();
    }
    assertEquals(Double.MAX_VALUE, median.median());
  }

  private static void assertMedian(double[] values) {
    double[] sorted = DoubleStream.of(values).sorted().toArray();
    double expected = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    Median median = new Median();
    for (int pass = 0; pass < Median.PASSES; pass++) {
      Arrays.stream(values).forEach(median::add);
      median.endPass();
    }
    assertEquals(expected, median.median() + 0.0);
  }
}
