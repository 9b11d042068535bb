package dev.lanewise.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Sums over batches. */
class EpochSumsTest {

  /** An epoch may have more positions than an int has numbers. */
  @Test
  void countsBeyondAnInt() {
    int perBatch = 1 << 30;
    int context = 1 << 10;
    EpochSums sums = new EpochSums(1);
    for (int i = 0; i < 5; i++) {
      sums.add(0, 1, perBatch, context);
      sums.addSamples(perBatch / context);
    }
    assertEquals(5L << 30, sums.correct(0));
    assertEquals(1, sums.accuracy(0));
    EpochSums resumed = new EpochSums(sums.losses(), sums.correct(), sums.samples());
    resumed.add(0, 1, perBatch, context);
    assertArrayEquals(new long[] {6L << 30}, resumed.correct());
  }
}
