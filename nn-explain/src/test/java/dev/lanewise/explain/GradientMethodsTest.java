package dev.lanewise.explain;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Softmax;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import org.junit.jupiter.api.Test;

/** Explanations that follow gradients, against a network in double. */
class GradientMethodsTest {
  private static final int INPUTS = 6;
  private static final int OUTPUTS = 3;
  private static final Chain TANH = Chain.of(Activation.TANH, Math::tanh, INPUTS, 20, 17, OUTPUTS);
  private static final Chain RELU =
      Chain.of(Activation.RELU, x -> Math.max(x, 0), INPUTS, 40, 30, OUTPUTS);
  private static final Chain LEAKY =
      Chain.of(
          Activation.LEAKY_RELU, x -> x > 0 ? x : (double) 0.01f * x, INPUTS, 15, 12, 9, OUTPUTS);

  private final float[] baseline = Chain.sample(INPUTS, 5);

  @Test
  void gradientsAreThoseOfCentralDifferences() {
    Explained model = Explained.of(TANH.model());
    for (int seed = 0; seed < 20; seed++) {
      float[] sample = Chain.sample(INPUTS, seed);
      Attribution found = new InputGradient().attribute(model, sample, seed % OUTPUTS);
      assertEquals(TANH.score(sample, seed % OUTPUTS), found.score(), 1e-5);
      for (int i = 0; i < INPUTS; i++) {
        double expected = TANH.gradient(Chain.toDouble(sample), i, seed % OUTPUTS);
        assertEquals(expected, found.values()[i], 1e-5);
      }
    }
  }

  @Test
  void integratedGradientsAddUpToTheDifferenceOfScores() {
    for (int seed = 0; seed < 50; seed++) {
      float[] sample = Chain.sample(INPUTS, seed);
      assertEquals(0, residual(TANH, sample, 50), 1e-4);
      assertEquals(0, residual(RELU, sample, 50), 0.1);
    }
  }

  private double residual(Chain chain, float[] sample, int nodes) {
    Explained model = Explained.of(chain.model());
    IntegratedGradients method = new IntegratedGradients(baseline, nodes);
    Attribution found = method.attribute(model, sample, 1);
    double expected = chain.score(sample, 1) - chain.score(baseline, 1) - found.sum();
    double told = method.residual(model, found);
    assertEquals(expected, told, 1e-5);
    return told;
  }

  @Test
  void exactGradientsOfPiecesAddUpInDouble() {
    for (Chain chain : new Chain[] {RELU, LEAKY}) {
      Explained model = Explained.of(chain.model());
      ExactIntegratedGradients exact = new ExactIntegratedGradients(baseline);
      for (int seed = 0; seed < 50; seed++) {
        float[] sample = Chain.sample(INPUTS, 100 + seed);
        double sum = 0;
        for (double value : exact.inDouble(model, sample, 2)) {
          sum += value;
        }
        assertEquals(chain.score(sample, 2) - chain.score(baseline, 2), sum, 1e-12);
      }
    }
  }

  /** Each value against the mean of many gradients in the middle of short pieces. */
  @Test
  void exactGradientsAreTheIntegrals() {
    float[] sample = Chain.sample(INPUTS, 9);
    double[] exact =
        new ExactIntegratedGradients(baseline).inDouble(Explained.of(RELU.model()), sample, 0);
    int pieces = 20_000;
    double[] x = new double[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      double mean = 0;
      for (int k = 0; k < pieces; k++) {
        for (int j = 0; j < INPUTS; j++) {
          x[j] = baseline[j] + (k + 0.5) / pieces * ((double) sample[j] - baseline[j]);
        }
        mean += RELU.gradient(x, i, 0) / pieces;
      }
      assertEquals(mean * ((double) sample[i] - baseline[i]), exact[i], 1e-3);
    }
    float[] nearly =
        new IntegratedGradients(baseline, 1000)
            .attribute(Explained.of(RELU.model()), sample, 0)
            .values();
    assertArrayEquals(toFloat(exact), nearly, 0.01f);
  }

