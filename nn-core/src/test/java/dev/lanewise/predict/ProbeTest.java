package dev.lanewise.predict;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.UsageException;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.GaussianNoise;
import dev.lanewise.layers.Softmax;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.train.Allocations;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProbeTest {
  private static final int INPUTS = 6;
  private static final int HIDDEN = 5;
  private static final int OUTPUTS = 3;
  private static final Network NETWORK =
      Network.of(
          Shape.of(2, 3),
          new Flatten(),
          new GaussianNoise(0.5f),
          new Dense(HIDDEN, Activation.TANH),
          new Dropout(0.5f),
          new Dense(OUTPUTS));
  private static final Model MODEL = NETWORK.initialize(3);
  private static final int ROWS = 4;

  private static Matrix samples(int rows) {
    Random random = new Random(1);
    float[] values = new float[rows * INPUTS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Matrix.of(values, rows, INPUTS);
  }

  private static double[] hidden(Matrix samples, int row) {
    double[] hidden = new double[HIDDEN];
    float[] weight = MODEL.values("2.weight");
    for (int j = 0; j < HIDDEN; j++) {
      double sum = MODEL.values("2.bias")[j];
      for (int i = 0; i < INPUTS; i++) {
        sum += (double) samples.get(row, i) * weight[i * HIDDEN + j];
      }
      hidden[j] = Math.tanh(sum);
    }
    return hidden;
  }

  /** What output k changes by if hidden unit j does, in double. */
  private static double byHidden(int j, double[] weights) {
    float[] weight = MODEL.values("4.weight");
    double sum = 0;
    for (int k = 0; k < OUTPUTS; k++) {
      sum += weights[k] * weight[j * OUTPUTS + k];
    }
    return sum;
  }

  private static double byInput(Matrix samples, int row, int i, double[] weights) {
    double[] hidden = hidden(samples, row);
    float[] weight = MODEL.values("2.weight");
    double sum = 0;
    for (int j = 0; j < HIDDEN; j++) {
      sum += byHidden(j, weights) * (1 - hidden[j] * hidden[j]) * weight[i * HIDDEN + j];
    }
    return sum;
  }

  @Test
  void valuesAreThoseOfInference() {
    Matrix samples = samples(ROWS);
    Probe probe = Probe.builder(MODEL).rows(ROWS).build();
    probe.forward(samples);
    float[][] rows = new float[ROWS][INPUTS];
    for (int row = 0; row < ROWS; row++) {
      System.arraycopy(samples.data(), samples.row(row), rows[row], 0, INPUTS);
    }
    float[][] predicted = Predictor.of(MODEL).predict(rows);
    for (int row = 0; row < ROWS; row++) {
      assertArrayEquals(rows[row], row(probe.activation("input"), row));
      assertArrayEquals(rows[row], row(probe.activation("0"), row));
      assertArrayEquals(predicted[row], row(probe.activation("4"), row));
      double[] hidden = hidden(samples, row);
      for (int j = 0; j < HIDDEN; j++) {
        assertEquals(hidden[j], probe.activation("2").get(row, j), 1e-6);
        assertEquals(hidden[j], probe.activation("3").get(row, j), 1e-6);
      }
    }
  }

  @Test
  void gradientsOfAnOutput() {
    Matrix samples = samples(ROWS);
    Probe probe = Probe.builder(MODEL).rows(ROWS).gradients("input", "2", "4").build();
    for (int output = 0; output < OUTPUTS; output++) {
      probe.forward(samples);
      probe.backward(output);
      double[] weights = new double[OUTPUTS];
      weights[output] = 1;
      for (int row = 0; row < ROWS; row++) {
        assertGradients(probe, samples, row, weights);
        for (int k = 0; k < OUTPUTS; k++) {
          assertEquals(k == output ? 1 : 0, probe.gradient("4").get(row, k));
        }
      }
    }
  }

  private static void assertGradients(Probe probe, Matrix samples, int row, double[] weights) {
    for (int j = 0; j < HIDDEN; j++) {
      assertEquals(byHidden(j, weights), probe.gradient("2").get(row, j), 1e-6);
    }
    for (int i = 0; i < INPUTS; i++) {
      assertEquals(byInput(samples, row, i, weights), probe.gradient("input").get(row, i), 2e-6);
    }
  }

  @Test
  void gradientsOfAWeightedSum() {
    Matrix samples = samples(ROWS);
    float[] weights = {1, -2, 0.5f, 0, 0, 1, 3, 3, 3, -1, 0, 1};
    Probe probe = Probe.builder(MODEL).rows(ROWS).gradients("input", "2").build();
    probe.forward(samples);
    probe.backward(Matrix.of(weights, ROWS, OUTPUTS));
    for (int row = 0; row < ROWS; row++) {
      double[] of = new double[OUTPUTS];
      for (int k = 0; k < OUTPUTS; k++) {
        of[k] = weights[row * OUTPUTS + k];
      }
      assertGradients(probe, samples, row, of);
    }
  }

  @Test
  void gradientsOfALossAreNotDividedByTheSamples() {
    Matrix samples = samples(ROWS);
    Model model =
        Network.of(
                Shape.of(2, 3),
                new Flatten(),
                new GaussianNoise(0.5f),
                new Dense(HIDDEN, Activation.TANH),
                new Dropout(0.5f),
                new Dense(OUTPUTS),
                new Softmax())
            .initialize(3);
    Probe probe =
        Probe.builder(model)
            .rows(ROWS)
            .gradients("input", "2")
            .loss(Loss.softmaxCrossEntropy(), 1)
            .build();
    probe.forward(samples);
    float[] classes = {2, 0, 1, 1};
    probe.backwardFromLoss(Matrix.of(classes, ROWS, 1));
    for (int row = 0; row < ROWS; row++) {
      double[] of = new double[OUTPUTS];
      double all = 0;
      for (int k = 0; k < OUTPUTS; k++) {
        of[k] = Math.exp(probe.activation("4").get(row, k));
        all += of[k];
      }
      for (int k = 0; k < OUTPUTS; k++) {
        of[k] = of[k] / all - (k == (int) classes[row] ? 1 : 0);
      }
      assertGradients(probe, samples, row, of);
    }
  }

  @Test
  void oneSampleIsARowOfABatch() {
    Matrix samples = samples(ROWS);
    Probe many = Probe.builder(MODEL).rows(ROWS).gradients("input").build();
    many.forward(samples);
    many.backward(1);
    Probe one = Probe.builder(MODEL).gradients("input").build();
    for (int row = 0; row < ROWS; row++) {
      one.forward(row(samples, row));
      one.backward(1);
      assertArrayEquals(row(many.gradient("input"), row), row(one.gradient("input"), 0));
    }
  }

  /** A value that several layers read has the sum of what comes from each. */
  @Test
  void gradientsOfBranchesAreAdded() {
    Graph graph = new Graph();
    Graph.Value x = graph.input("x", Shape.of(2));
    Network network = graph.outputs(x.plus(x.times(x)).then("sum", new Dense(1)));
    float[] ones = {1, 1};
    Model model = new Model(network, new float[][] {ones, {0}});
    Probe probe = Probe.builder(model).gradients("x").build();
    probe.forward(new float[] {3, -5});
    probe.backward(0);
    assertArrayEquals(new float[] {1 + 2 * 3, 1 - 2 * 5}, row(probe.gradient("x"), 0));
  }

  @Test
  void allocatesNothing() {
    Matrix samples = samples(ROWS);
    Matrix weights = Matrix.of(new float[ROWS * OUTPUTS], ROWS, OUTPUTS);
    Probe probe = Probe.builder(MODEL).rows(ROWS).gradients("input").build();
    Allocations allocations = new Allocations(List.of());
    do {
      probe.forward(samples);
      probe.backward(2);
      probe.backward(weights);
    } while (!allocations.count());
    assertTrue(allocations.isClean(), allocations::toString);
  }

  @Test
  void misuseIsRefused() {
    assertError(
        SettingException.class, () -> Probe.builder(MODEL).gradients("9").build(), "'9'", "input");
    assertError(SettingException.class, () -> Probe.builder(MODEL).rows(0), "at least 1");
    Probe probe = Probe.builder(MODEL).gradients("input").build();
    assertError(UsageException.class, () -> probe.backward(0), "forward");
    assertError(ShapeException.class, () -> probe.forward(new float[5]), "6 values", "found 5");
    assertError(ShapeException.class, () -> probe.forward(samples(2)), "1 to 1", "found 2");
    probe.forward(new float[INPUTS]);
    assertError(UsageException.class, () -> probe.gradient("input"), "backward");
    assertError(ShapeException.class, () -> probe.backward(3), "0 to 2");
    Matrix narrow = Matrix.of(new float[2], 1, 2);
    assertError(ShapeException.class, () -> probe.backward(narrow), "3 values");
    assertError(UsageException.class, () -> probe.backwardFromLoss(narrow), "without a loss");
    probe.backward(0);
    assertError(SettingException.class, () -> probe.gradient("2"), "[input]", "'2'");
    assertError(SettingException.class, () -> probe.activation("x"), "'x'");
    Probe ofLoss =
        Probe.builder(MODEL).gradients("input").loss(Loss.softmaxCrossEntropy(), 1).build();
    ofLoss.forward(new float[INPUTS]);
    assertError(UsageException.class, () -> ofLoss.backward(0), "backwardFromLoss");
    Matrix noClass = Matrix.of(new float[] {7}, 1, 1);
    assertError(DataException.class, () -> ofLoss.backwardFromLoss(noClass), "Class index 7");
  }

  private static float[] row(Matrix matrix, int row) {
    return Arrays.copyOfRange(matrix.data(), matrix.row(row), matrix.row(row) + matrix.cols());
  }
}
