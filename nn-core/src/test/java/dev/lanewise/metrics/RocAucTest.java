package dev.lanewise.metrics;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.DataException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocAucTest {

  @Test
  void handMade() {
    assertEquals(0.75, auc(new boolean[] {false, false, true, true}, 0.1, 0.4, 0.35, 0.8));
    assertEquals(1, auc(new boolean[] {false, true}, -3, 2));
    assertEquals(0, auc(new boolean[] {true, false}, -3, 2));
    assertEquals(0.5, auc(new boolean[] {true, false, true}, 7, 7, 7));
    assertEquals(0.5, auc(new boolean[] {true, false}, 0.0, -0.0), "zeros are equal");
  }

  @Test
  void oneKindHasNone() {
    assertEquals(Double.NaN, auc(new boolean[] {true, true}, 1, 2));
    assertEquals(Double.NaN, auc(new boolean[] {false}, 1));
    assertEquals(Double.NaN, new RocAuc().value());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 50, 1_000_000})
  void isTheShareOfPairsInOrder(int levels) {
    Random random = new Random(levels);
    boolean[] positive = new boolean[301];
    double[] scores = new double[positive.length];
    for (int i = 0; i < scores.length; i++) {
      positive[i] = random.nextInt(3) == 0;
      scores[i] = random.nextInt(levels) + (positive[i] ? levels / 5 : 0);
    }
    double inOrder = 0;
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (positive[i] && !positive[j]) {
          pairs++;
          inOrder += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    assertEquals(inOrder / pairs, auc(positive, scores));
  }

  @Test
  void mergedIsAsAddedTogether() {
    RocAuc whole = new RocAuc();
    RocAuc[] parts = {new RocAuc(), new RocAuc(), new RocAuc()};
    Random random = new Random(3);
    for (int i = 0; i < 1000; i++) {
      boolean positive = random.nextBoolean();
      double score = random.nextInt(40) + (positive ? 3 : 0);
      whole.add(positive, score);
      parts[i % 7 == 0 ? 1 : 0].add(positive, score);
    }
    parts[0].merge(parts[1]);
    parts[0].merge(parts[2]);
    assertEquals(whole.value(), parts[0].value());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesWhatIsNotFinite(double score) {
    assertError(
        DataException.class, () -> new RocAuc().add(true, score), "Score", String.valueOf(score));
  }

  private static double auc(boolean[] positive, double... scores) {
    RocAuc auc = new RocAuc();
    for (int i = 0; i < scores.length; i++) {
      auc.add(positive[i], scores[i]);
    }
    return auc.value();
  }
}
