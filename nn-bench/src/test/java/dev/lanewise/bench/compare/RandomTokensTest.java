package dev.lanewise.bench.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomTokensTest {
  private static final Workload WORKLOAD = new Workload("gpt", 32, "adamw", 50);

  @Test
  void areTheSameInEveryProcess() {
    RandomTokens tokens = RandomTokens.of(WORKLOAD);

    assertEquals(64, tokens.length());
    assertEquals(50 * 64, tokens.targets().length);
    assertArrayEquals(tokens.inputs(), RandomTokens.of(WORKLOAD).inputs());
  }

  @Test
  void targetsAreTheTokensThatComeNextAndHalfOfThemCanBeKnown() {
    RandomTokens tokens = RandomTokens.of(WORKLOAD);
    float[] x = tokens.inputs();
    float[] next = tokens.targets();

    assertTrue(IntStream.range(1, x.length).allMatch(i -> x[i] == next[i - 1]));
    assertTrue(IntStream.range(0, x.length).allMatch(i -> next[i] >= 0 && next[i] < 65));
    double known = IntStream.range(0, x.length).filter(i -> next[i] == (7 * x[i] + 3) % 65).count();
    assertEquals(0.5, known / x.length, 0.05);
  }
}
