package dev.lanewise.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ChunksTest {

  @Test
  void chunksOfRowsAreNeverEmpty() {
    for (int workers = 1; workers <= 9; workers++) {
      for (int rows = 1; rows <= 700; rows++) {
        assertTrue(Chunks.rows(rows, workers, 12, 1000) > 0);
        assertTrue(Chunks.rows(rows, workers, 12, 10_000_000) > 0);
      }
    }
  }

  @Test
  void oneWorkerGetsAllPartsAtOnce() {
    assertEquals(9, Chunks.parts(9, 1000, 32, 1));
  }

  @Test
  void weightsThatFitTheCacheAreReadForEachTile() {
    assertEquals(12, Chunks.rows(128, 2, 12, 100_000));
    assertEquals(16, Chunks.rows(32, 2, 12, 100_000));
  }

  @Test
  void otherWeightsAreReadForManyRowsAtOnce() {
    assertEquals(64, Chunks.rows(128, 2, 12, 1_000_000));
    assertEquals(16, Chunks.rows(32, 2, 12, 1_000_000));
    assertEquals(64, Chunks.rows(1024, 2, 12, 1_000_000));
    assertEquals(64, Chunks.rows(128, 1, 12, 1_000_000));
  }

  @Test
  void everyWorkerGetsAChunkOfAnOrdinaryBatch() {
    for (int workers = 2; workers <= 8; workers++) {
      int chunk = Chunks.rows(128, workers, 12, 1_000_000);
      assertTrue(Math.ceilDiv(128, chunk) >= workers, () -> "chunks of " + chunk);
    }
  }

  @Test
  void onlyShortBatchesOfSeveralWorkersAreCutByUnits() {
    assertTrue(Chunks.byUnits(1, 2));
    assertTrue(Chunks.byUnits(32, 2));
    assertTrue(Chunks.byUnits(128, 8));
    assertFalse(Chunks.byUnits(33, 2));
    assertFalse(Chunks.byUnits(1, 1));
  }

  @Test
  void chunksOfPartsAreBetweenOneAndAll() {
    for (long elements : new long[] {1, 1000, 1_000_000, Integer.MAX_VALUE}) {
      for (int parts : new int[] {1, 5, 1000}) {
        int chunk = Chunks.parts(parts, elements, 1024, 4);
        assertTrue(chunk >= 1 && chunk <= parts);
      }
    }
  }
}
