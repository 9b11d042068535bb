package dev.lanewise.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.kernels.reference.ReferenceKernels;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** First steps from gradients of all sizes with the least epsilons, against formulas in double. */
class SmallGradientTest {
  private static final double EPSILON = 1e-10;
  private static final double LEAST = 1e-20;
  private static final double SMALLEST = 1e-25;

  @Test
  void stepsAreRightForEveryGradient() {
    assertFirstStep(new Adam(0.5, 0.9, 0.999, EPSILON, 0, 0), g -> 0.5 * g / (g + EPSILON));
    assertFirstStep(new Adam(0.5, 0.9, 0.999, 1e-8, 0, 0.1), g -> 0.5 * g / (g + 1e-8));
    assertFirstStep(new Adamax(0.5, 0.9, 0.999, LEAST, 0), g -> 0.5 * g / (g + LEAST));
    assertFirstStep(new Adagrad(0.5, 0, EPSILON, 0), g -> 0.5 * g / (g + EPSILON));
    assertFirstStep(new RmsProp(0.5, 0.99, EPSILON, 0), g -> 0.5 * g / (0.1 * g + EPSILON));
    assertFirstStep(
        new Adadelta(0.5, 0.9, LEAST, 0),
        g -> 0.5 * Math.sqrt(LEAST) / Math.sqrt(0.1 * g * g + LEAST) * g);
    double mu1 = 0.9 * (1 - 0.5 * Math.pow(0.96, 0.004));
    double mu2 = 0.9 * (1 - 0.5 * Math.pow(0.96, 2 * 0.004));
    assertFirstStep(
        new Nadam(0.5, 0.9, 0.999, EPSILON, 0, 0.004),
        g -> 0.5 * (mu2 * 0.1 * g / (1 - mu1 * mu2) + g) / (g + EPSILON));
  }

  private static void assertFirstStep(Optimizer optimizer, DoubleUnaryOperator size) {
    Optimizer.Update update = optimizer.bind(new ReferenceKernels());
    for (double gradient = 1; gradient > SMALLEST; gradient *= 0.7) {
      float[] w = new float[1];
      float[] g = {(float) gradient};
      update.prepare(1, optimizer.learningRate());
      update.apply(w, new float[optimizer.slots()][1], 0, 1, g, 0);
      double expected = -size.applyAsDouble(g[0]);
      assertEquals(expected, w[0], -expected * 1e-6, optimizer + " at " + g[0]);
    }
  }
}
