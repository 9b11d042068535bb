package dev.lanewise.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.DivergedException;
import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerceptronTest {
  private static final float[][] INPUTS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  private static final boolean[] AND = {false, false, false, true};
  private static final boolean[] OR = {false, true, true, true};
  private static final boolean[] XOR = {false, true, true, false};

  @Test
  void followsTheRuleStepByStep() {
    // By hand: (1, 1) is missed in the first pass and added to zero weights; that is one mistake.
    Perceptron.Result onePass = Perceptron.zeros(2).fit(INPUTS, AND, 1);
    assertFalse(onePass.converged());
    assertEquals(1, onePass.mistakes());
    assertArrayEquals(new float[] {1, 1}, onePass.perceptron().weights());
    assertEquals(1, onePass.perceptron().bias());

    // Then (0, 0) and (0, 1) are wrongly accepted: b = 0, then w = (1, 0), b = -1; (1, 0) gives 0,
    // which is right; (1, 1) gives 0 and is added: w = (2, 1), b = 0.
    Perceptron.Result twoPasses = Perceptron.zeros(2).fit(INPUTS, AND, 2);
    assertEquals(4, twoPasses.mistakes());
    assertArrayEquals(new float[] {2, 1}, twoPasses.perceptron().weights());
    assertEquals(0, twoPasses.perceptron().bias());
  }

  @Test
  void learnsAndAndOr() {
    assertLearns(AND);
    assertLearns(OR);
  }

  private static void assertLearns(boolean[] labels) {
    Perceptron.Result result = Perceptron.zeros(2).fit(INPUTS, labels, 100);
    assertTrue(result.converged());
    assertTrue(result.passes() < 100);
    for (int i = 0; i < labels.length; i++) {
      assertEquals(labels[i], result.perceptron().classify(INPUTS[i]));
    }
  }

  @Test
  void doesNotLearnXor() {
    Perceptron.Result result = Perceptron.zeros(2).fit(INPUTS, XOR, 1000);
    assertFalse(result.converged());
    assertEquals(1000, result.passes());
    assertTrue(result.mistakes() >= 1000);
  }

  /** The convergence theorem: at most (R / gamma)^2 mistakes. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void makesNoMoreMistakesThanTheTheoremAllows(long seed) {
    double margin = 0.1;
    // A hyperplane of unit length with its bias: 0.6 x + 0.8 y + 0 > 0.
    Random random = new Random(seed);
    float[][] samples = new float[200][2];
    boolean[] labels = new boolean[samples.length];
    double longest = 0;
    for (int i = 0; i < samples.length; i++) {
      double side;
      do {
        samples[i][0] = 2 * random.nextFloat() - 1;
        samples[i][1] = 2 * random.nextFloat() - 1;
        side = 0.6 * samples[i][0] + 0.8 * samples[i][1];
      } while (Math.abs(side) < margin);
      labels[i] = side > 0;
      longest = Math.max(longest, Math.hypot(Math.hypot(samples[i][0], samples[i][1]), 1));
    }
    Perceptron.Result result = Perceptron.zeros(2).fit(samples, labels, 10_000);
    assertTrue(result.converged());
    double bound = Math.pow(longest / margin, 2);
    assertTrue(result.mistakes() <= bound, result.mistakes() + " mistakes, bound " + bound);
  }

  @Test
  void goesOnFromWhatItKnows() {
    Perceptron learned = Perceptron.zeros(2).fit(INPUTS, OR, 100).perceptron();
    Perceptron.Result again = learned.fit(INPUTS, OR, 100);
    assertTrue(again.converged());
    assertEquals(1, again.passes());
    assertEquals(0, again.mistakes());
  }

  @Test
  void isImmutable() {
    float[] weights = {1, 2};
    Perceptron perceptron = new Perceptron(weights, 3);
    weights[0] = 9;
    perceptron.weights()[1] = 9;
    perceptron.fit(INPUTS, AND, 10);
    assertArrayEquals(new float[] {1, 2}, perceptron.weights());
    assertEquals("Perceptron[weights=[1.0, 2.0], bias=3.0]", perceptron.toString());
  }

  @Test
  void weightsThatLeaveTheRangeOfFloatsEndIt() {
    Perceptron large = new Perceptron(new float[] {3e38f, -3e38f}, 0);
    float[][] samples = {{3e38f, 3.1e38f}};
    DivergedException error =
        assertThrows(DivergedException.class, () -> large.fit(samples, new boolean[] {true}, 9));
    assertTrue(error.getMessage().contains("scale the samples"), error.getMessage());
  }

  @Test
  void anInterruptEndsItAfterThePass() {
    Thread.currentThread().interrupt();
    Perceptron.Result result = Perceptron.zeros(2).fit(INPUTS, XOR, Integer.MAX_VALUE);
    assertTrue(Thread.interrupted());
    assertEquals(1, result.passes());
    assertFalse(result.converged());
  }

  @Test
  void refusesWhatItCannotUse() {
    Perceptron two = Perceptron.zeros(2);
    boolean[] one = {true};
    assertThrows(ShapeException.class, () -> Perceptron.zeros(0));
    assertThrows(ShapeException.class, () -> new Perceptron(new float[0], 0));
    assertThrows(DataException.class, () -> new Perceptron(new float[] {Float.NaN}, 0));
    assertThrows(DataException.class, () -> new Perceptron(new float[1], Float.NaN));
    assertThrows(ShapeException.class, () -> two.classify(new float[3]));
    assertThrows(DataException.class, () -> two.classify(new float[] {0, Float.NaN}));
    assertThrows(ShapeException.class, () -> two.fit(new float[][] {{1}}, one, 1));
    assertThrows(DataException.class, () -> two.fit(new float[0][], new boolean[0], 1));
    assertThrows(DataException.class, () -> two.fit(INPUTS, one, 1));
    assertThrows(DataException.class, () -> two.fit(new float[][] {{1, Float.NaN}}, one, 1));
    assertThrows(SettingException.class, () -> two.fit(INPUTS, AND, 0));
  }
}
