package dev.lanewise.predict;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final int DRAWS = 20_000;

  private static long[] counts(float[] logits, Sampling sampling) {
    Sampler sampler = new Sampler(logits.length);
    Matrix row = Matrix.of(logits, 1, logits.length);
    long[] counts = new long[logits.length];
    for (int i = 0; i < DRAWS; i++) {
      counts[sampler.draw(row, sampling, 7, i)]++;
    }
    return counts;
  }

  /** Probabilities by sorting, as one would write them down. */
  private static double[] expected(float[] logits, Sampling sampling) {
    double[] p = new double[logits.length];
    Arrays.setAll(p, i -> Math.exp(logits[i] / sampling.temperature()));
    double all = Arrays.stream(p).sum();
    Integer[] order = IntStream.range(0, p.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (a, b) -> p[a] == p[b] ? a - b : Double.compare(p[b], p[a]));
    double kept = 0;
    for (int i = 0; i < order.length; i++) {
      boolean late = sampling.topK() > 0 && i >= sampling.topK();
      boolean out = late || kept >= sampling.topP() * all;
      double weight = p[order[i]];
      p[order[i]] = i > 0 && out ? 0 : weight;
      kept += p[order[i]];
    }
    double left = Arrays.stream(p).sum();
    return Arrays.stream(p).map(v -> v / left).toArray();
  }

  private static void assertFits(float[] logits, Sampling sampling) {
    double[] p = expected(logits, sampling);
    long[] counts = counts(logits, sampling);
    int[] possible = IntStream.range(0, p.length).filter(i -> p[i] > 0).toArray();
    assertEquals(
        DRAWS, Arrays.stream(possible).mapToLong(i -> counts[i]).sum(), "others were drawn");
    if (possible.length > 1) {
      double[] e = Arrays.stream(possible).mapToDouble(i -> p[i]).toArray();
      long[] c = Arrays.stream(possible).mapToLong(i -> counts[i]).toArray();
      double level = new ChiSquareTest().chiSquareTest(e, c);
      assertTrue(level > 1e-4, sampling + " " + Arrays.toString(c) + " " + Arrays.toString(e));
    }
  }

  @Test
  void drawsWithTheProbabilitiesThatAreLeft() {
    Random random = new Random(5);
    for (int n : new int[] {1, 2, 3, 7, 20}) {
      float[] logits = new float[n];
      for (int i = 0; i < n; i++) {
        logits[i] = 0.5f * random.nextInt(5);
      }
      for (double temperature : new double[] {0.5, 1, 2}) {
        Sampling plain = Sampling.plain().withTemperature(temperature);
        assertFits(logits, plain);
        assertFits(logits, plain.withTopK(1));
        assertFits(logits, plain.withTopK(3));
        assertFits(logits, plain.withTopP(0.01));
        assertFits(logits, plain.withTopP(0.55));
        assertFits(logits, plain.withTopP(0.95).withTopK(5));
      }
    }
  }

  @Test
  void greedyTakesTheFirstOfTheLargest() {
    long[] counts = counts(new float[] {1, 3, 2, 3}, Sampling.greedy());
    assertEquals(DRAWS, counts[1]);
  }

  /** Their probabilities are equal when rounded, but one is the most likely nevertheless. */
  @Test
  void theMostLikelyStaysSoWhateverTheTemperature() {
    Sampling hot = Sampling.plain().withTemperature(1e300);
    assertEquals(DRAWS, counts(new float[] {0, 1, 3, 2}, hot.withTopK(1))[2]);
    long[] counts = counts(new float[] {0, 1, 3, 2}, hot.withTopP(0.4));
    assertEquals(DRAWS, counts[2] + counts[3]);
    assertTrue(counts[3] > DRAWS / 3, Arrays.toString(counts));
  }

  @Test
  void tokensOfMinusInfinityAreNeverDrawn() {
    float never = Float.NEGATIVE_INFINITY;
    for (Sampling sampling :
        List.of(Sampling.plain(), Sampling.plain().withTopK(3), Sampling.plain().withTopP(1))) {
      long[] counts = counts(new float[] {never, 1, never, 2}, sampling);
      assertEquals(DRAWS, counts[1] + counts[3]);
    }
  }

  @Test
  void refusesInfiniteScores() {
    float inf = Float.POSITIVE_INFINITY;
    for (Sampling sampling :
        List.of(
            Sampling.greedy(),
            Sampling.plain(),
            Sampling.plain().withTopK(2),
            Sampling.plain().withTopP(0.5))) {
      assertError(
          DataException.class,
          () -> counts(new float[] {0, inf, 0, 1}, sampling),
          "token 1",
          "Infinity");
      assertError(
          DataException.class, () -> counts(new float[] {-inf, -inf}, sampling), "each token");
    }
  }

  @Test
  void refusesWhatMeansNothing() {
    assertError(SettingException.class, () -> new Sampling(-1, 0, 1), "temperature", "-1");
    assertError(SettingException.class, () -> new Sampling(Double.NaN, 0, 1), "temperature");
    assertError(SettingException.class, () -> new Sampling(1, -2, 1), "top-k", "-2");
    assertError(SettingException.class, () -> new Sampling(1, 0, 0), "top-p", "0");
    assertError(SettingException.class, () -> new Sampling(1, 0, 1.5), "top-p", "1.5");
    assertError(
        DataException.class, () -> counts(new float[] {1, Float.NaN}, Sampling.plain()), "token 1");
  }
}
