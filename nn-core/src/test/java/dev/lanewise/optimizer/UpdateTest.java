package dev.lanewise.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.lanewise.kernels.reference.ReferenceKernels;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the updates of all optimizers, and details of single ones. */
class UpdateTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final double RATE = 0.01;
  private static final int SIZE = 5;

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        Optimizer.sgd(RATE),
        Optimizer.momentum(RATE, 0.9),
        Optimizer.rmsProp(RATE),
        Optimizer.adamW(RATE),
        new Adagrad(RATE, 0.1, 1e-10, 0),
        Optimizer.adadelta(RATE),
        Optimizer.adamax(RATE),
        Optimizer.nadam(RATE),
        Optimizer.lion(RATE),
        Optimizer.rprop(RATE));
  }

  /** A checkpoint holds parameters, state and the step; a new binding must go on from there. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void aNewBindingGoesOnBitForBit(Optimizer optimizer) {
    Optimizer.Update through = optimizer.bind(new ReferenceKernels());
    float[] w = weights();
    float[][] state = new float[optimizer.slots()][SIZE];
    run(through, w, state, 1, 40);
    float[] resumedWeights = w.clone();
    float[][] resumedState = Stream.of(state).map(float[]::clone).toArray(float[][]::new);
    run(through, w, state, 41, 60);
    run(optimizer.bind(new ReferenceKernels()), resumedWeights, resumedState, 41, 60);
    assertArrayEquals(w, resumedWeights);
    assertArrayEquals(state, resumedState);
  }

  private static float[] weights() {
    return new float[] {0.5f, -0.25f, 0, 1, -1};
  }

  /** Gradients of {@code w^2 / 2}, and of something that swings. */
  private static void run(
      Optimizer.Update update, float[] w, float[][] state, int first, int last) {
    float[] gradient = new float[SIZE];
    for (int t = first; t <= last; t++) {
      for (int i = 0; i < SIZE; i++) {
        gradient[i] = w[i] + (float) StrictMath.sin(t * (i + 1.0));
      }
      update.prepare(t, RATE);
      update.apply(w, state, 0, SIZE, gradient, 0);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void prepareAllocatesNothingEvenBeforeItIsCompiled(Optimizer optimizer) {
    Optimizer.Update update = optimizer.bind(new ReferenceKernels());
    update.prepare(1, RATE);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int t = 2; t <= 100; t++) {
      update.prepare(t, RATE);
    }
    assertEquals(0, THREADS.getCurrentThreadAllocatedBytes() - before);
  }

  @Test
  void rpropGrowsRestsAndShrinks() {
    Optimizer.Update update = new Rprop(0.5, 0.5, 2, 0.25, 1).bind(new ReferenceKernels());
    float[] w = {0};
    float[][] state = new float[2][1];
    List<Float> gradients = List.of(1f, 3f, 3f, -1e-30f, -1e-30f, 2f, 2f, 0f, 2f);
    float[] expected = {-0.5f, -1.5f, -2.5f, -2.5f, -2, -2, -2.25f, -2.25f, -2.5f};
    for (int t = 0; t < expected.length; t++) {
      update.prepare(t + 1, 0.5);
      update.apply(w, state, 0, 1, new float[] {gradients.get(t)}, 0);
      assertEquals(expected[t], w[0], "step " + (t + 1));
    }
  }

  @Test
  void rpropStartsFromTheRateOfTheFirstStep() {
    Optimizer.Update update = Optimizer.rprop(1).bind(new ReferenceKernels());
    float[] w = {0};
    float[][] state = new float[2][1];
    update.prepare(1, 0.5);
    update.apply(w, state, 0, 1, new float[] {-1}, 0);
    assertEquals(0.5f, w[0]);
    update.prepare(2, 0.001);
    update.apply(w, state, 0, 1, new float[] {-1}, 0);
    assertEquals(0.5f + 0.6f, w[0]);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aRateOfZeroMovesNothing(Optimizer optimizer) {
    Optimizer.Update update = optimizer.bind(new ReferenceKernels());
    float[] w = weights();
    float[][] state = new float[optimizer.slots()][SIZE];
    for (int t = 1; t <= 3; t++) {
      update.prepare(t, 0);
      update.apply(w, state, 0, SIZE, new float[] {1, -2, 3, -4, 0}, 0);
    }
    assertArrayEquals(weights(), w);
  }

  /** A divergence must show in the weights, and so in the loss. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void gradientsThatAreNotANumberMakeWeightsThatAreNone(Optimizer optimizer) {
    Optimizer.Update update = optimizer.bind(new ReferenceKernels());
    float[] w = weights();
    update.prepare(1, RATE);
    float[] gradient = {0, Float.NaN, 0, 0, 0};
    update.apply(w, new float[optimizer.slots()][SIZE], 0, SIZE, gradient, 0);
    assertEquals(Float.NaN, w[1]);
    assertEquals(1, w[3], 0.01);
  }
}
