package dev.lanewise.explain;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.ShapeException;
import java.util.Random;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {

  @Test
  void isThatOfCommonsMath() {
    Random random = new Random(3);
    for (int n : new int[] {2, 3, 10, 200}) {
      float[] a = new float[n];
      float[] b = new float[n];
      for (int i = 0; i < n; i++) {
        // Few numbers, so that many are equal; the first two never are.
        a[i] = i < 2 ? i : random.nextInt(9) - 4;
        b[i] = i < 2 ? -i : 0.5f * a[i] + random.nextInt(4);
      }
      double expected =
          new SpearmansCorrelation().correlation(Chain.toDouble(a), Chain.toDouble(b));
      assertEquals(expected, RankCorrelation.of(a, b), 1e-12);
    }
  }

  @Test
  void needsPairs() {
    assertError(ShapeException.class, () -> RankCorrelation.of(new float[1], new float[1]), "1");
    assertError(ShapeException.class, () -> RankCorrelation.of(new float[2], new float[3]), "3");
  }
}
