package dev.lanewise.predict;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.kernels.Backends;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.Dense;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import org.junit.jupiter.api.Test;

class PredictorTest {
  private static final Model MODEL =
      Network.of(Shape.of(3), new Dense(4, Activation.TANH), new Dense(2)).initialize(1);
  private static final Predictor PREDICTOR = Predictor.of(MODEL, Backends.select("reference"));

  @Test
  void wrongLengthsAreRefused() {
    assertError(
        ShapeException.class, () -> PREDICTOR.predict(new float[4]), "sample", "3 values", "4");
    assertError(
        ShapeException.class,
        () -> PREDICTOR.predict(new float[3], new float[1]),
        "output",
        "2 values",
        "found 1");
    assertError(
        ShapeException.class,
        () -> PREDICTOR.predict(new float[][] {{1, 2, 3}, {1, 2}}),
        "sample 1",
        "found 2");
  }

  @Test
  void wrongMatricesAreRefused() {
    Matrix two = Matrix.allocate(5, 2);
    Matrix three = Matrix.allocate(5, 3);
    assertError(ShapeException.class, () -> PREDICTOR.predict(two, two), "samples", "3 columns");
    assertError(
        ShapeException.class, () -> PREDICTOR.predict(three, three), "outputs", "2 columns");
    assertError(
        ShapeException.class,
        () -> PREDICTOR.predict(three, Matrix.allocate(4, 2)),
        "outputs",
        "5 rows",
        "found 4");
  }

  @Test
  void noSamplesGiveNoOutputs() {
    assertEquals(0, PREDICTOR.predict(new float[0][]).length);
  }

  @Test
  void copiesAgreeAndDoNotDisturbEachOther() {
    float[] sample = {1, -2, 0.5f};
    float[] expected = PREDICTOR.predict(sample);
    Predictor copy = PREDICTOR.copy();
    copy.predict(new float[] {9, 9, 9});
    assertArrayEquals(expected, copy.predict(sample));
    assertArrayEquals(expected, PREDICTOR.predict(sample));
  }

  @Test
  void classifyNamesTheFirstOfTheLargestOutputs() {
    Network identity = Network.of(Shape.of(3), new Activate(Activation.IDENTITY));
    Predictor predictor = Predictor.of(identity.initialize(1), Backends.select("reference"));
    assertEquals(2, predictor.classify(new float[] {-3, -2, -1}));
    assertEquals(1, predictor.classify(new float[] {0, 5, 5}));
  }
}