  private static float[] toFloat(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @Test
  void linearModelsAreExplainedAlikeByAllMethods() {
    Chain linear = Chain.of(Activation.IDENTITY, x -> x, INPUTS, 4, OUTPUTS);
    Explained model = Explained.of(linear.model());
    float[] sample = Chain.sample(INPUTS, 1);
    float[] expected = new GradientTimesInput(baseline).attribute(model, sample, 1).values();
    for (AttributionMethod method :
        new AttributionMethod[] {
          new IntegratedGradients(baseline, 2),
          new ExactIntegratedGradients(baseline),
          new Occlusion(baseline)
        }) {
      assertArrayEquals(expected, method.attribute(model, sample, 1).values(), 1e-5f);
    }
    float[] gradient = new InputGradient().attribute(model, sample, 1).values();
    assertArrayEquals(
        gradient, new SmoothGrad(0.5f, 7, 3).attribute(model, sample, 1).values(), 1e-5f);
  }

  @Test
  void smoothGradientsAreMeansAndRepeat() {
    Explained model = Explained.of(RELU.model());
    float[] sample = Chain.sample(INPUTS, 4);
    SmoothGrad method = new SmoothGrad(0.3f, 4000, 11);
    float[] found = method.attribute(model, sample, 0).values();
    assertArrayEquals(found, method.attribute(model, sample, 0).values(), 0);
    float[] other = new SmoothGrad(0.3f, 4000, 12).attribute(model, sample, 0).values();
    assertArrayEquals(found, other, 0.05f);
    float[] none = new SmoothGrad(1e-6f, 3, 1).attribute(model, sample, 0).values();
    assertArrayEquals(new InputGradient().attribute(model, sample, 0).values(), none, 1e-5f);
  }

  @Test
  void scoresAreExplainedInsteadOfProbabilities() {
    Model logits = RELU.model();
    Network network =
        Network.of(
            Shape.of(INPUTS),
            new Dense(40, Activation.RELU),
            new Dense(30, Activation.RELU),
            new Dense(OUTPUTS),
            new Softmax());
    float[][] values = new float[network.parameters().size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = logits.values(i);
    }
    Model probabilities = new Model(network, values);
    float[] sample = Chain.sample(INPUTS, 2);
    assertArrayEquals(
        new InputGradient().attribute(Explained.of(logits), sample, 1).values(),
        new InputGradient().attribute(Explained.of(probabilities), sample, 1).values(),
        0);
  }

  @Test
  void bitsAreTheSameOnEveryBackend() {
    float[] sample = Chain.sample(INPUTS, 2);
    AttributionMethod method = new IntegratedGradients(baseline, 33);
    assertArrayEquals(
        method.attribute(Explained.of(TANH.model(), "reference"), sample, 1).values(),
        method.attribute(Explained.of(TANH.model()), sample, 1).values(),
        0);
  }

  /** What a network with fresh weights looks at has little to do with what this one does. */
  @Test
  void explanationsDependOnTheWeights() {
    double sum = 0;
    for (int seed = 0; seed < 40; seed++) {
      float[] sample = Chain.sample(INPUTS, seed);
      sum +=
          Randomization.correlation(
              RELU.model(), new InputGradient(), sample, 0, i -> true, 1000 + seed);
    }
    assertTrue(Math.abs(sum / 40) < 0.3, () -> "mean correlation of many");
  }

  @Test
  void refusesWhatMeansNothing() {
    Explained model = Explained.of(TANH.model());
    float[] sample = Chain.sample(INPUTS, 1);
    assertError(
        ShapeException.class,
        () -> new InputGradient().attribute(model, new float[5], 0),
        "sample",
        "6 values",
        "found 5");
    assertError(
        ShapeException.class,
        () -> new IntegratedGradients(new float[7]).attribute(model, sample, 0),
        "baseline",
        "found 7");
    assertError(
        SettingException.class,
        () -> new Occlusion(baseline).attribute(model, sample, 3),
        "0 to 2",
        "found 3");
    assertError(SettingException.class, () -> new IntegratedGradients(baseline, 1), "found 1");
    assertError(SettingException.class, () -> new SmoothGrad(0, 1, 1), "deviation");
    assertError(SettingException.class, () -> new SmoothGrad(1, 0, 1), "copies");
    assertError(SettingException.class, () -> new Occlusion(baseline, 2, 3, 3), "stride");
    assertError(
        SettingException.class,
        () -> new ExactIntegratedGradients(baseline).attribute(model, sample, 0),
        "Dense",
        "IntegratedGradients");
  }
}
