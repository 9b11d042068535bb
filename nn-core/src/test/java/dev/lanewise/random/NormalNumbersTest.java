package dev.lanewise.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class NormalNumbersTest {
  private static final NormalDistribution NORMAL = new NormalDistribution();

  @Test
  void quantilesAreThoseOfTheDistribution() {
    for (int i = 0; i < 1 << 24; i += 997) {
      double p = (i + 0.5) * 0x1p-24;
      double exact = NORMAL.inverseCumulativeProbability(p);
      assertEquals(exact, NormalNumbers.quantile(p), 3e-7 * Math.max(1, Math.abs(exact)));
    }
    double least = 0x1p-25;
    assertEquals(NORMAL.inverseCumulativeProbability(least), NormalNumbers.quantile(least), 2e-6);
    assertEquals(-NormalNumbers.quantile(least), NormalNumbers.quantile(1 - least));
  }

  @Test
  void numbersAreDistributedNormally() {
    double[] numbers = new double[20_000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = NormalNumbers.normal(DropoutMask.rowKey(5, i / 100), i % 100);
    }
    double p = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(NORMAL, numbers);
    assertTrue(p > 1e-3, "p = " + p);
  }
}
