package dev.lanewise.explain;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.explain.ActivationMaximisation.Maximum;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;

/** What layers see. */
class LayerMethodsTest {

  /** Of a linear unit the best sample in a box has the sign of the weights. */
  @Test
  void maximaOfLinearUnitsAreCorners() {
    Chain linear = Chain.of(Activation.IDENTITY, x -> x, 6, 4);
    float[] weights = linear.model().values("0.weight");
    Maximum found = new ActivationMaximisation(300, 5, 0, -1, 1, 3).of(linear.model(), "0", 2);
    double expected = linear.model().values("0.bias")[2];
    for (int i = 0; i < 6; i++) {
      assertEquals(Math.signum(weights[i * 4 + 2]), found.sample()[i]);
      expected += Math.abs(weights[i * 4 + 2]);
    }
    assertEquals(expected, found.activation(), 1e-5);
  }

  @Test
  void hiddenMapsRespondMoreThanToNoise() {
    Model model =
        Network.of(
                Shape.of(8, 8, 1),
                new Conv2d(3, 3, Activation.TANH),
                new Conv2d(4, 3, Activation.TANH),
                new Flatten(),
                new Dense(2))
            .initialize(1);
    ActivationMaximisation method = ActivationMaximisation.ofPixels(5);
    for (int channel = 0; channel < 4; channel++) {
      Maximum found = method.of(model, "1", channel);
      int map = channel;
      double best =
          IntStream.range(0, 50).mapToDouble(seed -> response(model, seed, map)).max().orElse(0);
      assertTrue(found.activation() > best, "channel " + channel);
      assertArrayEquals(found.sample(), method.of(model, "1", channel).sample());
    }
    assertError(SettingException.class, () -> method.of(model, "7", 0), "no layer '7'", "[0, 1");
    assertError(SettingException.class, () -> method.of(model, "1", 4), "0 to 3", "found 4");
  }

  private static double response(Model model, int seed, int channel) {
    Random random = new Random(seed);
    float[] pixels = new float[64];
    for (int i = 0; i < 64; i++) {
      pixels[i] = random.nextFloat();
    }
    LayerMaps maps = LayerMaps.of(model, pixels).get(1);
    assertEquals("1", maps.layer());
    double sum = 0;
    for (float value : maps.maps().get(channel).values()) {
      sum += value;
    }
    return sum / 16;
  }

  @Test
  void componentsAreEigenvectorsOfTheCovariance() {
    Random random = new Random(4);
    float[][] rows = new float[40][7];
    double[][] doubles = new double[40][7];
    for (int i = 0; i < 40; i++) {
      double common = random.nextGaussian();
      for (int c = 0; c < 7; c++) {
        rows[i][c] = (float) (3 + common * c + random.nextGaussian() * (c + 1));
        doubles[i][c] = rows[i][c];
      }
    }
    PrincipalComponents found = PrincipalComponents.of(rows, 7);
    EigenDecomposition expected =
        new EigenDecomposition(new Covariance(doubles).getCovarianceMatrix());
    double[][] projected = found.project(rows);
    for (int k = 0; k < 7; k++) {
      assertEquals(expected.getRealEigenvalue(k), found.variances()[k], 1e-9);
      double dot = 0;
      for (int c = 0; c < 7; c++) {
        dot += expected.getEigenvector(k).getEntry(c) * found.directions()[k][c];
      }
      assertEquals(1, Math.abs(dot), 1e-9);
      double largest =
          Arrays.stream(found.directions()[k])
              .boxed()
              .max(Comparator.comparingDouble(Math::abs))
              .orElseThrow();
      assertTrue(largest > 0);
    }
    double[][] covariance =
        new Covariance(new Array2DRowRealMatrix(projected)).getCovarianceMatrix().getData();
    assertEquals(0, covariance[0][1], 1e-9);
  }

  @Test
  void componentsNeedRows() {
    assertError(ShapeException.class, () -> PrincipalComponents.of(new float[1][3], 1), "1 rows");
    float[][] uneven = {new float[3], new float[2]};
    assertError(ShapeException.class, () -> PrincipalComponents.of(uneven, 1), "same length");
    assertError(SettingException.class, () -> PrincipalComponents.of(new float[2][3], 4), "1 to 3");
    PrincipalComponents equal = PrincipalComponents.of(new float[3][2], 2);
    assertArrayEquals(new double[2], equal.variances());
  }

  /** Groups stay together: the nearest neighbour in the plane is of the own group. */
  @Test
  void neighboursStayNeighbours() {
    Random random = new Random(9);
    float[][] rows = new float[90][10];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < 10; c++) {
        rows[i][c] = (float) random.nextGaussian() + (c % 3 == i % 3 ? 6 : 0);
      }
    }
    Tsne method = new Tsne(10, 500, 7);
    double[][] places = method.embed(rows);
    int right = 0;
    for (int i = 0; i < rows.length; i++) {
      int nearest = i == 0 ? 1 : 0;
      for (int j = 0; j < rows.length; j++) {
        if (j != i && distance(places, i, j) < distance(places, i, nearest)) {
          nearest = j;
        }
      }
      right += nearest % 3 == i % 3 ? 1 : 0;
    }
    assertEquals(90, right);
    assertTrue(trustworthiness(rows, places, 7) > 0.85);
    assertArrayEquals(places, method.embed(rows));
    assertError(ShapeException.class, () -> method.embed(new float[30][2]), "more than 30");
  }

  private static double distance(double[][] places, int i, int j) {
    return Math.hypot(places[i][0] - places[j][0], places[i][1] - places[j][1]);
  }

  /** Venna and Kaski 2001: by how many ranks those who became neighbours were none before. */
  private static double trustworthiness(float[][] rows, double[][] places, int k) {
    int n = rows.length;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      int at = i;
      List<Integer> before =
          IntStream.range(0, n)
              .boxed()
              .filter(j -> j != at)
              .sorted(Comparator.comparingDouble(j -> far(rows[at], rows[j])))
              .toList();
      List<Integer> after =
          IntStream.range(0, n)
              .boxed()
              .filter(j -> j != at)
              .sorted(Comparator.comparingDouble(j -> distance(places, at, j)))
              .toList();
      for (int neighbour : after.subList(0, k)) {
        sum += Math.max(0, before.indexOf(neighbour) + 1 - k);
      }
    }
    return 1 - 2.0 / (n * k * (2.0 * n - 3 * k - 1)) * sum;
  }

  private static double far(float[] a, float[] b) {
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      sum += (a[c] - b[c]) * (a[c] - b[c]);
    }
    return sum;
  }
}
