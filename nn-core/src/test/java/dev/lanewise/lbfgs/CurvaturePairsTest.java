package dev.lanewise.lbfgs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;

class CurvaturePairsTest {
  private static final int SIZE = 6;

  @Test
  void isSteepestDescentWithoutPairs() {
    CurvaturePairs pairs = new CurvaturePairs(3);
    assertTrue(pairs.isEmpty());
    assertArrayEquals(new double[] {-1, 2}, pairs.direction(new double[] {1, -2}));
  }

  /** The recursion against matrices: equations 7.16 and 7.17 of Nocedal and Wright. */
  @Test
  void isTheBfgsMatrixOfTheLastPairs() {
    Random random = new Random(1);
    for (int history : new int[] {1, 3, 5, 20}) {
      CurvaturePairs pairs = new CurvaturePairs(history);
      List<double[][]> added = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        double[] s = random.doubles(SIZE, -1, 1).toArray();
        double[] y = positive(s, random);
        pairs.add(s, y);
        added.add(new double[][] {s, y});
        List<double[][]> last = added.subList(Math.max(0, added.size() - history), added.size());
        double[] gradient = random.doubles(SIZE, -1, 1).toArray();
        double[] expected = inverseHessian(last).operate(gradient);
        double[] actual = pairs.direction(gradient);
        for (int k = 0; k < SIZE; k++) {
          assertEquals(-expected[k], actual[k], 1e-10 * Math.max(1, Math.abs(expected[k])));
        }
      }
    }
  }

  /** The change of a gradient for a step: of positive curvature, and not quite a quadratic's. */
  private static double[] positive(double[] s, Random random) {
    double[] y = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      y[i] = (i + 1 + 0.3 * random.nextDouble()) * s[i];
    }
    return y;
  }

  private static RealMatrix inverseHessian(List<double[][]> pairs) {
    RealVector lastS = new ArrayRealVector(pairs.getLast()[0]);
    RealVector lastY = new ArrayRealVector(pairs.getLast()[1]);
    RealMatrix identity = MatrixUtils.createRealIdentityMatrix(SIZE);
    double gamma = lastS.dotProduct(lastY) / lastY.dotProduct(lastY);
    RealMatrix h = identity.scalarMultiply(gamma);
    for (double[][] pair : pairs) {
      RealVector s = new ArrayRealVector(pair[0]);
      RealVector y = new ArrayRealVector(pair[1]);
      double rho = 1 / y.dotProduct(s);
      RealMatrix v = identity.subtract(y.outerProduct(s).scalarMultiply(rho));
      h = v.transpose().multiply(h).multiply(v).add(s.outerProduct(s).scalarMultiply(rho));
    }
    return h;
  }

  @Test
  void leavesPairsWithoutPositiveCurvatureOut() {
    CurvaturePairs pairs = new CurvaturePairs(3);
    pairs.add(new double[] {1, 0}, new double[] {-1, 0});
    pairs.add(new double[] {1, 0}, new double[] {0, 1});
    pairs.add(new double[] {1, 0}, new double[] {1e-9, 1});
    pairs.add(new double[] {0, 0}, new double[] {0, 0});
    assertTrue(pairs.isEmpty());
    pairs.add(new double[] {1, 0}, new double[] {2, 0});
    assertArrayEquals(new double[] {-0.5, -0.5}, pairs.direction(new double[] {1, 1}));
    pairs.clear();
    assertTrue(pairs.isEmpty());
  }
}
