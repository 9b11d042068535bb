package dev.lanewise.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.junit.jupiter.api.Test;

class GaussLegendreTest {

  @Test
  void nodesAndWeightsAreThoseOfCommonsMath() {
    for (int n : new int[] {2, 3, 10, 50}) {
      GaussIntegrator expected = new GaussIntegratorFactory().legendre(n, 0, 1);
      GaussLegendre rule = GaussLegendre.of(n);
      for (int i = 0; i < n; i++) {
        assertEquals(expected.getPoint(i), rule.nodes()[i], 1e-14);
        assertEquals(expected.getWeight(i), rule.weights()[i], 1e-14);
      }
    }
  }

  @Test
  void polynomialsAreIntegratedExactly() {
    GaussLegendre rule = GaussLegendre.of(1000);
    double[] sums = new double[3];
    for (int i = 0; i < 1000; i++) {
      double x = rule.nodes()[i];
      sums[0] += rule.weights()[i];
      sums[1] += rule.weights()[i] * x;
      sums[2] += rule.weights()[i] * Math.pow(x, 99);
    }
    assertArrayEquals(new double[] {1, 0.5, 0.01}, sums, 1e-13);
  }
}
