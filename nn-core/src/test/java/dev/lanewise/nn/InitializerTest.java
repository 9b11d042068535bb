package dev.lanewise.nn;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.SettingException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InitializerTest {
  private static final int FAN_IN = 50;
  private static final int FAN_OUT = 30;
  private static final int COUNT = 100_001;

  /** An initializer with the limit of its range or its standard deviation. */
  record Case(String name, Initializer initializer, double size) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> uniform() {
    return Stream.of(
        new Case("glorot", Initializer.glorotUniform(), Math.sqrt(6.0 / (FAN_IN + FAN_OUT))),
        new Case("he", Initializer.heUniform(), Math.sqrt(6.0 / FAN_IN)),
        new Case("lecun", Initializer.lecunUniform(), Math.sqrt(3.0 / FAN_IN)),
        new Case("torch", Initializer.torchLinear(), Math.sqrt(1.0 / FAN_IN)),
        new Case(
            "fan out",
            VarianceScaling.uniform(1, VarianceScaling.Fan.OUT),
            Math.sqrt(3.0 / FAN_OUT)));
  }

  static Stream<Case> normal() {
    return Stream.of(
        new Case("glorot", Initializer.glorotNormal(), Math.sqrt(2.0 / (FAN_IN + FAN_OUT))),
        new Case("he", Initializer.heNormal(), Math.sqrt(2.0 / FAN_IN)),
        new Case("lecun", Initializer.lecunNormal(), Math.sqrt(1.0 / FAN_IN)));
  }

  @ParameterizedTest
  @MethodSource("uniform")
  void uniformValuesFillTheirRangeEvenly(Case each) {
    DescriptiveStatistics values = statistics(each.initializer());
    assertTrue(values.getMin() >= -each.size() && values.getMin() < -0.999 * each.size());
    assertTrue(values.getMax() <= each.size() && values.getMax() > 0.999 * each.size());
    assertMoments(values, each.size() / Math.sqrt(3), -1.2);
  }

  @ParameterizedTest
  @MethodSource("normal")
  void normalValuesHaveTheirDeviationAndTails(Case each) {
    DescriptiveStatistics values = statistics(each.initializer());
    assertTrue(values.getMax() > 3.5 * each.size() && values.getMax() < 6 * each.size());
    assertMoments(values, each.size(), 0);
  }

  /** Within about four standard errors; the kurtosis is that in excess of the normal one. */
  private static void assertMoments(DescriptiveStatistics v, double deviation, double kurtosis) {
    double error = 4 / Math.sqrt(COUNT);
    assertEquals(0, v.getMean(), error * deviation);
    assertEquals(deviation, v.getStandardDeviation(), error * deviation);
    assertEquals(0, v.getSkewness(), error * Math.sqrt(6));
    assertEquals(kurtosis, v.getKurtosis(), error * Math.sqrt(24));
  }

  private static DescriptiveStatistics statistics(Initializer initializer) {
    DescriptiveStatistics statistics = new DescriptiveStatistics();
    for (float value : fill(initializer, COUNT, 7)) {
      statistics.addValue(value);
    }
    return statistics;
  }

  private static float[] fill(Initializer initializer, int count, long seed) {
    float[] values = new float[count];
    initializer.fill(values, FAN_IN, FAN_OUT, seed);
    return values;
  }

  @ParameterizedTest
  @MethodSource({"uniform", "normal"})
  void valuesDependOnSeedAndPlaceOnly(Case each) {
    float[] values = fill(each.initializer(), 100, 1);
    assertArrayEquals(values, fill(each.initializer(), 100, 1));
    assertArrayEquals(Arrays.copyOf(values, 31), fill(each.initializer(), 31, 1));
    assertTrue(!Arrays.equals(values, fill(each.initializer(), 100, 2)));
  }

  /** Computed by another implementation; models must not change with releases. */
  @Test
  void firstValuesAreWhatTheyAlwaysWere() {
    float[] uniform = new float[3];
    Initializer.glorotUniform().fill(uniform, 10, 20, 42);
    assertArrayEquals(new float[] {0.08597133f, -0.30377844f, -0.29838288f}, uniform);
    float[] normal = new float[3];
    Initializer.heNormal().fill(normal, 10, 20, 42);
    assertArrayEquals(new float[] {0.32151073f, 0.5092001f, 0.2576228f}, normal);
  }

  @Test
  void constantsAreConstant() {
    assertArrayEquals(new float[4], fill(Initializer.zeros(), 4, 1));
    assertArrayEquals(new float[] {2, 2}, fill(Initializer.constant(2), 2, 1));
  }

  @Test
  void gainMustBePositive() {
    for (double gain : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertError(
          SettingException.class,
          () -> VarianceScaling.normal(gain, VarianceScaling.Fan.IN),
          "gain",
          String.valueOf(gain));
    }
  }
}
