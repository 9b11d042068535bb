package dev.lanewise.bench.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;

class RankTestsTest {
  private static final double EXACT = 1e-12;

  @Test
  void signedRankOfAllPositiveDifferencesHasTheLeastPValue() {
    assertEquals(1 / 32.0, SignedRank.test(0.1, 0.2, 0.3, 0.4, 0.5).pValue(), EXACT);
    assertEquals(1, SignedRank.test(-0.1, -0.2, -0.3).pValue(), EXACT);
    assertEquals(1, SignedRank.test(0, 0, 0).pValue(), EXACT);
  }

  @Test
  void signedRankAgreesWithCommonsMath() {
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 20; trial++) {
      double[] differences = random.doubles(12, -1, 1.5).toArray();
      double twoSided =
          new WilcoxonSignedRankTest()
              .wilcoxonSignedRankTest(differences, new double[differences.length], true);
      double[] opposite = Arrays.stream(differences).map(d -> -d).toArray();
      double less =
          Math.min(SignedRank.test(differences).pValue(), SignedRank.test(opposite).pValue());
      assertEquals(twoSided, Math.min(1, 2 * less), 1e-9);
    }
  }

  /** Ranks 1.5, 1.5 and 3: the sums of at least 4.5 are 4.5 twice and 6, of 8. */
  @Test
  void signedRankShares() {
    assertEquals(3 / 8.0, SignedRank.test(0.1, -0.1, 0.2).pValue(), EXACT);
  }

  /** Hollander and Wolfe: for n = 6 the interval of all Walsh averages has 1 - 2/64. */
  @Test
  void signedRankIntervalIsTheRangeOfSixPairs() {
    Slowdown slowdown = SignedRank.test(1, 2, 3, 4, 5, 6);
    assertEquals(3.5, slowdown.estimate(), EXACT);
    assertEquals(1, slowdown.low(), EXACT);
    assertEquals(6, slowdown.high(), EXACT);
    assertTrue(Double.isInfinite(SignedRank.test(1, 2, 3, 4, 5).high()));
  }

  @Test
  void mannWhitneyCountsChoices() {
    assertEquals(1 / 20.0, test(new double[] {1, 2, 3}, 4, 5, 6).pValue(), EXACT);
    assertEquals(2 / 20.0, test(new double[] {1, 2, 4}, 3, 5, 6).pValue(), EXACT);
    assertEquals(1, test(new double[] {4, 5, 6}, 1, 2, 3).pValue(), EXACT);
    assertEquals(1, test(new double[] {1, 1, 1}, 1, 1, 1).pValue(), EXACT);
  }

  /** For 4 and 4 the interval of all differences has 1 - 2/70. */
  @Test
  void mannWhitneyIntervalIsTheRangeOfFourAndFour() {
    Slowdown slowdown = test(new double[] {0, 1, 2, 3}, 10, 11, 12, 13);
    assertEquals(10, slowdown.estimate(), EXACT);
    assertEquals(7, slowdown.low(), EXACT);
    assertEquals(13, slowdown.high(), EXACT);
    assertTrue(Double.isInfinite(test(new double[] {0, 1, 2}, 10, 11, 12).low()));
  }

  @Test
  void neededForksAreTheLeastThatReachTheLevel() {
    assertEquals(6, SignedRank.pairsNeeded(0.02));
    assertEquals(10, SignedRank.pairsNeeded(0.02 / 12));
    assertEquals(4, MannWhitney.forksNeeded(0.02));
    assertEquals(6, MannWhitney.forksNeeded(0.02 / 12));
  }

  /** 0.01 * 4, 0.02 * 3, then never less than the one before. */
  @Test
  void holm() {
    assertArrayEquals(
        new double[] {0.06, 0.04, 0.06, 0.5}, Holm.adjust(0.02, 0.01, 0.03, 0.5), EXACT);
    assertArrayEquals(new double[] {1, 1}, Holm.adjust(0.7, 0.8), EXACT);
  }

  /** As many of 95 % intervals as promised hold the truth, 0. */
  @Test
  void intervalsHoldTheTruthAsOftenAsPromised() {
    SplittableRandom random = new SplittableRandom(2);
    int paired = 0;
    int unpaired = 0;
    for (int trial = 0; trial < 2000; trial++) {
      double[] x = random.doubles(10, -1, 1).toArray();
      double[] y = random.doubles(10, -1, 1).toArray();
      paired += holdsZero(SignedRank.test(x)) ? 1 : 0;
      unpaired += holdsZero(MannWhitney.test(x, y)) ? 1 : 0;
    }
    assertTrue(paired >= 1880 && paired <= 1960, "paired: " + paired);
    assertTrue(unpaired >= 1880 && unpaired <= 1960, "unpaired: " + unpaired);
  }

  private static boolean holdsZero(Slowdown slowdown) {
    return slowdown.low() <= 0 && 0 <= slowdown.high();
  }

  private static Slowdown test(double[] base, double... fresh) {
    return MannWhitney.test(base, fresh);
  }
}
