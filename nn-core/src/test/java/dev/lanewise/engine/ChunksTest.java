package dev.lanewise.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.kernels.Tuning;
import dev.lanewise.kernels.reference.ReferenceKernels;
import org.junit.jupiter.api.Test;

class ChunksTest {

  @Test
  void chunksOfRowsAreNeverEmpty() {
    for (int workers = 1; workers <= 9; workers++) {
      for (int rows = 1; rows <= 700; rows++) {
        assertTrue(chunks(workers, 12, 1000).rows(rows) > 0);
        assertTrue(chunks(workers, 12, 10_000_000).rows(rows) > 0);
      }
    }
  }

  /** Gradients of neighbouring samples that are added up belong to one chunk. */
  @Test
  void chunksAreMultiplesOfFour() {
    for (int workers = 1; workers <= 9; workers++) {
      for (int rows = 1; rows <= 700; rows++) {
        assertEquals(0, chunks(workers, 12, 1000).rows(rows) % 4);
        assertEquals(0, chunks(workers, 8, 10_000_000).rows(rows) % 4);
      }
    }
  }

  @Test
  void oneWorkerGetsAllPartsAtOnce() {
    assertEquals(9, chunks(1, 8, 1000).parts(9, 32));
  }

  @Test
  void weightsThatFitTheCacheAreReadForEachTile() {
    assertEquals(12, chunks(2, 12, 100_000).rows(128));
    assertEquals(16, chunks(2, 12, 100_000).rows(32));
  }

  @Test
  void otherWeightsAreReadForManyRowsAtOnce() {
    assertEquals(64, chunks(2, 12, 1_000_000).rows(128));
    assertEquals(16, chunks(2, 12, 1_000_000).rows(32));
    assertEquals(64, chunks(2, 12, 1_000_000).rows(1024));
    assertEquals(64, chunks(1, 12, 1_000_000).rows(128));
  }

  /** What goes forward should still be in a cache when it goes backward. */
  @Test
  void manyActivationsMakeChunksShort() {
    assertEquals(16, chunks(2, 12, 1_000_000, 80_000).rows(128));
    assertEquals(16, chunks(2, 12, 1_000_000, 1_000_000).rows(32));
    assertEquals(32, chunks(2, 12, 1_000_000, 30_000).rows(128));
  }

  @Test
  void everyWorkerGetsAChunkOfAnOrdinaryBatch() {
    for (int workers = 2; workers <= 8; workers++) {
      int chunk = chunks(workers, 12, 1_000_000).rows(128);
      assertTrue(Math.ceilDiv(128, chunk) >= workers, () -> "chunks of " + chunk);
    }
  }

  @Test
  void chunksBeginWhereEveryPassCanBegin() {
    Tuning tuning = new ReferenceKernels().tuning();
    for (int step : new int[] {1, 2, 4, 8, 16}) {
      for (int workers = 1; workers <= 8; workers++) {
        for (long elements : new long[] {1, 10_000_000}) {
          for (int rows = 1; rows < 300; rows++) {
            int chunk = new Chunks(tuning, workers, elements, 1000, step).rows(rows);
            assertEquals(0, chunk % step, "chunks of " + chunk);
          }
        }
      }
    }
  }

  @Test
  void onlyShortBatchesOfSeveralWorkersAreCutByUnits() {
    assertTrue(chunks(2, 8, 1).byUnits(1));
    assertTrue(chunks(2, 8, 1).byUnits(32));
    assertTrue(chunks(8, 8, 1).byUnits(128));
    assertFalse(chunks(2, 8, 1).byUnits(33));
    assertFalse(chunks(1, 8, 1).byUnits(1));
  }

  @Test
  void chunksOfPartsAreBetweenOneAndAll() {
    for (long elements : new long[] {1, 1000, 1_000_000, Integer.MAX_VALUE}) {
      for (int parts : new int[] {1, 5, 1000}) {
        int chunk = chunks(4, 8, elements).parts(parts, 1024);
        assertTrue(chunk >= 1 && chunk <= parts);
      }
    }
  }

  private static Chunks chunks(int workers, int tile, long elements) {
    return chunks(workers, tile, elements, 1000);
  }

  private static Chunks chunks(int workers, int tile, long elements, long activations) {
    Tuning tuning = new ReferenceKernels().tuning();
    return new Chunks(
        new Tuning(tile, tuning.blocking(), tuning.parts(), tuning.chunking()),
        workers,
        elements,
        activations,
        1);
  }
}
