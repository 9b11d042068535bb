package dev.lanewise.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedsTest {

  /** The first outputs of SplitMix64 for the seed 1234567, as published with its test vectors. */
  @Test
  void mixIsTheFinaliserOfSplitMix64() {
    long gamma = 0x9E3779B97F4A7C15L;
    assertEquals(6457827717110365317L, Seeds.mix(1234567 + gamma));
    assertEquals(3203168211198807973L, Seeds.mix(1234567 + 2 * gamma));
  }

  @Test
  void neighboursAreFarApart() {
    Set<Long> seen = new HashSet<>();
    for (long seed = -50; seed < 50; seed++) {
      for (long index = 0; index < 100; index++) {
        seen.add(Seeds.mix(seed, index));
      }
    }
    assertEquals(10_000, seen.size());
  }
}
